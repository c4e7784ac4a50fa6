//! Enumerations, which keep a value that they do not know.

use std::fmt;

use super::decode::{Decode, Fit};
use super::encode::View;
use super::error::DecodeError;
use super::kind::Kind;
use super::reader::Reader;

/// An enumeration of strings. `enumeration!` implements it.
pub trait Enumeration: Clone + for<'a> From<&'a str> + 'static {
    /// The table of its values.
    fn values() -> &'static Values<Self>;
}

/// The table of an enumeration's values.
pub struct Values<T: 'static> {
    /// The values that the document names.
    pub known: &'static [T],
    /// The names of their variants, with a space behind each.
    pub names: &'static str,
    /// How a value is written.
    pub spelling: fn(&T) -> &str,
    /// More spellings that are read, each with the one that is written.
    pub others: &'static [(&'static str, &'static str)],
}

/// The kind of types that are enumerations of strings.
pub enum Enumerations {}

impl<T: Enumeration> Kind<T> for Enumerations {
    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Text((T::values().spelling)(value))
    }

    #[inline]
    fn blank() -> T {
        match T::values().known.first() {
            Some(first) => first.clone(),
            None => "".into(),
        }
    }

    #[inline]
    fn read(value: &mut T, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        *value = read_spelling(T::values().known.len(), spelt::<T>, reader)?.into();
        Ok(())
    }

    #[inline]
    fn fit(_value: &mut T, reader: &mut Reader<'_>, _depth: u8) -> Fit {
        fit_spelling(T::values().known.len(), spelt::<T>, reader)
    }
}

/// The place of the known value that is spelt so. A search, since comparing with each spelling in place, as `match` does,
/// makes large programs of large enumerations.
#[inline(never)]
fn spelt<T: Enumeration>(spelling: &str) -> Option<usize> {
    let values = T::values();
    let written = written(spelling, values.others);
    let mut index = 0;
    while let Some(known) = values.known.get(index) {
        if (values.spelling)(known) == written {
            return Some(index);
        }
        index += 1;
    }
    None
}

/// How the value is written that is spelt so.
fn written<'s>(spelling: &'s str, others: &[(&str, &'static str)]) -> &'s str {
    let other = others.iter().find(|(other, _)| *other == spelling);
    other.map_or(spelling, |(_, written)| written)
}

/// The known value that is spelt so.
#[must_use]
pub fn known<T: Enumeration>(spelling: &str) -> Option<T> {
    T::values().known.get(spelt::<T>(spelling)?).cloned()
}

/// Where a spelling leads in an enumeration of strings.
type Positions = fn(&str) -> Option<usize>;

/// Reads a value of an enumeration of strings, which has `count` known ones.
fn read_spelling<'a>(
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
fn fit_spelling(count: usize, positions: Positions, reader: &mut Reader<'_>) -> Fit {
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
pub fn debug_spelling<T: Enumeration>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let values = T::values();
    let spelling = (values.spelling)(value);
    debug_enumeration(values.names, spelt::<T>(spelling), &spelling, f)
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
        }

        // What is derived has a call for each variant, which takes a compiler long.
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::wire::debug_spelling(self, f)
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
                match $crate::runtime::wire::known(value) {
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

        impl $crate::runtime::wire::Tabled for $name {
            type Kind = $crate::runtime::wire::Enumerations;
        }

        impl $crate::runtime::wire::Enumeration for $name {
            fn values() -> &'static $crate::runtime::wire::Values<Self> {
                &$crate::runtime::wire::Values {
                    known: Self::KNOWN,
                    names: ::core::concat!($(::core::stringify!($variant), " "),*),
                    spelling: Self::as_str,
                    others: &[$($(($other, $value),)*)*],
                }
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
