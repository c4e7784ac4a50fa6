//! Null, truth values, numbers and strings.

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::numbers::Number;
use super::reader::Reader;

impl Encode for () {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Decode for () {
    fn blank() -> Self {}

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        reader.null()
    }

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
    }
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

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
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
                let number = reader.parsed_number().ok();
                match number.and_then(|number| number.whole()?.try_into().ok()) {
                    Some(value) => *self = value,
                    None => {
                        reader.reset(mark);
                        return Err(reader.unexpected($expected));
                    }
                }
                Ok(())
            }

            /// A text that spells a number is rather a text.
            fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
                let is_numeral = reader.is_numeral_ahead();
                match Fit::by_reading(self, reader) {
                    Fit::EXACT if is_numeral => Fit::WEAK,
                    fit => fit,
                }
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

/// The closest number to the digits. An `f32` is not made of an `f64`, which would round twice.
macro_rules! floats {
    ($($float:ident by $closest:expr;)*) => { $(
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
                let closest: fn(&Number<'_>) -> Option<$float> = $closest;
                match closest(&reader.parsed_number()?) {
                    Some(value) => *self = value,
                    None => {
                        reader.reset(mark);
                        return Err(reader.unexpected("a number of at most 1.8e308"));
                    }
                }
                Ok(())
            }

            /// A whole number fits an integer better, and a text that spells one a text.
            fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
                let is_numeral = reader.is_numeral_ahead();
                match reader.parsed_number() {
                    Ok(_) if is_numeral => Fit::WEAK,
                    Ok(number) if number.is_integer => Fit::FAIR,
                    Ok(_) => Fit::EXACT,
                    Err(_) => Fit::NO,
                }
            }
        }
    )* };
}

floats! {
    f32 by |number| number.text.parse().ok().filter(|value: &f32| value.is_finite());
    f64 by |number| number.closest();
}

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
        *self = reader.string()?.to_owned();
        Ok(())
    }

    /// A type that is made for strings of a certain form fits better.
    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        match reader.string() {
            Ok(_) => Fit::FAIR,
            Err(_) => Fit::NO,
        }
    }
}
