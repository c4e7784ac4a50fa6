//! Dates and times (`format: date` and `date-time`, RFC 3339).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::decode::Decode;
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// How many characters a date has without a time.
const DATE_LENGTH: usize = "2006-01-02".len();

impl Encode for Timestamp {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

/// A space may stand for the `T`, and a time without an offset is in UTC, as many servers mean it.
impl Decode for Timestamp {
    fn blank() -> Self {
        Self::UNIX_EPOCH
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = reader.parsed("a date and time", timestamp)?;
        Ok(())
    }

    fn reset(&mut self) {
        *self = Self::blank();
    }
}

fn timestamp(text: &str) -> Option<Timestamp> {
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    if text.len() <= DATE_LENGTH {
        return None;
    }
    let without_offset: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(without_offset).ok()
}

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

    fn reset(&mut self) {
        *self = Self::blank();
    }
}

/// A date only: of a date and time, the time would get lost.
fn date(text: &str) -> Option<Date> {
    if text.len() != DATE_LENGTH {
        return None;
    }
    text.parse().ok()
}
