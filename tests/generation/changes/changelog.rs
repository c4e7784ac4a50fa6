//! The changelog: any number of runs give the text that one gives.

use generator::compare::report::Report;
use generator::compare::{Changelog, compare};

use super::reports::generated;

/// A document with an operation that takes these parameters, and with these statuses of failures.
fn document(parameters: &[&str], failures: &[&str]) -> String {
    let parameters = parameters
        .iter()
        .map(|name| format!("{{ name: {name}, in: query, schema: {{ type: string }} }}"));
    let failures = failures.iter().map(|status| {
        format!(", '{status}': {{ description: It failed., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Fault' }} }} }} }}")
    });
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Runs, version: '1' }}\npaths:\n  /x:\n    get:\n      operationId: x\n      \
         parameters: [{}]\n      responses: {{ '200': {{ description: Fine., content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Fault' }} }} }} }}{} }}\n\
         components: {{ schemas: {{ Fault: {{ type: object, properties: {{ text: {{ type: string }} }} }} }} }}\n",
        parameters.collect::<Vec<_>>().join(", "),
        failures.collect::<String>()
    )
}

/// A changelog after a run, where `committed` is that of the last commit.
fn after_run(changelog: &str, committed: &str, [old, new]: [&str; 2]) -> String {
    let [old, new] = [old, new].map(generated);
    let [before, after] = [&old, &new].map(|side| side.api.as_ref().expect("a document"));
    let report = Report::new(&compare(before, after), &old.sources, &new.sources, None);
    let mut changelog = Changelog::read(changelog);
    changelog.add(&Changelog::read(committed), &report);
    changelog.text()
}

fn lines(changelog: &str) -> Vec<&str> {
    let lines = changelog.lines().filter(|line| line.starts_with("- "));
    lines.collect()
}

#[test]
fn each_of_several_changes_of_an_operation_has_its_line() {
    let all = document(&["a", "b"], &["404", "default"]);
    for (fewer, least) in [
        (
            document(&["b"], &["404", "default"]),
            document(&[], &["404", "default"]),
        ),
        (document(&["a", "b"], &["404"]), document(&["a", "b"], &[])),
    ] {
        let at_once = after_run("", "", [&all, &least]);
        assert_eq!(lines(&at_once).len(), 2, "{at_once}");

        let one = after_run("", "", [&all, &fewer]);
        let both = after_run(&one, "", [&all, &least]);
        assert_eq!(lines(&both).len(), 2, "{both}");
        assert_eq!(after_run(&both, "", [&all, &least]), both);
        assert_eq!(lines(&after_run(&both, "", [&all, &fewer])), lines(&one));
        assert_eq!(lines(&after_run(&both, "", [&all, &all])), [""; 0]);

        // What is committed stays, and what comes later is told beside it.
        let later = after_run(&one, &one, [&fewer, &least]);
        assert_eq!(lines(&later).len(), 2, "{later}");
        assert_eq!(after_run(&later, &one, [&fewer, &fewer]), one);
    }
}

#[test]
fn a_line_whose_words_are_mended_stays() {
    let (all, fewer) = (document(&["a", "b"], &[]), document(&["b"], &[]));
    let made = after_run("", "", [&all, &fewer]);
    let mended = made.replace("the setter `a` was removed", "use `b` instead of `a`");
    assert_ne!(mended, made);
    assert_eq!(after_run(&mended, "", [&all, &fewer]), mended);

    let mended = made.replace(
        "the setter `a` was removed",
        "the server never looked at it",
    );
    assert_eq!(after_run(&mended, &made, [&fewer, &fewer]), mended);
}

#[test]
fn a_change_that_goes_on_is_told_as_it_is_now() {
    let [text, integer, number] = ["string", "integer", "number"].map(|name| {
        document(&["a"], &[]).replace(
            "schema: { type: string }",
            &format!("schema: {{ type: {name} }}"),
        )
    });
    let first = after_run("", "", [&text, &integer]);
    let second = after_run(&first, "", [&text, &number]);
    assert_eq!(second, after_run("", "", [&text, &number]));
}

#[test]
fn an_entry_that_is_wrapped_is_one() {
    let (all, fewer) = (document(&["a", "b"], &[]), document(&["b"], &[]));
    let made = after_run("", "", [&all, &fewer]);
    for (before, after) in [
        (": the setter", ":\n  the setter"),
        (" removed (", "\nremoved\n("),
        (
            "(parameter-removed)",
            "(parameter-removed)\n  Use `b`.\n  - It is faster.",
        ),
    ] {
        let wrapped = made.replace(before, after);
        assert_ne!(wrapped, made);
        // Before the commit, after it, and in a release that is not committed.
        assert_eq!(after_run(&wrapped, "", [&all, &fewer]), wrapped);
        assert_eq!(after_run(&wrapped, &made, [&all, &fewer]), wrapped);
        assert_eq!(after_run(&wrapped, &wrapped, [&fewer, &fewer]), wrapped);
        let released = wrapped.replace(
            "## [Unreleased]\n",
            "## [Unreleased]\n\n## [1.0.0] - 2026-01-31\n",
        );
        assert_eq!(after_run(&released, "", [&all, &fewer]), released);

        let taken_back = after_run(&wrapped, "", [&all, &all]);
        assert_eq!(taken_back, after_run(&made, "", [&all, &all]));
    }
}

#[test]
fn what_stands_around_the_entries_stays() {
    let (all, fewer) = (document(&["a", "b"], &[]), document(&["b"], &[]));
    let made = after_run("", "", [&all, &fewer]);
    let (_, entries) = made.split_once("## [Unreleased]\n").expect("its heading");
    for (begin, end) in [
        (
            "# Changes\n\n## [Unreleased]\n",
            "\n[Unreleased]: https://a.example/compare\n",
        ),
        (
            "# Changes\n\n## [Unreleased]\n",
            "\n[Unreleased]: https://a.example/compare\n\n## [1.0.0] - 2026-01-31\n",
        ),
        (
            "# Changes\n\n## [Unreleased](https://a.example/compare)\n",
            "\n## [1.0.0] - 2026-01-31\n",
        ),
        (
            "# Changes\n\nSee ## [Unreleased].\n\n## Unreleased\n",
            "\n## 1.0.0 - 2026-01-31\n",
        ),
        ("## [Unreleased]\n", ""),
    ] {
        let changelog = after_run(&format!("{begin}{end}"), "", [&all, &fewer]);
        assert_eq!(changelog, format!("{begin}{entries}{end}"));
    }
    let head = "# Changes\n\n";
    let release = "## [1.0.0] - 2026-01-31\n";
    for begin in [head, head.trim_end()] {
        let changelog = after_run(&format!("{begin}\n{release}"), "", [&all, &fewer]);
        assert_eq!(
            changelog,
            format!("{head}## [Unreleased]\n{entries}\n{release}")
        );
    }
}

#[test]
fn lines_end_as_they_did() {
    let (all, fewer) = (document(&["a", "b"], &[]), document(&["b"], &[]));
    let head = "# Changes\n\n## [Unreleased]\n";
    let windows = |text: &str| text.replace('\n', "\r\n");
    let made = after_run(head, "", [&all, &fewer]);
    assert_eq!(
        after_run(&windows(head), head, [&all, &fewer]),
        windows(&made)
    );
    assert_eq!(
        after_run(&windows(&made), &made, [&all, &fewer]),
        windows(&made)
    );
}
