//! The text of a file, and the way between bytes, lines and columns.

use std::ops::Range;
use std::sync::OnceLock;

/// A decoded file. Lines and columns count from 1, columns in characters.
#[derive(Debug)]
pub(crate) struct SourceText {
    content: String,
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters there are before each multiple of [`STRIDE`] bytes, for lines that are longer.
    marks: OnceLock<Vec<usize>>,
}

/// So many bytes are looked through at most to find a column: a minified document is one line of megabytes.
const STRIDE: usize = 4_096;

const BYTE_ORDER_MARK: char = '\u{feff}';

impl SourceText {
    pub(crate) fn new(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            line_starts: OnceLock::new(),
            marks: OnceLock::new(),
        }
    }

    /// Decodes UTF-8, or UTF-16 where the first bytes show it, and tells which of the text comes of the first wrong
    /// bytes. A byte order mark is left out of the text, so that columns are what an editor shows. Wrong bytes become
    /// replacement characters.
    pub(crate) fn decode(bytes: Vec<u8>) -> (Self, Option<Range<usize>>) {
        let (mut content, mut first_wrong) = match utf_16(&bytes) {
            Some(units) => decoded_utf_16(&units),
            None => decoded_utf_8(bytes),
        };
        if content.starts_with(BYTE_ORDER_MARK) {
            content.drain(..BYTE_ORDER_MARK.len_utf8());
            first_wrong = first_wrong.map(|wrong| {
                wrong.start - BYTE_ORDER_MARK.len_utf8()..wrong.end - BYTE_ORDER_MARK.len_utf8()
            });
        }
        (Self::new(content), first_wrong)
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
        (
            line + 1,
            self.characters(self.line_starts()[line]..offset) + 1,
        )
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

    fn characters(&self, range: Range<usize>) -> usize {
        if range.len() <= STRIDE {
            return characters(&self.content.as_bytes()[range]);
        }
        let before = |offset: usize| {
            let mark = offset / STRIDE;
            let rest = &self.content.as_bytes()[mark * STRIDE..offset];
            self.marks()[mark] + characters(rest)
        };
        before(range.end) - before(range.start)
    }

    fn marks(&self) -> &[usize] {
        self.marks.get_or_init(|| {
            let strides = self.content.as_bytes().chunks(STRIDE);
            let counts = strides.scan(0, |count, stride| {
                *count += characters(stride);
                Some(*count)
            });
            std::iter::once(0).chain(counts).collect()
        })
    }

    fn line_index(&self, offset: usize) -> usize {
        self.line_starts()
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.content.match_indices('\n');
            std::iter::once(0)
                .chain(breaks.map(|(offset, _)| offset + 1))
                .collect()
        })
    }
}

/// How many characters begin among these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

fn decoded_utf_8(bytes: Vec<u8>) -> (String, Option<Range<usize>>) {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let wrong = error.utf8_error().valid_up_to();
            let content = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (content, Some(replaced(wrong)))
        },
        |content| (content, None),
    )
}

fn decoded_utf_16(units: &[u16]) -> (String, Option<Range<usize>>) {
    let mut content = String::new();
    let mut first_wrong = None;
    for unit in char::decode_utf16(units.iter().copied()) {
        if unit.is_err() && first_wrong.is_none() {
            first_wrong = Some(replaced(content.len()));
        }
        content.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    (content, first_wrong)
}

fn replaced(start: usize) -> Range<usize> {
    start..start + char::REPLACEMENT_CHARACTER.len_utf8()
}

/// The units of UTF-16, where the text begins with its byte order mark or with one letter of ASCII in two bytes.
fn utf_16(bytes: &[u8]) -> Option<Vec<u16>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        [0, letter, ..] if *letter != 0 => u16::from_be_bytes,
        [letter, 0, ..] if *letter != 0 => u16::from_le_bytes,
        _ => return None,
    };
    let pairs = bytes.chunks(2);
    Some(
        pairs
            .map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or_default()]))
            .collect(),
    )
}

/// The nearest byte offset at or before `offset` that is a character boundary of `text`.
pub(super) fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut boundary = offset.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}
