//! The text of a file, and the way between bytes, lines and columns.

use std::ops::Range;
use std::sync::OnceLock;

/// A decoded file. Lines and columns count from 1, columns in characters.
#[derive(Debug)]
pub(crate) struct SourceText {
    content: String,
    line_starts: OnceLock<Vec<usize>>,
}

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EncodingFault {
    /// Starts with the byte order mark of UTF-16 or has zero bytes as it does.
    Utf16,
    /// Is not UTF-8, from this byte of the decoded text on.
    InvalidUtf8(Range<usize>),
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl SourceText {
    pub(crate) fn new(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            line_starts: OnceLock::new(),
        }
    }

    /// Decodes UTF-8 with or without a byte order mark. The mark is left out of the text, so that
    /// columns are what an editor shows. Wrong bytes become replacement characters, for display.
    pub(crate) fn decode(mut bytes: Vec<u8>) -> (Self, Option<EncodingFault>) {
        if bytes.starts_with(BYTE_ORDER_MARK.to_string().as_bytes()) {
            bytes.drain(..BYTE_ORDER_MARK.len_utf8());
        }
        match String::from_utf8(bytes) {
            Ok(content) => {
                let fault = looks_like_utf_16(content.as_bytes()).then_some(EncodingFault::Utf16);
                (Self::new(content), fault)
            }
            Err(error) => {
                let start = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let fault = if looks_like_utf_16(bytes) {
                    EncodingFault::Utf16
                } else {
                    let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
                    EncodingFault::InvalidUtf8(start..end)
                };
                let content = String::from_utf8_lossy(bytes).into_owned();
                (Self::new(content), Some(fault))
            }
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.content
    }

    /// The nearest byte offset at or before `offset` that is a character boundary of the text.
    pub(crate) fn clamp(&self, offset: usize) -> usize {
        floor_char_boundary(&self.content, offset)
    }

    /// Line and column of a byte.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.clamp(offset);
        let line = self.line_index(offset);
        let column = self.content[self.line_starts()[line]..offset]
            .chars()
            .count();
        (line + 1, column + 1)
    }

    /// The bytes of the line that holds a byte, without its line break.
    pub(crate) fn line_around(&self, offset: usize) -> Range<usize> {
        let line = self.line_index(self.clamp(offset));
        let starts = self.line_starts();
        let start = starts[line];
        let end = starts.get(line + 1).copied().unwrap_or(self.content.len());
        let text = &self.content[start..end];
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The byte at a line and a column in characters.
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.line_starts().get(line.saturating_sub(1)) else {
            return self.content.len();
        };
        let line = self.line_around(start);
        self.content[line.clone()]
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(line.end, |(offset, _)| start + offset)
    }

    /// The byte at a line and a column in bytes.
    pub(crate) fn offset_of_byte_column(&self, line: usize, column: usize) -> usize {
        let start = self.line_starts().get(line.saturating_sub(1)).copied();
        let offset = start.map_or(usize::MAX, |start| start + column.saturating_sub(1));
        self.clamp(offset)
    }

    /// The one character at a byte; empty at the end of the text.
    pub(crate) fn character_at(&self, offset: usize) -> Range<usize> {
        let offset = self.clamp(offset);
        let length = self.content[offset..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        offset..offset + length
    }

    fn line_index(&self, offset: usize) -> usize {
        self.line_starts()
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.content.bytes().enumerate();
            let after_breaks = breaks.filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(after_breaks.map(|(offset, _)| offset + 1))
                .collect()
        })
    }
}

/// Begins with its byte order mark, or with one letter of ASCII in two bytes.
fn looks_like_utf_16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
        || matches!(bytes, [0, letter, ..] | [letter, 0, ..] if *letter != 0)
}

/// The nearest byte offset at or before `offset` that is a character boundary of `text`.
pub(super) fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut boundary = offset.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}
