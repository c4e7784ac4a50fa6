//! Bytes in text (`format: byte`, RFC 4648).

use std::fmt;

use ::base64::Engine;
use ::base64::alphabet::{STANDARD, URL_SAFE};
use ::base64::display::Base64Display;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// Servers disagree about padding, so it may be there or not, and so may bits behind the last byte (RFC 4648,
/// section 3.5).
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const FOR_URLS: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

/// Bytes that are Base64 on the wire (`format: byte`).
///
/// Written with the standard alphabet and padding (RFC 4648, section 4); read with or without padding, on one line or
/// several, and with the alphabet for URLs (section 5) as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(pub Vec<u8>);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// As on the wire.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(&self.0).fmt(f)
    }
}

impl Encode for Base64 {
    fn view(&self) -> View<'_> {
        View::Display(self)
    }
}

impl Decode for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.0 = read(reader)?;
        Ok(())
    }

    fn fit(&mut self, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        Fit::by_reading(self, reader)
    }
}

#[cfg(feature = "serde")]
impl super::serde::Serialize for Base64 {
    fn serialize<S: super::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serde::serialize(self, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> super::serde::Deserialize<'de> for Base64 {
    fn deserialize<D: super::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::serde::deserialize(deserializer)
    }
}

/// Bytes as Base64, made while they are written.
pub(super) fn display(bytes: &[u8]) -> Base64Display<'_, '_, GeneralPurpose> {
    Base64Display::new(bytes, &PLAIN)
}

/// Reads a string of Base64.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<u8>, DecodeError> {
    reader.parsed("Base64", |text| {
        let engine = if text.contains(['-', '_']) {
            &FOR_URLS
        } else {
            &PLAIN
        };
        let decoded = engine.decode(text).ok();
        // Some break the lines, as mail does (RFC 2045, section 6.8).
        decoded.or_else(|| engine.decode(without_white_space(text)?).ok())
    })
}

/// The text without its white space; `None` where there is none.
fn without_white_space(text: &str) -> Option<String> {
    let is_white = |c: char| c.is_ascii_whitespace();
    text.contains(is_white).then(|| text.replace(is_white, ""))
}
