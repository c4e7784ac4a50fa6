//! Enumerations, which keep a value that they do not know.

use std::fmt;

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// The place of the known value that is spelt so: as it is written, or as in one of the `others`, each with how it is
/// written. A search, since comparing with each spelling in place, as `match` does, makes large programs of large
/// enumerations.
#[must_use]
#[inline(never)]
pub fn spelt<T: Encode>(
    spelling: &str,
    known: &[T],
    others: &[(&str, &'static str)],
) -> Option<usize> {
    let spelling = written(spelling, others);
    for (index, known) in known.iter().enumerate() {
        if matches!(known.view(), View::Text(text) if text == spelling) {
            return Some(index);
        }
    }
    None
}

/// How the value is written that is spelt so.
fn written<'s>(spelling: &'s str, others: &[(&str, &'static str)]) -> &'s str {
    let other = others.iter().find(|(other, _)| *other == spelling);
    other.map_or(spelling, |(_, written)| written)
}

/// The known value at a place.
#[must_use]
pub fn known_at<T: Clone>(position: Option<usize>, known: &[T]) -> Option<T> {
    known.get(position?).cloned()
}

/// Where a spelling leads in an enumeration of strings.
pub type Positions = fn(&str) -> Option<usize>;

/// Reads a value of an enumeration of strings, which has `count` known ones.
///
/// # Errors
/// When the value ahead is no string.
pub fn read_spelling<'a>(
    count: usize,
    positions: Positions,
    reader: &'a mut Reader<'_>,
) -> Result<&'a str, DecodeError> {
    let is_trial = reader.is_trial();
    let spelling = reader.string()?;
    check_mark(is_trial, count, || positions(spelling))?;
    Ok(spelling)
}

/// How well the value ahead fits an enumeration of strings.
pub fn fit_spelling(count: usize, positions: Positions, reader: &mut Reader<'_>) -> Fit {
    match read_spelling(count, positions, reader) {
        Ok(spelling) => fit(positions(spelling)),
        Err(_) => Fit::NO,
    }
}

/// Fills an enumeration of integers.
///
/// # Errors
/// When the value ahead is no such integer.
pub fn read_integer<T: From<I> + PartialEq, I: Decode>(
    enumeration: &mut T,
    known: &[T],
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let mut value = I::blank();
    value.read(reader)?;
    *enumeration = value.into();
    check_mark(reader.is_trial(), known.len(), || {
        position(enumeration, known)
    })
}

/// How well the value ahead fits an enumeration of integers.
pub fn fit_integer<T: Decode + PartialEq>(
    enumeration: &mut T,
    known: &[T],
    reader: &mut Reader<'_>,
) -> Fit {
    match enumeration.read(reader) {
        Ok(()) => fit(position(enumeration, known)),
        Err(_) => Fit::NO,
    }
}

/// The place of a value.
pub fn position<T: PartialEq>(value: &T, known: &[T]) -> Option<usize> {
    known.iter().position(|known| known == value)
}

/// An enumeration with a single value is a mark that tells types apart: where one is tried on, it has to have that value.
fn check_mark(
    is_trial: bool,
    count: usize,
    position: impl FnOnce() -> Option<usize>,
) -> Result<(), DecodeError> {
    match is_trial && count == 1 && position().is_none() {
        true => Err(DecodeError::unread()),
        false => Ok(()),
    }
}

fn fit(position: Option<usize>) -> Fit {
    match position {
        Some(_) => Fit::EXACT,
        None => Fit::WEAK,
    }
}

/// Shows a value of an enumeration of strings as [`debug_enumeration`] does.
///
/// # Errors
/// Those of the formatter.
pub fn debug_spelling(
    names: &str,
    positions: Positions,
    spelling: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    debug_enumeration(names, positions(spelling), &spelling, f)
}

/// Shows a value as `derive(Debug)` does: by the name of its variant, which is the one of `names` at `position`.
///
/// # Errors
/// Those of the formatter.
pub fn debug_enumeration(
    names: &str,
    position: Option<usize>,
    unrecognized: &dyn fmt::Debug,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match position.and_then(|position| names.split(' ').nth(position)) {
        Some(name) => f.write_str(name),
        None => f.debug_tuple("Unrecognized").field(unrecognized).finish(),
    }
}

/// Implements what an enumeration needs, from the table of its values.
///
/// A variant is `Variant: "spelling"`; more spellings, which are read but not written, follow with `|`. The enum has
/// one more variant, `Unrecognized`, that holds any other value. Integers are told by `Name: i64 { .. }`.
#[allow(unused_macros, reason = "not every API has enumerations")]
macro_rules! enumeration {
    ($name:ident { $($variant:ident: $value:literal $(| $other:literal)*),* $(,)? }) => {
        impl $name {
            /// The values that the API's document names, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unrecognized(value) => value,
                }
            }

            fn position(spelling: &str) -> ::core::option::Option<usize> {
                $crate::runtime::wire::spelt(spelling, Self::KNOWN, &[$($(($other, $value),)*)*])
            }
        }

        // What is derived has a call for each variant, which takes a compiler long.
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::wire::debug_spelling(
                    ::core::concat!($(::core::stringify!($variant), " "),*),
                    Self::position,
                    self.as_str(),
                    f,
                )
            }
        }

        /// Values are alike that are spelt alike.
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), state);
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match $crate::runtime::wire::known_at(Self::position(value), Self::KNOWN) {
                    ::core::option::Option::Some(known) => known,
                    ::core::option::Option::None => Self::Unrecognized(value.into()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            // `Self::Err` may be a value.
            fn from_str(
                value: &str,
            ) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                ::core::result::Result::Ok(Self::from(value))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::runtime::wire::Encode for $name {
            fn view(&self) -> $crate::runtime::wire::View<'_> {
                $crate::runtime::wire::View::Text(self.as_str())
            }
        }

        impl $crate::runtime::wire::Decode for $name {
            fn blank() -> Self {
                Self::Unrecognized(::std::string::String::new())
            }
            fn read(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::wire::DecodeError> {
                let count = Self::KNOWN.len();
                let spelling =
                    $crate::runtime::wire::read_spelling(count, Self::position, reader)?;
                *self = Self::from(spelling);
                ::core::result::Result::Ok(())
            }
            fn fit(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
                _depth: u8,
            ) -> $crate::runtime::wire::Fit {
                $crate::runtime::wire::fit_spelling(Self::KNOWN.len(), Self::position, reader)
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
    ($name:ident: $integer:ident {
        $($variant:ident: $value:literal $(| $other:literal)*),* $(,)?
    }) => {
        impl $name {
            /// The values that the API's document names, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is on the wire.
            #[must_use]
            pub const fn value(&self) -> $integer {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unrecognized(value) => *value,
                }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::wire::debug_enumeration(
                    ::core::concat!($(::core::stringify!($variant), " "),*),
                    $crate::runtime::wire::position(self, Self::KNOWN),
                    &self.value(),
                    f,
                )
            }
        }

        impl ::core::convert::From<$integer> for $name {
            fn from(value: $integer) -> Self {
                match value {
                    $($value $(| $other)* => Self::$variant,)*
                    _ => Self::Unrecognized(value),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;
            fn from_str(
                value: &str,
            ) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                value.parse::<$integer>().map(Self::from)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl $crate::runtime::wire::Encode for $name {
            fn view(&self) -> $crate::runtime::wire::View<'_> {
                $crate::runtime::wire::Encode::view(match self {
                    $(Self::$variant => &$value,)*
                    Self::Unrecognized(value) => value,
                })
            }
        }

        impl $crate::runtime::wire::Decode for $name {
            fn blank() -> Self {
                Self::Unrecognized(0)
            }
            fn read(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::wire::DecodeError> {
                $crate::runtime::wire::read_integer::<_, $integer>(self, Self::KNOWN, reader)
            }
            fn fit(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
                _depth: u8,
            ) -> $crate::runtime::wire::Fit {
                $crate::runtime::wire::fit_integer(self, Self::KNOWN, reader)
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
}
#[allow(unused_imports, reason = "not every API has enumerations")]
pub(crate) use enumeration;
