//! Dates (`format: date`, RFC 3339).

use jiff::civil::Date;

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// How many characters a date has without a time.
pub(super) const DATE_LENGTH: usize = "2006-01-02".len();

impl Encode for Date {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

impl Decode for Date {
    fn blank() -> Self {
        Self::ZERO
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = reader.parsed("a date", date)?;
        Ok(())
    }

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
    }
}

/// A date only: of a date and time, the time would get lost.
fn date(text: &str) -> Option<Date> {
    if text.len() != DATE_LENGTH {
        return None;
    }
    text.parse().ok()
}
