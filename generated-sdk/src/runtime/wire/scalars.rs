// @generated from the API document. Do not edit: the next run writes this file anew.

//! Null, truth values, numbers and strings.

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

impl Encode for () {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Decode for () {
    fn blank() -> Self {}

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if reader.null()? {
            Ok(())
        } else {
            Err(reader.unexpected("`null`"))
        }
    }

    fn reset(&mut self) {}
}

impl Encode for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Decode for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = reader.bool()?;
        Ok(())
    }

    fn reset(&mut self) {
        *self = false;
    }
}

/// Whole numbers, however they are spelt: `42`, `42.0` and `4.2e1` are the same number (JSON Schema, 6.1.1).
macro_rules! integers {
    ($($integer:ident in $view:ident, $expected:literal;)*) => { $(
        impl Encode for $integer {
            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }
        }

        impl Decode for $integer {
            fn blank() -> Self {
                0
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                let mark = reader.mark();
                let Ok(digits) = reader.number() else {
                    return Err(reader.unexpected($expected));
                };
                let value = match digits.parse() {
                    Ok(value) => Some(value),
                    Err(_) => whole_number(digits).and_then(|number| number.try_into().ok()),
                };
                match value {
                    Some(value) => *self = value,
                    None => {
                        reader.reset(mark);
                        return Err(reader.unexpected($expected));
                    }
                }
                Ok(())
            }

            fn reset(&mut self) {
                *self = 0;
            }
        }
    )* };
}

integers! {
    i32 in Int, "an integer of 32 bits";
    i64 in Int, "an integer of 64 bits";
    u32 in Uint, "an integer of 32 bits that is not negative";
    u64 in Uint, "an integer of 64 bits that is not negative";
}

/// The value of a JSON number that is a whole one, whether or not it has a fraction of zeros or an exponent.
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

macro_rules! floats {
    ($($float:ident)*) => { $(
        impl Encode for $float {
            fn view(&self) -> View<'_> {
                View::Float((*self).into())
            }
        }

        impl Decode for $float {
            fn blank() -> Self {
                0.0
            }

            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
                let mark = reader.mark();
                match reader.number()?.parse::<$float>() {
                    Ok(value) if value.is_finite() => *self = value,
                    _ => {
                        reader.reset(mark);
                        return Err(reader.unexpected("a number of at most 1.8e308"));
                    }
                }
                Ok(())
            }

            fn reset(&mut self) {
                *self = 0.0;
            }

            /// A whole number fits an integer better.
            fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
                match reader.number() {
                    Ok(digits) if digits.contains(['.', 'e', 'E']) => Fit::EXACT,
                    Ok(_) => Fit::FAIR,
                    Err(_) => Fit::NO,
                }
            }
        }
    )* };
}

floats! { f32 f64 }

impl Encode for str {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Encode for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Decode for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.string()?.clone_into(self);
        Ok(())
    }

    fn reset(&mut self) {
        self.clear();
    }

    /// A type that is made for strings of a certain form fits better.
    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        match reader.string() {
            Ok(_) => Fit::FAIR,
            Err(_) => Fit::NO,
        }
    }
}
