//! `api.txt`: the crate's public surface, one line an item.

use std::collections::BTreeSet;

use super::artefacts::Artefacts;

/// The file's text.
pub(super) fn file(artefacts: &Artefacts) -> String {
    let lines: BTreeSet<String> = artefacts
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/"))
        .flat_map(|(_, text)| syn::parse_file(text).map(|_| String::new()))
        .collect();
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}
