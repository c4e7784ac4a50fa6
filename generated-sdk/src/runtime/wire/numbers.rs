// @generated from the API document. Do not edit: the next run writes this file anew.

//! Numbers of JSON: from their digits to values (RFC 8259, section 6).

/// A number as it stands in a text.
pub(super) struct Number<'a> {
    pub(super) text: &'a str,
    is_negative: bool,
    /// Whether it has neither a fraction nor an exponent.
    pub(super) is_integer: bool,
    /// All digits in a row; only of use while they are [`MOST_DIGITS`] at most.
    digits: u64,
    count: usize,
    /// The power of ten that goes with the digits.
    exponent: i32,
}

/// So many digits always fit 64 bits.
const MOST_DIGITS: usize = 19;

impl<'a> Number<'a> {
    /// The number that starts at `start`.
    #[inline]
    pub(super) fn at(text: &'a str, start: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let is_negative = bytes.get(start) == Some(&b'-');
        let first = start + usize::from(is_negative);
        let mut digits = Digits::default();
        let mut end = match bytes.get(first)? {
            b'0' => first + 1,
            _ => digits.read(bytes, first)?,
        };
        let mut is_integer = true;
        let mut exponent = 0;
        if bytes.get(end) == Some(&b'.') {
            is_integer = false;
            let fraction = end + 1;
            end = digits.read(bytes, fraction)?;
            exponent = i32::try_from(end - fraction).map_or(i32::MIN, |length| -length);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            is_integer = false;
            let shift;
            (shift, end) = read_exponent(bytes, end + 1)?;
            exponent = exponent.saturating_add(shift);
        }
        Some(Self {
            text: &text[start..end],
            is_negative,
            is_integer,
            digits: digits.value,
            count: digits.count,
            exponent,
        })
    }

    /// Its value if it is a whole number, whether or not it has a fraction of zeros or an exponent.
    #[inline]
    pub(super) fn whole(&self) -> Option<i128> {
        if !self.is_integer || self.count > MOST_DIGITS {
            return whole_number(self.text);
        }
        let value = i128::from(self.digits);
        Some(if self.is_negative { -value } else { value })
    }

    /// The closest `f64`; `None` where the number is larger than any.
    ///
    /// Digits and a power of ten that are both exact make one product or quotient, which is rounded right (W. D.
    /// Clinger, How to Read Floating Point Numbers Accurately, 1990). All others go the long way.
    #[inline]
    pub(super) fn closest(&self) -> Option<f64> {
        const EXACT: u64 = 1 << 53;
        let power = POWERS_OF_TEN.get(self.exponent.unsigned_abs() as usize);
        let value = match power {
            Some(power) if self.count <= MOST_DIGITS && self.digits <= EXACT => {
                let digits = self.digits as f64;
                let value = if self.exponent < 0 {
                    digits / power
                } else {
                    digits * power
                };
                if self.is_negative { -value } else { value }
            }
            _ => self.text.parse().ok()?,
        };
        value.is_finite().then_some(value)
    }

    /// Whether it is `-0`, which no integer is.
    pub(super) fn is_negative_zero(&self) -> bool {
        self.is_negative && self.digits == 0
    }
}

/// The powers of ten that a `f64` holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

#[derive(Default)]
struct Digits {
    value: u64,
    count: usize,
}

impl Digits {
    /// Reads on, and gives the end of the digits that start at `start`, of which there must be one.
    #[inline]
    fn read(&mut self, text: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        while let Some(digit @ b'0'..=b'9') = text.get(at) {
            self.value = self
                .value
                .wrapping_mul(10)
                .wrapping_add((digit - b'0').into());
            at += 1;
        }
        self.count += at - start;
        (at > start).then_some(at)
    }
}

/// The exponent behind the `e`, and where it ends. One beyond all bounds is as good as a very large one.
fn read_exponent(text: &[u8], start: usize) -> Option<(i32, usize)> {
    let is_negative = text.get(start) == Some(&b'-');
    let has_sign = matches!(text.get(start), Some(b'+' | b'-'));
    let mut digits = Digits::default();
    let end = digits.read(text, start + usize::from(has_sign))?;
    let value = match i32::try_from(digits.value) {
        Ok(value) if digits.count <= MOST_DIGITS => value,
        _ => i32::MAX,
    };
    Some((if is_negative { -value } else { value }, end))
}

#[cold]
fn whole_number(number: &str) -> Option<i128> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    if digits == 0 {
        return Some(0);
    }
    let zeros = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    match u32::try_from(zeros) {
        Ok(zeros) => digits.checked_mul(10_i128.checked_pow(zeros)?),
        Err(_) => {
            let divisor = 10_i128.checked_pow(zeros.unsigned_abs())?;
            (digits % divisor == 0).then_some(digits / divisor)
        }
    }
}
