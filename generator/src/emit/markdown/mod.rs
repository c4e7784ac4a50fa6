//! The document's Markdown, made fit for rustdoc.
//!
//! What the documents of APIs hold was written for other renderers: HTML, links to pages of a site, code in any
//! language. Here it becomes Markdown ([CommonMark 0.31](https://spec.commonmark.org/0.31.2/) with tables) that
//! rustdoc shows without a complaint and of which it runs nothing. What text says is kept, what can't be is shown as it
//! was written.

mod blocks;
mod html;
mod inline;
mod wrap;

use std::borrow::Cow;

/// The widest line of documentation: a comment on a field still ends at column 100.
pub(super) const WIDTH: usize = 92;

/// A text as lines of documentation, without blank ones at its ends.
pub(super) fn lines(text: &str) -> Vec<String> {
    blocks::lines(&readable(text))
}

/// A text in one line, for a cell of a table.
pub(super) fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// A text in one line, for headings and lists.
pub(super) fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    inline::escaped(&readable(&words.join(" ")))
}

/// Text as a code span.
pub(super) fn code(text: &str) -> String {
    let visible = readable(text).replace('\n', " ");
    let longest = visible.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match visible.trim() {
        "" => String::new(),
        inner if longest > 0 => format!("{fence} {inner} {fence}"),
        inner => format!("{fence}{inner}{fence}"),
    }
}

/// Without characters that do not show, or that turn the text around (the compiler refuses those in comments).
fn readable(text: &str) -> Cow<'_, str> {
    let shows = |byte: u8| byte == b'\n' || byte == b' ' || byte.is_ascii_graphic();
    if text.bytes().all(shows) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    let text = text
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some('\t'),
            '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => None,
            control if control.is_control() => None,
            other => Some(other),
        })
        .collect::<String>()
        .replace('\t', "    ");
    Cow::Owned(text)
}
