//! Strings that match a pattern.

use fastrand::Rng;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// A string that matches, or would match if the pattern didn't look ahead or behind; `None` where the pattern needs
/// more than a regular language in another way. What may be repeated without end is repeated up to `repeats` times more
/// than it has to be.
pub(super) fn matching(pattern: &str, repeats: u32, random: &mut Rng) -> Option<String> {
    let parse = |pattern: &str| regex_syntax::Parser::new().parse(pattern).ok();
    let hir = parse(pattern).or_else(|| parse(&without_looking_around(pattern)))?;
    let mut text = String::new();
    write(&hir, repeats, random, &mut text)?;
    Some(text)
}

/// The pattern without its groups such as `(?!...)`.
fn without_looking_around(pattern: &str) -> String {
    const GROUPS: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];
    let mut kept = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if GROUPS.iter().any(|group| rest.starts_with(group)) {
            rest = &rest[group_length(rest)..];
            continue;
        }
        let taken = match first {
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            other => other.len_utf8(),
        };
        kept.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    kept
}

/// How many bytes the group has that a text begins with.
fn group_length(text: &str) -> usize {
    let (mut depth, mut escaped, mut in_class) = (0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + character.len_utf8();
        }
    }
    text.len()
}

fn write(hir: &Hir, repeats: u32, random: &mut Rng, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => text.push(one_of(class, random)?),
        HirKind::Class(Class::Bytes(class)) => {
            text.push(one_of(&class.to_unicode_class()?, random)?)
        }
        HirKind::Repetition(repetition) => {
            let most = repetition
                .max
                .unwrap_or(repetition.min + repeats)
                .min(repetition.min + 40);
            for _ in 0..random.u32(repetition.min..=most) {
                write(&repetition.sub, repeats, random, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, repeats, random, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, repeats, random, text)?;
            }
        }
        HirKind::Alternation(parts) => write(random.choice(parts)?, repeats, random, text)?,
    }
    Some(())
}

/// A character of the class, from ASCII where it has some: servers' patterns rarely mean more.
fn one_of(class: &ClassUnicode, random: &mut Rng) -> Option<char> {
    let ranges: Vec<(char, char)> = class
        .ranges()
        .iter()
        .map(|range| (range.start(), range.end()))
        .collect();
    let printable: Vec<(char, char)> = ranges
        .iter()
        .map(|(start, end)| ((*start).max(' '), (*end).min('~')))
        .filter(|(start, end)| start <= end)
        .collect();
    let (start, end) = *random.choice(&printable).or_else(|| ranges.first())?;
    (0..8)
        .find_map(|_| char::from_u32(random.u32(u32::from(start)..=u32::from(end))))
        .or(Some(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_matches() {
        let mut random = Rng::with_seed(1);
        for pattern in [
            "^[a-z]{3}-\\d+$",
            "^(adr|bnk)_[a-f0-9]{10,14}$",
            "[^/]*",
            "^\\w+(\\.\\w+)*$",
        ] {
            let validator = jsonschema::options().build(&serde_json::json!({ "pattern": pattern }));
            let Ok(validator) = validator else {
                panic!("{pattern} is no pattern");
            };
            for _ in 0..50 {
                let text = matching(pattern, 3, &mut random).unwrap_or_default();
                assert!(
                    validator.is_valid(&text.clone().into()),
                    "{pattern}: {text}"
                );
            }
        }
    }

    #[test]
    fn what_looks_ahead_is_passed_over() {
        let text = matching("^(?!a(b)[)])b\\(c$", 3, &mut Rng::with_seed(1));
        assert_eq!(text.as_deref(), Some("b(c"));
    }
}
