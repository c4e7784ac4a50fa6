//! Strings of JSON: where they end, and how characters are escaped (RFC 8259, section 7).

/// From a place inside a string to the next quote, backslash or control character, or the end of the text.
#[inline]
pub(super) fn plain_end(text: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk) {
        if let Some(count) = plain_of_eight(chunk) {
            return at + count;
        }
        at += 8;
    }
    let left = text.len() - at.min(text.len());
    if let Some(last) = text.last_chunk() {
        // Behind the bytes that are left come zeros, which count as special: there the text ends.
        let unseen = u64::from_le_bytes(*last).checked_shr(8 * (8 - left) as u32);
        let special = special_bytes(unseen.unwrap_or(0));
        return at + left.min((special.trailing_zeros() / 8) as usize);
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    at + text[text.len() - left..]
        .iter()
        .position(is_special)
        .unwrap_or(left)
}

/// How many of eight bytes come before the first that is special, if one is.
#[inline]
fn plain_of_eight(eight: &[u8; 8]) -> Option<usize> {
    let special = special_bytes(u64::from_le_bytes(*eight));
    (special != 0).then(|| (special.trailing_zeros() / 8) as usize)
}

/// Sets the highest bit of the first of eight bytes that is a quote, a backslash or a control character.
///
/// `x - 1 & !x` has a byte's highest bit set where the byte is zero; likewise `x - 0x20` where it is below 0x20. A
/// borrow can set the bit in a later byte too, so only the first counts.
#[inline]
fn special_bytes(eight: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    let quote = eight ^ u64::from_ne_bytes([b'"'; 8]);
    let backslash = eight ^ u64::from_ne_bytes([b'\\'; 8]);
    let control = eight.wrapping_sub(ONES * 0x20) & !eight;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & HIGHEST
}

/// Adds the characters from `at` on that stand for themselves, and gives their end as [`plain_end`] does.
///
/// Between escape sequences there are few: eight bytes at once are copied without a call, and what is too much is
/// taken back.
#[inline]
pub(super) fn push_plain(out: &mut String, text: &str, mut at: usize) -> usize {
    while let Some(eight) = text.get(at..at + 8) {
        out.push_str(eight);
        if let Some(count) = eight.as_bytes().first_chunk().and_then(plain_of_eight) {
            out.truncate(out.len() - 8 + count);
            return at + count;
        }
        at += 8;
    }
    let end = plain_end(text.as_bytes(), at);
    out.push_str(&text[at..end]);
    end
}

/// The character of the escape sequence at the start of `text`, and how many bytes it takes.
#[inline]
pub(super) fn escape_sequence(text: &[u8]) -> Option<(char, usize)> {
    let second = *text.get(1)?;
    match CHARACTERS[usize::from(second)] {
        0 if second == b'u' => unicode_escape(text),
        0 => None,
        character => Some((character.into(), 2)),
    }
}

/// `\uXXXX`, or two of them where they are a surrogate pair. Half a pair, which a text is left with that was cut between
/// UTF-16 units (RFC 8259, section 8.2), stands for no character: U+FFFD says so.
#[inline]
fn unicode_escape(text: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 6));
    }
    let second = text.get(6..).and_then(code_unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    Some(pair.map_or((char::REPLACEMENT_CHARACTER, 6), |character| {
        (character, 12)
    }))
}

#[inline]
fn code_unit(text: &[u8]) -> Option<u16> {
    let Some([b'\\', b'u', digits @ ..]) = text.first_chunk::<6>() else {
        return None;
    };
    let [a, b, c, d] = digits.map(|digit| u16::from(HEXADECIMAL[usize::from(digit)]));
    (a | b | c | d < 0x10).then_some(a << 12 | b << 8 | c << 4 | d)
}

/// Escapes what must be and nothing else.
#[inline]
pub(super) fn escape(text: &str, out: &mut Vec<u8>) {
    let text = text.as_bytes();
    if is_short_and_plain(text) {
        extend(out, text);
        return;
    }
    let end = plain_end(text, 0);
    out.extend_from_slice(&text[..end]);
    if end < text.len() {
        escape_from(end, text, out);
    }
}

/// Adds bytes. Of eight to sixteen, as many keys and words are, the first and the last eight are copied without a call,
/// the latter over what they have in common.
#[inline]
pub(super) fn extend(out: &mut Vec<u8>, bytes: &[u8]) {
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) if bytes.len() <= 16 => {
            let end = out.len() + bytes.len();
            out.extend_from_slice(first);
            out.truncate(end - 8);
            out.extend_from_slice(last);
        }
        _ => out.extend_from_slice(bytes),
    }
}

/// Whether a text is of four to sixteen bytes that all stand for themselves: two looks, at bytes that may overlap, are
/// enough.
#[inline]
fn is_short_and_plain(text: &[u8]) -> bool {
    if text.len() > 16 {
        return false;
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let special = [first, last].map(|eight| special_bytes(u64::from_le_bytes(*eight)));
        return special == [0, 0];
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        return special_bytes(first | last << 32) == 0;
    }
    false
}

/// What follows from the first character on that has to be escaped.
fn escape_from(mut at: usize, text: &[u8], out: &mut Vec<u8>) {
    while let Some(special) = text.get(at) {
        match LETTERS[usize::from(*special)] {
            0 => out.extend_from_slice(&control_escape(*special)),
            letter => out.extend_from_slice(&[b'\\', letter]),
        }
        at = extend_plain(out, text, at + 1);
    }
}

/// [`push_plain`] for bytes.
#[inline]
fn extend_plain(out: &mut Vec<u8>, text: &[u8], mut at: usize) -> usize {
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
        out.extend_from_slice(eight);
        if let Some(count) = plain_of_eight(eight) {
            out.truncate(out.len() - 8 + count);
            return at + count;
        }
        at += 8;
    }
    let end = plain_end(text, at);
    out.extend_from_slice(&text[at..end]);
    end
}

fn control_escape(control: u8) -> [u8; 6] {
    let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 0xf)];
    [b'\\', b'u', b'0', b'0', digit(control >> 4), digit(control)]
}

/// The letters that stand behind a backslash, each with its character.
const SHORT_ESCAPES: [[u8; 2]; 8] = [
    [b'"', b'"'],
    [b'\\', b'\\'],
    [b'/', b'/'],
    [b'b', b'\x08'],
    [b'f', b'\x0c'],
    [b'n', b'\n'],
    [b'r', b'\r'],
    [b't', b'\t'],
];

/// The character for each letter behind a backslash; zero for what is none.
static CHARACTERS: [u8; 256] = short_escapes(0, 1);

/// The letter behind the backslash for each character that has one; zero for others.
static LETTERS: [u8; 256] = short_escapes(1, 0);

/// A table that leads from one side of the short escapes to the other.
const fn short_escapes(from: usize, to: usize) -> [u8; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < SHORT_ESCAPES.len() {
        table[SHORT_ESCAPES[index][from] as usize] = SHORT_ESCAPES[index][to];
        index += 1;
    }
    table
}

/// The value of each hexadecimal digit; for other bytes one that no digit has.
static HEXADECIMAL: [u8; 256] = {
    let mut values = [0xff; 256];
    let mut value = 0;
    while value < 16 {
        let digit = b"0123456789abcdef"[value as usize];
        values[digit as usize] = value;
        values[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    values
};
