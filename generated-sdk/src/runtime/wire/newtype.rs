// @generated from the API document. Do not edit: the next run writes this file anew.

//! Types of their own for ids and for strings with rules.

use super::decode::{Decode, Fit};
use super::error::DecodeError;
use super::reader::Reader;
use super::rule::Rule;

/// Fills a number that servers also send as a string.
///
/// # Errors
/// When the value ahead is neither.
pub fn read_lenient_number(
    number: &mut dyn Decode,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    if reader.peek()? != b'"' {
        return number.read(reader);
    }
    reader.parsed("a number, or a string of one", |text| {
        let mut reader = Reader::new(text.trim().as_bytes()).ok()?;
        number.read(&mut reader).ok()?;
        reader.finish().ok()
    })
}

/// Fills a string that servers also send as a number.
///
/// # Errors
/// When the value ahead is neither.
pub fn read_lenient_string(
    string: &mut String,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    match reader.peek()? {
        b'-' | b'0'..=b'9' => reader.number()?.clone_into(string),
        _ => string.read(reader)?,
    }
    Ok(())
}

/// How well the value ahead fits a number that is also read from strings.
pub fn fit_lenient_number(number: &mut dyn Decode, reader: &mut Reader<'_>, depth: u8) -> Fit {
    if reader.peek().is_ok_and(|byte| byte != b'"') {
        return number.fit(reader, depth);
    }
    match read_lenient_number(number, reader) {
        Ok(()) => Fit::FAIR,
        Err(_) => Fit::NO,
    }
}

/// How well the value ahead fits a string that is also read from numbers.
pub fn fit_lenient_string(string: &mut String, reader: &mut Reader<'_>, depth: u8) -> Fit {
    match string.fit(reader, depth) {
        Fit::NO if reader.number().is_ok() => Fit::WEAK,
        fit => fit,
    }
}

/// How well the value ahead fits a string with a rule: the type is made for those that keep it.
pub fn fit_checked(rule: &Rule, reader: &mut Reader<'_>) -> Fit {
    match reader.string() {
        Ok(value) if rule.check("", value).is_ok() => Fit::EXACT,
        Ok(_) => Fit::WEAK,
        Err(_) => Fit::NO,
    }
}

