//! The report for a terminal.

use super::{Report, places};

/// Two lines a change, and the version that is needed.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for merged in report.merged() {
        let change = &merged.first.change;
        out.push_str(&format!(
            "{:<11} {}: {} [{}]\n",
            change.verdict().as_str(),
            merged.items(""),
            change.sentence,
            change.kind.as_str()
        ));
        let places = places(merged.first);
        if !places.is_empty() {
            out.push_str(&format!("            {places}\n"));
        }
    }
    if !report.changes.is_empty() {
        out.push('\n');
    }
    out.push_str(&report.bottom_line());
    out.push('\n');
    out
}
