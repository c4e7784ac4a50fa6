// @generated from the API document. Do not edit: the next run writes this file anew.

//! Dates with times (`format: date-time`, RFC 3339).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::fmt::StdFmtWrite;
use jiff::fmt::temporal::{DateTimePrinter, Pieces, PiecesOffset};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, civil};

use super::dates::DATE_LENGTH;
use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::nullable::Nullable;
use super::reader::Reader;

/// A moment, to the nanosecond, with the offset in which it was written.
///
/// It is sent as it was received, digit for digit: `2024-06-01T14:30:00.000+02:00` stays that. What is read though RFC
/// 3339 doesn't know it (a date without hyphens, a comma in front of the fraction, a time without seconds) is sent as it
/// should have been; a leap second (`:60`) is sent as the second before it, and the offset `-00:00` as `+00:00`. Two are
/// equal, and compare, by the moment alone. It is made from a [`Timestamp`] (then in UTC) or from text.
#[derive(Clone, Copy)]
pub struct DateTime {
    /// Date and time as they are written, in the zone. All of the year 9999 has a place here, which in a [`Timestamp`] it
    /// hasn't: `9999-12-31T23:59:59Z` often stands for what has no end.
    written: civil::DateTime,
    zone: Zone,
    /// Digits of the second's fraction; `None`: as many as are needed.
    digits: Option<u8>,
    separator: u8,
}

/// What stands behind the time.
#[derive(Clone, Copy, PartialEq)]
enum Zone {
    /// `Z`
    Zulu,
    /// An offset from UTC in minutes.
    Minutes(i16, Form),
    /// Nothing: UTC, as many servers mean it.
    Unsaid,
}

/// How an offset is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// `+02:00`
    Colon,
    /// `+0200`, as many servers have it.
    Compact,
    /// `+02`, as databases have it.
    Hours,
}

impl DateTime {
    /// The moment. Of the last hours of the year 9999, which are behind [`Timestamp::MAX`], it is that.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        let end = if self.written.year() > 0 {
            Timestamp::MAX
        } else {
            Timestamp::MIN
        };
        self.offset().to_timestamp(self.written).unwrap_or(end)
    }

    /// The offset from UTC in which it was written.
    #[must_use]
    pub fn offset(&self) -> Offset {
        let minutes = match self.zone {
            Zone::Minutes(minutes, _) => minutes,
            Zone::Zulu | Zone::Unsaid => 0,
        };
        Offset::from_seconds(i32::from(minutes) * 60).unwrap_or(Offset::UTC)
    }

    /// By this two are compared: the time in UTC since the beginning of the calendar.
    fn moment(&self) -> SignedDuration {
        let offset = SignedDuration::from_secs(self.offset().seconds().into());
        self.written.duration_since(civil::DateTime::ZERO) - offset
    }
}

impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        Self {
            written: Offset::UTC.to_datetime(moment),
            zone: Zone::Zulu,
            digits: None,
            separator: b'T',
        }
    }
}

impl From<Timestamp> for Nullable<DateTime> {
    fn from(moment: Timestamp) -> Self {
        Self::Value(moment.into())
    }
}

impl From<DateTime> for Timestamp {
    fn from(written: DateTime) -> Self {
        written.timestamp()
    }
}

/// A space may stand for the `T`, and a time without an offset is in UTC.
impl FromStr for DateTime {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let pieces = Pieces::parse(text)?;
        let Some(time) = pieces.time() else {
            // The error of a moment that has a date alone.
            return text.parse().map(|moment: Timestamp| moment.into());
        };
        let written = pieces.date().to_datetime(time);
        let (written, zone) = match pieces.offset() {
            None => (written, Zone::Unsaid),
            Some(PiecesOffset::Numeric(offset)) => in_minutes(written, offset.offset(), text)?,
            Some(_) => (written, Zone::Zulu),
        };
        Ok(Self {
            written,
            zone,
            digits: Some(digits(text)),
            separator: match text.as_bytes().get(DATE_LENGTH) {
                Some(separator @ (b't' | b' ')) => *separator,
                _ => b'T',
            },
        })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        DateTimePrinter::new()
            .separator(self.separator)
            .precision(self.digits)
            .print_datetime(&self.written, StdFmtWrite(&mut *formatter))
            .map_err(|_| fmt::Error)?;
        match self.zone {
            Zone::Zulu => formatter.write_str("Z"),
            Zone::Minutes(minutes, form) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
                write!(formatter, "{sign}{hours:02}")?;
                match form {
                    Form::Colon => write!(formatter, ":{minutes:02}"),
                    Form::Compact => write!(formatter, "{minutes:02}"),
                    Form::Hours => Ok(()),
                }
            }
            Zone::Unsaid => Ok(()),
        }
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.moment() == other.moment()
    }
}

impl Eq for DateTime {}

impl PartialEq<Timestamp> for DateTime {
    fn eq(&self, other: &Timestamp) -> bool {
        *self == Self::from(*other)
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.moment().cmp(&other.moment())
    }
}

impl PartialOrd<Timestamp> for DateTime {
    fn partial_cmp(&self, other: &Timestamp) -> Option<Ordering> {
        self.partial_cmp(&Self::from(*other))
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.moment().hash(state);
    }
}

impl Encode for DateTime {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

impl Decode for DateTime {
    fn blank() -> Self {
        Timestamp::UNIX_EPOCH.into()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *self = reader.parsed("a date and time", |text| text.parse().ok())?;
        Ok(())
    }

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
    }
}

#[cfg(feature = "serde")]
impl super::serde::Serialize for DateTime {
    fn serialize<S: super::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serde::serialize(self, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> super::serde::Deserialize<'de> for DateTime {
    fn deserialize<D: super::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::serde::deserialize(deserializer)
    }
}

/// A date and time with an offset, in UTC where the offset isn't one of whole minutes.
fn in_minutes(
    written: civil::DateTime,
    offset: Offset,
    text: &str,
) -> Result<(civil::DateTime, Zone), jiff::Error> {
    let seconds = offset.seconds();
    match i16::try_from(seconds / 60) {
        Ok(minutes) if seconds % 60 == 0 => Ok((written, Zone::Minutes(minutes, form(text)))),
        _ => {
            let in_utc = written.checked_sub(SignedDuration::from_secs(seconds.into()))?;
            Ok((in_utc, Zone::Zulu))
        }
    }
}

/// How the offset at the end of a text is written.
fn form(text: &str) -> Form {
    // The name of a place, which may stand in brackets behind it, may have hyphens.
    let without_place = text.split('[').next().unwrap_or_default();
    let digits = without_place.rsplit(['+', '-']).next().unwrap_or_default();
    match digits.len() {
        0..=2 => Form::Hours,
        _ if digits.contains(':') => Form::Colon,
        _ => Form::Compact,
    }
}

/// How many digits the second's fraction has.
fn digits(text: &str) -> u8 {
    let fraction = text.bytes().skip_while(|byte| !matches!(byte, b'.' | b','));
    let digits = fraction.skip(1).take_while(u8::is_ascii_digit).count();
    u8::try_from(digits).unwrap_or(u8::MAX)
}
