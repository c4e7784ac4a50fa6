// @generated from the API document. Do not edit: the next run writes this file anew.

//! Strings of JSON: where they end, and how characters are escaped (RFC 8259, section 7).

/// From a place inside a string to the next quote, backslash or control character, or the end of the text.
#[inline]
pub(super) fn plain_end(text: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let special = special_bytes(u64::from_le_bytes(*chunk));
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
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
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        // Fewer than eight in all, of which some are seen twice.
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        if special_bytes(first | last << 32) == 0 {
            return text.len();
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    at + text[text.len() - left..]
        .iter()
        .position(is_special)
        .unwrap_or(left)
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

/// The character of the escape sequence at the start of `text`, and how many bytes it takes.
#[inline]
pub(super) fn escape_sequence(text: &[u8]) -> Option<(char, usize)> {
    let character = match text.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((character, 2))
}

/// `\uXXXX`, or two of them where they are a surrogate pair.
#[inline]
fn unicode_escape(text: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 6));
    }
    let second = code_unit(text.get(6..)?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, 12))
}

#[inline]
fn code_unit(text: &[u8]) -> Option<u16> {
    let Some([b'\\', b'u', digits @ ..]) = text.first_chunk::<6>() else {
        return None;
    };
    let [a, b, c, d] = digits.map(|digit| u16::from(HEXADECIMAL[usize::from(digit)]));
    (a | b | c | d < 0x10).then_some(a << 12 | b << 8 | c << 4 | d)
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

/// Escapes what must be and nothing else.
#[inline]
pub(super) fn escape(text: &str, out: &mut Vec<u8>) {
    let text = text.as_bytes();
    let end = plain_end(text, 0);
    out.extend_from_slice(&text[..end]);
    if end < text.len() {
        escape_from(end, text, out);
    }
}

/// What follows from the first character on that has to be escaped.
fn escape_from(mut end: usize, text: &[u8], out: &mut Vec<u8>) {
    while let Some(special) = text.get(end) {
        match special {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', *special]),
            control => {
                let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 0xf)];
                let digits = [
                    b'\\',
                    b'u',
                    b'0',
                    b'0',
                    digit(control >> 4),
                    digit(*control),
                ];
                out.extend_from_slice(&digits);
            }
        }
        let start = end + 1;
        end = plain_end(text, start);
        out.extend_from_slice(&text[start..end]);
    }
}
