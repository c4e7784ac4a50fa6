//! Symbols in words.

use std::borrow::Cow;

/// Symbols that tell values apart, such as `-1` and `+1`, `>` and `>=`, in words.
pub(super) fn spell_symbols(text: &str) -> Cow<'_, str> {
    spell(text, |before, after| {
        let is_alone = !before.ends_with(char::is_alphanumeric);
        let is_first = before.is_empty() && after.starts_with(char::is_alphanumeric);
        let is_all = before.is_empty() && after.is_empty();
        is_first || is_all || is_alone && after.starts_with(char::is_numeric)
    })
}

/// The same with each dash that can be a sign, at an end or before a digit, and with underscores before everything else.
pub(super) fn spell_all_symbols(text: &str) -> Cow<'_, str> {
    let name = text.trim_start_matches('_');
    let underscores = text.len() - name.len();
    if underscores > 0 && name.starts_with(char::is_alphanumeric) {
        return Cow::Owned("underscore ".repeat(underscores) + &spell_all_symbols(name));
    }
    let is_dashes = |text: &str| text.bytes().all(|byte| byte == b'-');
    spell(text, |before, after| {
        is_dashes(before) || is_dashes(after) || after.starts_with(char::is_numeric)
    })
}

/// Whether the dash between two parts of a text is a sign, rather than a mere boundary of words, is for `is_sign` to
/// say.
fn spell(text: &str, is_sign: impl Fn(&str, &str) -> bool) -> Cow<'_, str> {
    let mut spelled = String::new();
    let mut rest_from = 0;
    for (index, symbol) in text.match_indices(|c: char| c.is_ascii_punctuation()) {
        let (before, after) = (&text[..index], &text[index + symbol.len()..]);
        let is_alone =
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let word = match symbol {
            "+" => "plus",
            "-" if is_sign(before, after) => "minus",
            "*" => "star",
            "<" => "less",
            ">" => "greater",
            "=" => "equal",
            "!" => "not",
            "%" => "percent",
            "&" => "and",
            "|" => "or",
            "#" => "hash",
            "@" => "at",
            "$" => "dollar",
            "~" => "tilde",
            "^" => "caret",
            "?" => "question",
            "/" if is_alone => "slash",
            "." if is_alone => "dot",
            "," if is_alone => "comma",
            ":" if is_alone => "colon",
            _ => continue,
        };
        spelled.push_str(&text[rest_from..index]);
        spelled.push(' ');
        spelled.push_str(word);
        // A number and its sign are one word.
        if !after.starts_with(char::is_numeric) {
            spelled.push(' ');
        }
        rest_from = index + symbol.len();
    }
    match rest_from {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(spelled + &text[rest_from..]),
    }
}
