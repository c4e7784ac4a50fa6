//! The report for a terminal.

use super::{Report, places};

/// Two lines a change, and the version that is needed.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for located in &report.changes {
        let change = &located.change;
        out.push_str(&format!(
            "{:<11} {}: {} [{}]\n",
            change.verdict().as_str(),
            change.item,
            change.sentence,
            change.kind.as_str()
        ));
        let places = places(located);
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
