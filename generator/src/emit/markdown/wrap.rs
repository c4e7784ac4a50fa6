//! Long lines are broken between words; lines that are short enough stay as they are.

use std::borrow::Cow;

use super::WIDTH;

/// The lines of a paragraph: `lead` stands before the first one, `prefix` before the others.
pub(super) fn wrapped(text: &str, lead: &str, prefix: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut current = if lines.is_empty() {
            lead.to_owned()
        } else {
            prefix.to_owned()
        };
        let mut width = current.chars().count();
        let mut is_start = true;
        let line = as_text(line);
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if !is_start && width + 1 + length > WIDTH && !begins_block(word) {
                lines.push(std::mem::replace(&mut current, prefix.to_owned()));
                width = prefix.len();
                is_start = true;
            }
            if !is_start {
                current.push(' ');
                width += 1;
            }
            current.push_str(word);
            width += length;
            is_start = false;
        }
        if !is_start {
            lines.push(current);
        }
    }
    lines
}

/// A line of which the beginning can't be taken for a list, heading, quotation or the like.
pub(super) fn as_text(line: &str) -> Cow<'_, str> {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = line[digits..].chars().next().unwrap_or(' ');
    let is_alone = matches!(line[digits..].chars().nth(1), None | Some(' '));
    let is_drawn = line
        .chars()
        .all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '));
    let is_block = match mark {
        '>' | '#' => digits == 0,
        '-' | '+' | '*' => digits == 0 && (is_alone || is_drawn),
        '_' | '=' => digits == 0 && is_drawn,
        '~' => line.starts_with("~~~"),
        '.' | ')' => digits > 0 && is_alone,
        _ => false,
    };
    if is_block {
        Cow::Owned(format!("{}\\{}", &line[..digits], &line[digits..]))
    } else {
        Cow::Borrowed(line)
    }
}

/// Whether a line that began with the word would be taken for something else than text.
fn begins_block(word: &str) -> bool {
    as_text(word) != word || word.starts_with(['|', '-', '=', '_']) || word.starts_with("```")
}
