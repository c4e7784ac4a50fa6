//! Enumerations, which keep a value that they do not know.

use std::fmt;

use super::decode::{Decode, Fit};
use super::encode::{Encode, View};
use super::error::DecodeError;
use super::reader::Reader;

/// Fills an enumeration of strings.
///
/// # Errors
/// When the value ahead is no string.
pub fn read_enumeration<T: for<'a> From<&'a str> + PartialEq>(
    enumeration: &mut T,
    known: &[T],
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    *enumeration = reader.string()?.into();
    check_mark(enumeration, known, reader)
}

/// The value that is spelt so: as one of the `known` ones is written, or in one of the `others` spellings. A search, since
/// comparing with each spelling in place makes large programs of large enumerations.
pub fn recognized<T: Encode + Clone>(value: &str, known: &[T], others: &[(&str, T)]) -> Option<T> {
    let is_spelt_so = |known: &&T| matches!(known.view(), View::Text(text) if text == value);
    let known = known.iter().find(is_spelt_so);
    let other = || others.iter().find(|(spelling, _)| *spelling == value);
    known.or_else(|| other().map(|(_, known)| known)).cloned()
}

/// Shows a value as `derive(Debug)` does: by the name of its variant. A search as well.
///
/// # Errors
/// Those of the formatter.
pub fn debug_enumeration<T: PartialEq>(
    value: &T,
    known: &[T],
    names: &[&str],
    unrecognized: &dyn fmt::Debug,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let index = known.iter().position(|known| known == value);
    match index.and_then(|index| names.get(index)) {
        Some(name) => f.write_str(name),
        None => f.debug_tuple("Unrecognized").field(unrecognized).finish(),
    }
}

/// Fills an enumeration of integers.
///
/// # Errors
/// When the value ahead is no such integer.
pub fn read_integer_enumeration<T: From<I> + PartialEq, I: Decode>(
    enumeration: &mut T,
    known: &[T],
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let mut value = I::blank();
    value.read(reader)?;
    *enumeration = value.into();
    check_mark(enumeration, known, reader)
}

/// An enumeration with a single value is a mark that tells types apart: where one is tried on, it has to have that value.
fn check_mark<T: PartialEq>(
    enumeration: &T,
    known: &[T],
    reader: &Reader<'_>,
) -> Result<(), DecodeError> {
    match known {
        [mark] if reader.is_trial() && mark != enumeration => Err(DecodeError::unread()),
        _ => Ok(()),
    }
}

/// How well the value ahead fits an enumeration with these `known` values.
pub fn fit_enumeration<T: Decode + PartialEq>(
    enumeration: &mut T,
    known: &[T],
    reader: &mut Reader<'_>,
) -> Fit {
    if enumeration.read(reader).is_err() {
        return Fit::NO;
    }
    match known.contains(enumeration) {
        true => Fit::EXACT,
        false => Fit::WEAK,
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

        $crate::runtime::wire::enumeration! { @debug $name, as_str, $($variant),* }

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
                let others = &[$($(($other, Self::$variant),)*)*];
                match $crate::runtime::wire::recognized(value, Self::KNOWN, others) {
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

        $crate::runtime::wire::enumeration! {
            @decode $name, ::std::string::String::new(), $crate::runtime::wire::read_enumeration
        }
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

        $crate::runtime::wire::enumeration! { @debug $name, value, $($variant),* }

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

        $crate::runtime::wire::enumeration! {
            @decode $name, 0, $crate::runtime::wire::read_integer_enumeration::<_, $integer>
        }
    };
    // What is derived has a call for each variant, which takes a compiler long.
    (@debug $name:ident, $value:ident, $($variant:ident),*) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let names = &[$(::core::stringify!($variant)),*];
                $crate::runtime::wire::debug_enumeration(self, Self::KNOWN, names, &self.$value(), f)
            }
        }
    };
    (@decode $name:ident, $blank:expr, $read:expr) => {
        impl $crate::runtime::wire::Decode for $name {
            fn blank() -> Self {
                Self::Unrecognized($blank)
            }
            fn read(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::wire::DecodeError> {
                $read(self, Self::KNOWN, reader)
            }
            fn fit(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
                _depth: u8,
            ) -> $crate::runtime::wire::Fit {
                $crate::runtime::wire::fit_enumeration(self, Self::KNOWN, reader)
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
}
#[allow(unused_imports, reason = "not every API has enumerations")]
pub(crate) use enumeration;
