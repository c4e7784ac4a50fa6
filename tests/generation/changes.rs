//! Verdicts on changes are right: what the rules say, the compiler finds.

mod cases;
mod changelog;
mod compiled;
mod judged;
mod reports;

use generator::compare::report;

#[test]
fn the_docs_show_the_table_of_rules() {
    let shown = include_str!("../../generator/src/compare/rules.md");
    assert_eq!(
        shown,
        report::rules(),
        "write it anew: `cargo xtask diff --rules > generator/src/compare/rules.md`"
    );
}
