// @generated from the API document. Do not edit: the next run writes this file anew.

//! Enumerations, which keep a value that they do not know.

use super::decode::Fit;

/// How well a value fits an enumeration of `count` known values. One with a single value is a mark that tells types
/// apart, so that no other value fits it.
#[must_use]
pub fn fit_enumeration(is_known: bool, count: usize) -> Fit {
    match (is_known, count) {
        (true, _) => Fit::EXACT,
        (false, 1) => Fit::NO,
        (false, _) => Fit::WEAK,
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

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value $(| $other)* => Self::$variant,)*
                    _ => Self::Unrecognized(value.into()),
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
            @decode $name, |reader| Self::from(reader.string()?), ::std::string::String::new()
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
            @decode $name,
            |reader| {
                let mut value: $integer = 0;
                $crate::runtime::wire::Decode::read(&mut value, reader)?;
                Self::from(value)
            },
            0
        }
    };
    (@decode $name:ident, |$reader:ident| $read:expr, $blank:expr) => {
        impl $crate::runtime::wire::Decode for $name {
            fn blank() -> Self {
                Self::Unrecognized($blank)
            }
            fn read(
                &mut self,
                $reader: &mut $crate::runtime::wire::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::wire::DecodeError> {
                *self = $read;
                ::core::result::Result::Ok(())
            }
            fn reset(&mut self) {
                *self = $crate::runtime::wire::Decode::blank();
            }
            fn fit(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
                _depth: u8,
            ) -> $crate::runtime::wire::Fit {
                if $crate::runtime::wire::Decode::read(self, reader).is_err() {
                    return $crate::runtime::wire::Fit::NO;
                }
                let is_known = !::core::matches!(self, Self::Unrecognized(_));
                $crate::runtime::wire::fit_enumeration(is_known, Self::KNOWN.len())
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
}
#[allow(unused_imports, reason = "not every API has enumerations")]
pub(crate) use enumeration;
