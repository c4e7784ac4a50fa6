//! Members that may be absent, null, or there.

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// The value of a member that is both optional and nullable (`nullable`, OpenAPI 3.0 4.7.24): often "leave it as it
/// is", "take it away" and "set it".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value itself, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the member is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Nullable::Null`]: who sets a member to nothing means null. To leave it out is not to set it.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::None,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }
}

/// [`Absent`](Nullable::Absent) is written as null where it isn't left out:
/// `#[serde(default, skip_serializing_if = "Nullable::is_absent")]`.
#[cfg(feature = "serde")]
impl<T: Encode> super::serde::Serialize for Nullable<T> {
    fn serialize<S: super::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serde::serialize(self, serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: Decode> super::serde::Deserialize<'de> for Nullable<T> {
    fn deserialize<D: super::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::serde::deserialize(deserializer)
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn blank() -> Self {
        Self::Absent
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        if reader.skip_null() {
            *self = Self::Null;
            return Ok(());
        }
        *self = Self::Value(T::blank());
        match self {
            Self::Value(value) => value.read(reader),
            Self::Absent | Self::Null => Ok(()),
        }
    }

    fn reset(&mut self) {
        *self = Self::Absent;
    }

    fn fit(&mut self, reader: &mut Reader<'_>, depth: u8) -> Fit {
        None::<T>.fit(reader, depth)
    }
}
