//! The report for programs.

use serde::Serialize;

use super::Report;
use crate::compare::{Bump, Kind, Located, Node, Spot, Verdict};

#[derive(Serialize)]
struct Document<'r> {
    verdict: Option<Verdict>,
    version: Option<String>,
    next_version: Option<String>,
    bump: Option<Bump>,
    changes: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    kind: Kind,
    verdict: Verdict,
    item: &'r str,
    sentence: &'r str,
    old: Option<Side<'r>>,
    new: Option<Side<'r>>,
}

#[derive(Serialize)]
struct Side<'r> {
    pointer: &'r str,
    #[serde(flatten)]
    spot: Option<&'r Spot>,
}

/// One JSON document.
///
/// # Errors
/// When a path of a file is not Unicode.
pub fn json(report: &Report) -> Result<String, serde_json::Error> {
    let next = report.next_version();
    let document = Document {
        verdict: report.verdict(),
        version: report.version.as_ref().map(ToString::to_string),
        next_version: next.as_ref().map(|(_, version)| version.to_string()),
        bump: next.map(|(bump, _)| bump),
        changes: report.changes.iter().map(entry).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

fn entry(located: &Located) -> Entry<'_> {
    let change = &located.change;
    Entry {
        kind: change.kind,
        verdict: change.verdict(),
        item: &change.item,
        sentence: &change.sentence,
        old: side(change.old.as_ref(), located.old.as_ref()),
        new: side(change.new.as_ref(), located.new.as_ref()),
    }
}

fn side<'r>(node: Option<&'r Node>, spot: Option<&'r Spot>) -> Option<Side<'r>> {
    node.map(|node| Side {
        pointer: &node.pointer,
        spot,
    })
}