/// Implements what a type of its own needs, for a tuple struct with one private field.
///
/// `newtype! { UserId(i64) }` is read and written as the type inside. With `lenient` behind it, numbers are also read
/// from strings, and strings from numbers. `newtype! { Slug(String) checked Rule { max_length: 8 } }` checks the
/// strings that it is made from, but keeps what the server sends; `newtype! { Page(i64) checked Range { minimum: 1 } }`
/// does the same with integers.
#[allow(unused_macros, reason = "not every API has types of its own")]
macro_rules! newtype {
    ($name:ident(String)) => {
        $crate::runtime::wire::newtype! { @string $name }
        $crate::runtime::wire::newtype! { @free $name }
        $crate::runtime::wire::newtype! {
            @wire $name, $crate::runtime::wire::Decode::read, $crate::runtime::wire::Decode::fit
        }
    };
    ($name:ident(String) lenient) => {
        $crate::runtime::wire::newtype! { @string $name }
        $crate::runtime::wire::newtype! { @free $name }
        $crate::runtime::wire::newtype! {
            @wire $name,
            $crate::runtime::wire::read_lenient_string,
            $crate::runtime::wire::fit_lenient_string
        }
    };
    ($name:ident(String) checked Rule {
        $(min_length: $min_length:literal $(,)?)?
        $(max_length: $max_length:literal $(,)?)?
        $(pattern: $pattern:literal $(,)?)?
    }) => {
        impl $name {
            /// What the string must be like.
            pub const RULE: $crate::runtime::wire::Rule = $crate::runtime::wire::Rule::ANY
                $(.min_length($min_length))?
                $(.max_length($max_length))?
                $(.pattern($pattern, |value| {
                    static PATTERN: $crate::runtime::wire::pattern::Pattern =
                        $crate::runtime::wire::pattern::Pattern::new($pattern);
                    PATTERN.matches(value)
                }))?;

            /// Checks the string and makes one of it.
            ///
            /// # Errors
            /// When the string breaks [`RULE`](Self::RULE).
            pub fn new(
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> ::core::result::Result<Self, $crate::runtime::wire::Invalid> {
                let value = value.into();
                Self::RULE.check(::core::stringify!($name), &value)?;
                ::core::result::Result::Ok(Self(value))
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::runtime::wire::Invalid;
            fn try_from(value: ::std::string::String) -> ::core::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::runtime::wire::Invalid;
            fn try_from(value: &str) -> ::core::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::runtime::wire::Invalid;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::new(value)
            }
        }

        $crate::runtime::wire::newtype! { @string $name }
        $crate::runtime::wire::newtype! {
            @wire $name,
            $crate::runtime::wire::Decode::read,
            |_, reader, _| $crate::runtime::wire::fit_checked(&Self::RULE, reader)
        }
    };
    ($name:ident($inner:ty) $(checked Range { $($range:tt)* })?) => {
        $crate::runtime::wire::newtype! { @copy $name, $inner }
        $crate::runtime::wire::newtype! { @made $name, $inner $(, $($range)*)? }
        $crate::runtime::wire::newtype! {
            @wire $name, $crate::runtime::wire::Decode::read, $crate::runtime::wire::Decode::fit
        }
    };
    ($name:ident($inner:ty) lenient $(checked Range { $($range:tt)* })?) => {
        $crate::runtime::wire::newtype! { @copy $name, $inner }
        $crate::runtime::wire::newtype! { @made $name, $inner $(, $($range)*)? }
        $crate::runtime::wire::newtype! {
            @wire $name,
            $crate::runtime::wire::read_lenient_number,
            $crate::runtime::wire::fit_lenient_number
        }
    };

    // What all newtypes of strings have.
    (@string $name:ident) => {
        impl $name {
            /// The string inside.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };

    // What newtypes of strings without a rule have.
    (@free $name:ident) => {
        impl $name {
            /// Makes one of a string.
            #[must_use]
            pub fn new(value: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(value.into())
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self(value)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.into())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self(value.into()))
            }
        }
    };

    // What newtypes of everything else have; what is inside can be copied.
    (@copy $name:ident, $inner:ty) => {
        impl $name {
            /// The value inside.
            #[must_use]
            pub const fn get(&self) -> $inner {
                self.0
            }
        }

        impl ::core::convert::From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };

    // What those without a range have.
    (@made $name:ident, $inner:ty) => {
        impl $name {
            /// Makes one of the value inside.
            #[must_use]
            pub const fn new(value: $inner) -> Self {
                Self(value)
            }
        }

        impl ::core::convert::From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = <$inner as ::core::str::FromStr>::Err;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                value.parse().map(Self)
            }
        }
    };

    // What those with a range have.
    (@made $name:ident, $inner:ty,
        $(minimum: $minimum:literal $(,)?)?
        $(maximum: $maximum:literal $(,)?)?
    ) => {
        impl $name {
            /// Where the integer must lie.
            pub const RANGE: $crate::runtime::wire::Range = $crate::runtime::wire::Range::ANY
                $(.minimum($minimum))?
                $(.maximum($maximum))?;

            /// Checks the integer and makes one of it.
            ///
            /// # Errors
            /// When the integer is not in [`RANGE`](Self::RANGE).
            pub fn new(value: $inner) -> ::core::result::Result<Self, $crate::runtime::wire::Invalid> {
                Self::RANGE.check(::core::stringify!($name), value)?;
                ::core::result::Result::Ok(Self(value))
            }
        }

        impl ::core::convert::TryFrom<$inner> for $name {
            type Error = $crate::runtime::wire::Invalid;
            fn try_from(value: $inner) -> ::core::result::Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::runtime::wire::Invalid;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::RANGE.parse(::core::stringify!($name), value).map(Self)
            }
        }
    };

    // What all newtypes have.
    (@wire $name:ident, $read:expr, $fit:expr) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl $crate::runtime::wire::Encode for $name {
            fn view(&self) -> $crate::runtime::wire::View<'_> {
                $crate::runtime::wire::Encode::view(&self.0)
            }
        }

        impl $crate::runtime::wire::Decode for $name {
            fn blank() -> Self {
                Self($crate::runtime::wire::Decode::blank())
            }
            fn read(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
            ) -> ::core::result::Result<(), $crate::runtime::wire::DecodeError> {
                $read(&mut self.0, reader)
            }
            fn fit(
                &mut self,
                reader: &mut $crate::runtime::wire::Reader<'_>,
                depth: u8,
            ) -> $crate::runtime::wire::Fit {
                $fit(&mut self.0, reader, depth)
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
}
#[allow(unused_imports, reason = "not every API has types of its own")]
pub(crate) use newtype;
