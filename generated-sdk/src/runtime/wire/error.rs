// @generated from the API document. Do not edit: the next run writes this file anew.

//! Why a value could not be read, and where.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// The most characters of received text that an error quotes.
const EXCERPT: usize = 32;

/// What stands at the end of an excerpt that is not the whole text.
pub(crate) const CUT: &str = "…";

/// A JSON text could not be read as the type that was asked for.
///
/// Says what was expected, what was found instead, and where: the path of the member, such as `data[3].status`, and
/// the offset in bytes. It never quotes more than a short excerpt of what was received.
///
/// One pointer wide, so that results stay small where nothing goes wrong; none where nobody will read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Option<Box<Details>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    expected: Cow<'static, str>,
    found: String,
    /// From the inside out: each level adds its own segment while the error goes up.
    path: Vec<Segment>,
    offset: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Key(String),
    Index(usize),
}

impl DecodeError {
    /// An error of which no place is known yet.
    #[cold]
    pub fn new(expected: impl Into<Cow<'static, str>>, found: impl Into<String>) -> Self {
        Self(Some(Box::new(Details {
            expected: expected.into(),
            found: found.into(),
            path: Vec::new(),
            offset: None,
        })))
    }

    /// An error that nobody will read, as while a union looks for the type that fits.
    #[must_use]
    pub(super) const fn unread() -> Self {
        Self(None)
    }

    /// The same error, at an offset in bytes from the start of the text.
    #[cold]
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        if let Some(details) = &mut self.0 {
            details.offset = Some(offset);
        }
        self
    }

    /// The same error, seen from the object that has the member `key`.
    #[cold]
    #[must_use]
    pub fn in_member(mut self, key: &str) -> Self {
        if let Some(details) = &mut self.0 {
            details.path.push(Segment::Key(excerpt(key)));
        }
        self
    }

    /// The same error, seen from the array that has the item `index`.
    #[cold]
    #[must_use]
    pub fn in_item(mut self, index: usize) -> Self {
        if let Some(details) = &mut self.0 {
            details.path.push(Segment::Index(index));
        }
        self
    }

    /// What was expected, in words.
    #[must_use]
    pub fn expected(&self) -> &str {
        match &self.0 {
            Some(details) => &details.expected,
            None => "another value",
        }
    }

    /// What was found instead, in words, with a short excerpt at most.
    #[must_use]
    pub fn found(&self) -> &str {
        match &self.0 {
            Some(details) => &details.found,
            None => "one that does not fit",
        }
    }

    /// The path of the value in question, such as `data[3].status`; empty for the whole text.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.iter().flat_map(|details| details.path.iter().rev()) {
            segment.append_to(&mut path);
        }
        path
    }

    /// How many bytes of the text lie before the place of the error, where that is known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.as_ref()?.offset
    }
}

impl Segment {
    fn append_to(&self, path: &mut String) {
        // Writing to a `String` can't fail.
        let _ = match self {
            Self::Index(index) => write!(path, "[{index}]"),
            Self::Key(key) if !is_plain(key) => write!(path, "[{key:?}]"),
            Self::Key(key) if path.is_empty() => write!(path, "{key}"),
            Self::Key(key) => write!(path, ".{key}"),
        };
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | '…'))
}

/// The beginning of a text, cut where it gets long.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}{CUT}", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {}", self.expected(), self.found())?;
        let path = self.path();
        if !path.is_empty() {
            write!(f, " at {path}")?;
        }
        match self.offset() {
            Some(offset) => write!(f, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
