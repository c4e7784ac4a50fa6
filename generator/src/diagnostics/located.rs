//! Diagnostics with line and column, as programs want them.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, Label, Place, Severity};
use crate::source::Sources;

/// A diagnostic with the lines and columns of its places.
#[derive(Debug, Serialize)]
pub(super) struct Located<'d> {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) severity: &'static str,
    pub(super) message: &'d str,
    pub(super) place: Option<Region<'d>>,
    pub(super) related: Vec<Region<'d>>,
    pub(super) help: Option<&'d str>,
    pub(super) suggestion: Option<String>,
    #[serde(skip)]
    pub(super) of: &'d Diagnostic,
}

/// A part of a text. Lines and columns count from 1, columns in characters; the end is the place after the last one.
#[derive(Debug, Serialize)]
pub(super) struct Region<'d> {
    pub(super) file: String,
    pub(super) pointer: Option<String>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) label: Option<&'d str>,
}

/// All diagnostics, by file and position.
pub(super) fn located<'d>(diagnostics: &'d Diagnostics, sources: &Sources) -> Vec<Located<'d>> {
    let sorted = diagnostics.sorted(sources).into_iter();
    sorted.map(|one| Located::new(one, sources)).collect()
}

impl<'d> Located<'d> {
    fn new(diagnostic: &'d Diagnostic, sources: &Sources) -> Self {
        let mut regions = diagnostic.labels.iter().map(|label| {
            let Label { place, text } = label;
            Region::new(place, text.as_deref(), sources)
        });
        Self {
            code: diagnostic.code.as_str(),
            name: diagnostic.code.name(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            place: regions.next(),
            related: regions.collect(),
            help: diagnostic.help.as_deref(),
            suggestion: replacement(diagnostic, sources),
            of: diagnostic,
        }
    }

    pub(super) fn severity(&self) -> Severity {
        self.of.severity
    }
}

impl<'d> Region<'d> {
    fn new(place: &Place, label: Option<&'d str>, sources: &Sources) -> Self {
        let location = sources.locate(place);
        Self {
            file: slashed(&sources.path(location.file).to_string_lossy()),
            pointer: place.pointer().map(ToString::to_string),
            line: location.line,
            column: location.column,
            end_line: location.end_line,
            end_column: location.end_column,
            label,
        }
    }
}

/// What is suggested, in quotes where what it replaces is, or where it needs them.
pub(super) fn replacement(diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    let text = diagnostic.suggestion.as_ref()?;
    let location = sources.locate(diagnostic.place()?);
    let old = &sources.text(location.file)[location.span];
    let quote = old
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    Some(match quote {
        Some('\'') => format!("'{}'", text.replace('\'', "''")),
        None if is_plain(text) => text.clone(),
        _ => serde_json::Value::from(text.as_str()).to_string(),
    })
}

/// Whether a text is one in YAML without quotes. A few more are, but quotes do them no harm.
fn is_plain(text: &str) -> bool {
    let begins = |first: char| first.is_alphanumeric() || "/._$".contains(first);
    let is_cut = text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']);
    text.starts_with(begins) && !is_cut
}

/// A path as URLs and the services that show code have it.
fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}
