//! Strings that match a pattern.

use fastrand::Rng;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// How often something is repeated that may be repeated without end.
const FURTHER_REPEATS: u32 = 3;

/// A string that matches; `None` where the pattern is one of those that need more than a regular language.
pub(super) fn matching(pattern: &str, random: &mut Rng) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, random, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, random: &mut Rng, text: &mut String) -> Option<()> {
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
                .unwrap_or(repetition.min + FURTHER_REPEATS)
                .min(repetition.min + 40);
            for _ in 0..random.u32(repetition.min..=most) {
                write(&repetition.sub, random, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, random, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, random, text)?;
            }
        }
        HirKind::Alternation(parts) => write(random.choice(parts)?, random, text)?,
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
                let text = matching(pattern, &mut random).unwrap_or_default();
                assert!(
                    validator.is_valid(&text.clone().into()),
                    "{pattern}: {text}"
                );
            }
        }
    }

    #[test]
    fn a_pattern_that_looks_ahead_gives_nothing() {
        assert_eq!(matching("^(?!a)b", &mut Rng::with_seed(1)), None);
    }
}
