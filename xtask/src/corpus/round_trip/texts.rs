//! Random strings, by format, pattern and length.

use fastrand::Rng;

use super::pattern;

/// What is asked of a string.
#[derive(Debug, Default)]
pub(crate) struct Wanted<'t> {
    pub(crate) format: Option<&'t str>,
    pub(crate) patterns: Vec<&'t str>,
    pub(crate) min_length: usize,
    pub(crate) max_length: Option<usize>,
}

/// Words and characters that are hard on a reader or writer of JSON.
const PIECES: [&str; 16] = [
    "a", "Z", "7", " ", "\"", "\\", "/", "\n", "\t", "\u{1}", "é", "ß", "日", "🦀", "\u{2028}",
    "null",
];

/// How often a string is made anew until its length is right.
const TRIES: usize = 500;

/// How often a pattern repeats something beyond what it has to, where no length is asked for.
const REPEATS: u32 = 3;

/// A string; `None` where none could be made.
pub(super) fn make(wanted: &Wanted<'_>, random: &mut Rng) -> Option<String> {
    if let Some(first) = wanted.patterns.first() {
        let fits = |text: &String| has_length(wanted, text);
        let repeats = u32::try_from(wanted.min_length)
            .unwrap_or(REPEATS)
            .max(REPEATS);
        let mut made = (0..TRIES).map_while(|_| pattern::matching(first, repeats, random));
        return made.find(fits);
    }
    let formatted = wanted.format.and_then(|format| of_format(format, random));
    Some(match formatted {
        Some(text) => text,
        None => of_length(wanted, random),
    })
}

fn has_length(wanted: &Wanted<'_>, text: &str) -> bool {
    let length = text.chars().count();
    length >= wanted.min_length && wanted.max_length.is_none_or(|most| length <= most)
}

fn of_length(wanted: &Wanted<'_>, random: &mut Rng) -> String {
    let most = wanted.max_length.unwrap_or(wanted.min_length + 12);
    let most = most.min(wanted.min_length + 40).max(wanted.min_length);
    let length = random.usize(wanted.min_length..=most);
    let mut text = String::new();
    let mut count = 0;
    while count < length {
        let piece = random.choice(PIECES).unwrap_or("a");
        for character in piece.chars().take(length - count) {
            text.push(character);
            count += 1;
        }
    }
    text
}

/// A string of the format; `None` for formats that say nothing of the characters.
fn of_format(format: &str, random: &mut Rng) -> Option<String> {
    let word = |random: &mut Rng| -> String {
        let length = random.usize(1..8);
        (0..length).map(|_| random.lowercase()).collect()
    };
    Some(match format {
        "date-time" => format!("{}T{}{}", date(random), time(random), offset(random)),
        "date" => date(random),
        "time" => format!("{}{}", time(random), offset(random)),
        "uuid" => uuid(random),
        "byte" => base64(random),
        "binary" => base64(random),
        "email" | "idn-email" => format!("{}@{}.example", word(random), word(random)),
        "hostname" | "idn-hostname" => format!("{}.example", word(random)),
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => {
            format!(
                "https://{}.example/{}?q={}",
                word(random),
                word(random),
                random.u8(..)
            )
        }
        "uri-template" => format!("https://{}.example/{{id}}", word(random)),
        "ipv4" => format!("10.{}.{}.{}", random.u8(..), random.u8(..), random.u8(..)),
        "ipv6" => format!("2001:db8::{:x}", random.u16(1..)),
        "duration" => format!("P{}D", random.u8(1..)),
        "json-pointer" => format!("/{}", word(random)),
        "relative-json-pointer" => "0".to_owned(),
        "regex" => format!("^{}$", word(random)),
        _ => return None,
    })
}

fn date(random: &mut Rng) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        random.u16(1970..2100),
        random.u8(1..=12),
        random.u8(1..=28)
    )
}

fn time(random: &mut Rng) -> String {
    let whole = format!(
        "{:02}:{:02}:{:02}",
        random.u8(..24),
        random.u8(..60),
        random.u8(..60)
    );
    match random.u8(..3) {
        0 => format!("{whole}.{:03}", random.u16(..1000)),
        _ => whole,
    }
}

fn offset(random: &mut Rng) -> String {
    match random.u8(..4) {
        0 => format!("+{:02}:00", random.u8(..12)),
        _ => "Z".to_owned(),
    }
}

fn uuid(random: &mut Rng) -> String {
    let hex = format!("{:032x}", random.u128(..));
    format!(
        "{}-{}-4{}-a{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..]
    )
}

/// Standard alphabet, padded.
fn base64(random: &mut Rng) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |index: u8| char::from(ALPHABET[usize::from(index & 63)]);
    let mut text: String = (0..4 * random.usize(..5))
        .map(|_| digit(random.u8(..)))
        .collect();
    match random.u8(..3) {
        0 => text.extend([digit(random.u8(..)), digit(random.u8(..) << 4), '=', '=']),
        1 => text.extend([
            digit(random.u8(..)),
            digit(random.u8(..)),
            digit(random.u8(..) << 2),
            '=',
        ]),
        _ => {}
    }
    text
}
