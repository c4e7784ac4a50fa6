//! Long lines are broken between words; lines that are short enough stay as they are.

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

/// Whether a line that began with the word would be taken for something else than text.
fn begins_block(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && matches!(&word[digits..], "." | ")");
    is_number
        || word.starts_with(['#', '>', '|', '=', '~', '-', '+', '*', '_'])
        || word.starts_with("```")
}
