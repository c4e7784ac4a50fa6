//! Every message to the user: what is wrong, where, and how to mend it.
//!
//! A diagnostic names its places by file and JSON Pointer only. Line and column are looked up
//! when it is rendered, so that a run without faults pays nothing for positions.

pub mod codes;
mod github;
mod json;
mod levels;
mod located;
mod render;
mod sarif;
pub(crate) mod wording;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use codes::Code;
pub use github::github;
pub use json::json;
pub use levels::{Level, Levels};
pub use render::{RenderOptions, render};
pub use sarif::sarif;

use crate::source::{FileId, Pointer, Sources, suggest};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing; the output is what the document asks for.
    Note,
    /// The output is not quite what the document asks for.
    Warning,
    /// No output is made.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A spot in one of the files of a run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The spot in it.
    pub spot: Spot,
}

/// What of a file a [`Place`] is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The value of a node. For an object or array with a key, the key is what is shown.
    Value(Pointer),
    /// The key of a member of an object.
    Key(Pointer),
    /// A range of bytes, for texts that are no tree of nodes, such as one that does not parse.
    Bytes(Range<usize>),
}

impl Place {
    /// The value of a node.
    #[must_use]
    pub fn value(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            spot: Spot::Value(pointer),
        }
    }

    /// The key of a member of an object.
    #[must_use]
    pub fn key(file: FileId, pointer: Pointer) -> Self {
        Self {
            file,
            spot: Spot::Key(pointer),
        }
    }

    /// A range of bytes of the file's text.
    #[must_use]
    pub fn bytes(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            spot: Spot::Bytes(range),
        }
    }

    /// The node that this is about; `None` for a range of bytes.
    #[must_use]
    pub fn pointer(&self) -> Option<&Pointer> {
        match &self.spot {
            Spot::Value(pointer) | Spot::Key(pointer) => Some(pointer),
            Spot::Bytes(_) => None,
        }
    }
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is said beside the underlined text.
    pub text: Option<String>,
}

/// One message to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a diagnostic does nothing until it is pushed"]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The place of the fault, then those that have to do with it.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<String>,
    /// What to write at the place of the fault instead, where that is known; without quotes, even where the text has some.
    pub suggestion: Option<String>,
}

impl Diagnostic {
    /// A fault that stops the run.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A fault that changes the output but doesn't stop the run.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something worth knowing.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            suggestion: None,
        }
    }

    /// Sets the place of the fault.
    pub fn at(mut self, place: Place) -> Self {
        self.labels.insert(0, Label { place, text: None });
        self
    }

    /// Sets the words beside the underlined place of the fault; without a place they are dropped.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = self.labels.first_mut() {
            primary.text = Some(text.into());
        }
        self
    }

    /// Adds a further place that has to do with the fault. Comes after [`Diagnostic::at`].
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        let text = Some(text.into());
        self.labels.push(Label { place, text });
        self
    }

    /// Says how to mend it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what to write at the place of the fault instead: a key for a key, a scalar for a scalar.
    pub fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }

    /// Says which of the known names was probably meant, or else how to mend it.
    pub(crate) fn did_you_mean<'c>(
        self,
        wrong: &str,
        known: impl IntoIterator<Item = &'c str>,
        otherwise: impl Into<String>,
    ) -> Self {
        match suggest::nearest(wrong, known) {
            Some(known) => self.help(format!("did you mean `{known}`?")),
            None => self.help(otherwise),
        }
    }

    /// The place of the fault.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.labels.first().map(|label| &label.place)
    }
}

/// Codes of references that lead nowhere.
const GATHERED: [Code; 4] = [
    codes::DANGLING_REFERENCE,
    codes::UNLOADED_FILE,
    codes::REMOTE_REFERENCE,
    codes::OUTSIDE_FOLDER,
];

/// So many further places are shown of a message that is said of many.
const MAX_RELATED: usize = 3;

/// The messages of a run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Whether there is any error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Whether there is none at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// All, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// All, by file and position; those without a place come first.
    #[must_use]
    pub fn sorted(&self, sources: &Sources) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.items.iter().collect();
        sorted.sort_by_cached_key(|diagnostic| {
            diagnostic
                .place()
                .map(|place| sources.locate(place))
                .map(|location| (location.file, location.span.start))
        });
        sorted
    }

    /// Nails all places in a file down to its text, before its tree changes.
    pub(crate) fn fix_places(&mut self, file: FileId, sources: &Sources) {
        let labels = self.items.iter_mut().flat_map(|item| &mut item.labels);
        for label in labels.filter(|label| label.place.file == file) {
            let location = sources.locate(&label.place);
            label.place = Place::bytes(location.file, location.span);
        }
    }

    /// Keeps the first of equal messages: what many places refer to is reported once.
    pub fn drop_repeats(&mut self) {
        let mut seen = HashSet::new();
        self.items.retain(|item| {
            let labels = item.labels.first().map(|label| label.place.clone());
            seen.insert((item.code, item.message.clone(), labels))
        });
    }

    /// Makes one message of those on references of the same text: what is missing is missing once, however often it is
    /// referred to. A few of the other places are shown, the rest are counted.
    pub(crate) fn gather(&mut self) {
        let mut gathered: Vec<Diagnostic> = Vec::new();
        let mut counts: Vec<usize> = Vec::new();
        let mut known: HashMap<(Code, String), usize> = HashMap::new();
        for item in std::mem::take(&mut self.items) {
            let next = gathered.len();
            let first = match GATHERED.contains(&item.code) {
                true => *known
                    .entry((item.code, item.message.clone()))
                    .or_insert(next),
                false => next,
            };
            match gathered.get_mut(first) {
                Some(kept) => {
                    counts[first] += 1;
                    if let Some(place) = item.place().filter(|_| counts[first] <= MAX_RELATED) {
                        kept.labels.push(Label {
                            place: place.clone(),
                            text: Some("here as well".to_owned()),
                        });
                    }
                }
                None => {
                    gathered.push(item);
                    counts.push(0);
                }
            }
        }
        for (item, count) in gathered.iter_mut().zip(counts) {
            let last = item.labels.last_mut().filter(|_| count > MAX_RELATED);
            if let Some(last) = last {
                let more = count - MAX_RELATED;
                last.text = Some(format!("here as well, and at {more} more places"));
            }
        }
        self.items = gathered;
    }

    /// Takes the errors out.
    pub(crate) fn take_errors(&mut self) -> Vec<Diagnostic> {
        let is_error = |item: &Diagnostic| item.severity == Severity::Error;
        let (errors, others) = std::mem::take(&mut self.items)
            .into_iter()
            .partition(is_error);
        self.items = others;
        errors
    }

    /// Makes every warning an error, as a strict run wants it.
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.items {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// `Ok` with the warnings and notes when there is no error.
    ///
    /// # Errors
    /// All the messages, when one of them is an error.
    pub fn into_result(self) -> Result<Self, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(self)
        }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.items.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self {
            items: diagnostics.into_iter().collect(),
        }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            items: vec![diagnostic],
        }
    }
}
