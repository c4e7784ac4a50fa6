// @generated from the API document. Do not edit: the next run writes this file anew.

//! Dates with times (`format: date-time`, RFC 3339).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::Timestamp;
use jiff::fmt::StdFmtWrite;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::Offset;

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
/// should have been. Two are equal, and compare, by the moment alone. It is made from a [`Timestamp`] (then in UTC) or from
/// text.
#[derive(Clone, Copy)]
pub struct DateTime {
    moment: Timestamp,
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
    /// The moment.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.moment
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
}

impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        Self {
            moment,
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
        written.moment
    }
}

/// A space may stand for the `T`, and a time without an offset is in UTC.
impl FromStr for DateTime {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let (moment, zone) = match text.parse() {
            Ok(moment) => (moment, zone(text)),
            Err(error) if text.len() <= DATE_LENGTH => return Err(error),
            Err(_) => (Offset::UTC.to_timestamp(text.parse()?)?, Zone::Unsaid),
        };
        Ok(Self {
            moment,
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
        let offset = self.offset();
        DateTimePrinter::new()
            .separator(self.separator)
            .precision(self.digits)
            .print_datetime(
                &offset.to_datetime(self.moment),
                StdFmtWrite(&mut *formatter),
            )
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
        self.moment == other.moment
    }
}

impl Eq for DateTime {}

impl PartialEq<Timestamp> for DateTime {
    fn eq(&self, other: &Timestamp) -> bool {
        self.moment == *other
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.moment.cmp(&other.moment)
    }
}

impl PartialOrd<Timestamp> for DateTime {
    fn partial_cmp(&self, other: &Timestamp) -> Option<Ordering> {
        self.moment.partial_cmp(other)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.moment.hash(state);
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

/// What stands behind the time of a text that has an offset.
fn zone(text: &str) -> Zone {
    if text.ends_with('Z') {
        return Zone::Zulu;
    }
    // The date has hyphens, and so may the name of a place have, which stands in brackets behind the offset.
    let time = text.find(['T', 't', ' ']).map_or("", |at| &text[at..]);
    let time = time.split('[').next().unwrap_or_default();
    let offset = time.rfind(['+', '-']).map(|at| time.split_at(at).1);
    offset.and_then(offset_of).unwrap_or(Zone::Zulu)
}

/// `+02:00`, `+0200` and `+02` as minutes.
fn offset_of(text: &str) -> Option<Zone> {
    let (sign, digits) = text.split_at_checked(1)?;
    let (form, (hours, minutes)) = match digits.split_once(':') {
        Some(parts) => (Form::Colon, parts),
        None if digits.len() > 2 => (Form::Compact, digits.split_at_checked(2)?),
        None => (Form::Hours, (digits, "0")),
    };
    let minutes = hours.parse::<i16>().ok()? * 60 + minutes.parse::<i16>().ok()?;
    let minutes = if sign == "-" { -minutes } else { minutes };
    Some(Zone::Minutes(minutes, form))
}

/// How many digits the second's fraction has.
fn digits(text: &str) -> u8 {
    let fraction = text.bytes().skip_while(|byte| !matches!(byte, b'.' | b','));
    let digits = fraction.skip(1).take_while(u8::is_ascii_digit).count();
    u8::try_from(digits).unwrap_or(u8::MAX)
}
