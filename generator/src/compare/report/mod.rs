//! A comparison, written down.

mod json;
mod markdown;
mod text;

use std::collections::BTreeMap;

use semver::Version;

use super::{Bump, Change, Comparison, Located, Verdict, locate};
use crate::source::Sources;

pub use json::json;
pub use markdown::{markdown, rules};
pub use text::text;

/// All that a report tells.
#[derive(Clone, Debug)]
pub struct Report {
    /// The changes with their places, those that matter most first.
    pub changes: Vec<Located>,
    /// The version of the crate before them, if it is one.
    pub version: Option<Version>,
}

impl Report {
    /// A report on what changed since the crate's `version`.
    #[must_use]
    pub fn new(
        comparison: &Comparison,
        old: &Sources,
        new: &Sources,
        version: Option<Version>,
    ) -> Self {
        Self {
            changes: locate(comparison, old, new),
            version,
        }
    }

    /// The verdict that matters most; `None` where nothing changed.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let verdicts = self.changes.iter().map(|located| located.change.verdict());
        verdicts.max()
    }

    /// Which number of the version has to be raised, and the version after that.
    #[must_use]
    pub fn next_version(&self) -> Option<(Bump, Version)> {
        let version = self.version.as_ref()?;
        let bump = Bump::needed(version, self.verdict());
        Some((bump, bump.of(version)))
    }

    fn of(&self, verdict: Verdict) -> impl Iterator<Item = &Located> {
        self.changes
            .iter()
            .filter(move |located| located.change.verdict() == verdict)
    }

    /// The changes for people: those that differ in nothing but the item are one.
    fn merged(&self) -> Vec<Merged<'_>> {
        let mut merged: Vec<Merged<'_>> = Vec::new();
        let mut known = BTreeMap::new();
        for located in &self.changes {
            let Change {
                kind,
                item,
                sentence,
                ..
            } = &located.change;
            let index = *known
                .entry((kind, sentence, places(located)))
                .or_insert(merged.len());
            match merged.get_mut(index) {
                Some(merged) => merged.items.push(item),
                None => merged.push(Merged {
                    first: located,
                    items: vec![item.as_str()],
                }),
            }
        }
        merged
    }

    /// `2 breaking, 1 additive`
    fn counts(&self) -> String {
        let counts = Verdict::ALL.into_iter().filter_map(|verdict| {
            let count = self.of(verdict).count();
            (count > 0).then(|| format!("{count} {verdict}"))
        });
        counts.collect::<Vec<_>>().join(", ")
    }

    /// The last line: the version that is needed.
    fn bottom_line(&self) -> String {
        let counts = self.counts();
        match (self.next_version(), self.version.as_ref()) {
            _ if self.changes.is_empty() => "nothing changed for callers".to_owned(),
            (Some((bump, next)), Some(version)) => {
                format!(
                    "{counts}: needs {next} after {version} ({} bump)",
                    bump.as_str()
                )
            }
            _ => counts,
        }
    }
}

/// Changes that differ in nothing but the item.
struct Merged<'r> {
    first: &'r Located,
    items: Vec<&'r str>,
}

impl Merged<'_> {
    /// More items than these are only counted.
    const MOST_NAMED: usize = 3;

    /// The items, each between two of `quote`.
    fn items(&self, quote: &str) -> String {
        let named = self.items.iter().take(Self::MOST_NAMED);
        let named: Vec<String> = named.map(|item| format!("{quote}{item}{quote}")).collect();
        let named = named.join(", ");
        match self.items.len().saturating_sub(Self::MOST_NAMED) {
            0 => named,
            1 => format!("{named} and 1 other"),
            others => format!("{named} and {others} others"),
        }
    }
}

/// Where a change stands: the new place, or the old one of what is gone.
fn places(located: &Located) -> String {
    let shown = |spot: &super::Spot| format!("{}:{}", spot.file.display(), spot.line);
    match (&located.old, &located.new) {
        (Some(old), Some(new)) => format!("{} -> {}", shown(old), shown(new)),
        (Some(old), None) => format!("{} -> gone", shown(old)),
        (None, Some(new)) => format!("new -> {}", shown(new)),
        (None, None) => String::new(),
    }
}
