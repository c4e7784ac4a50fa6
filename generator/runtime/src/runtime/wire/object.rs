//! Objects whose members are known: a table of keys, and a place for each.

use std::borrow::Cow;

use super::containers::EntriesMut;
use super::decode::{Decode, Fit};
use super::encode::{Encode, Entries, View};
use super::error::DecodeError;
use super::kind::Kind;
use super::reader::Reader;
use super::writer::to_json;

/// An object whose members are known. `object!` implements it.
///
/// The members are lent all at once: a list of them is all code that a type needs for it.
pub trait Object: 'static {
    /// The object with each member blank.
    fn blank() -> Self
    where
        Self: Sized;

    /// The members' table.
    fn shape(&self) -> &'static Shape;

    /// Calls `visit` with the members, in the order of the table, and with those that are not in it, where the type
    /// keeps them (`additionalProperties`, OpenAPI 3.0 4.7.24).
    fn members(&self, visit: VisitMembers<'_>);

    /// Calls `fill` with the members, and with where members go that are not in the table; without such a place they
    /// are skipped.
    fn members_mut(&mut self, fill: FillMembers<'_>);
}

/// The kind of types that are objects whose members are known.
pub enum Objects {}

impl<T: Object> Kind<T> for Objects {
    #[inline]
    fn view(value: &T) -> View<'_> {
        View::Object(value)
    }

    #[inline]
    fn blank() -> T {
        T::blank()
    }

    #[inline]
    fn object(value: &mut T) -> Option<&mut dyn Object> {
        Some(value)
    }

    #[inline]
    fn read(value: &mut T, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        read_object(value, reader)
    }

    #[inline]
    fn reset(value: &mut T) {
        reset_object(value);
    }

    #[inline]
    fn fit(value: &mut T, reader: &mut Reader<'_>, depth: u8) -> Fit {
        fit_object(value, reader, depth)
    }
}

/// Calls `visit` with the members that are written, each by its key: those that must be there, and the others where
/// they are set.
pub(in crate::runtime) fn each_written(object: &dyn Object, visit: &mut dyn FnMut(&str, View<'_>)) {
    let shape = object.shape();
    object.members(VisitMembers::by(&mut |members, extra| {
        for (index, (required, member)) in shape.required.iter().zip(members).enumerate() {
            let view = member.view();
            if is_written(*required, view) {
                visit(shape.key(index), view);
            }
        }
        if let Some(extra) = extra {
            extra.each(visit);
        }
    }));
}

/// Calls `visit` with each member of an object or map that is written; of anything else there are none.
pub(crate) fn each_member(value: View<'_>, visit: &mut dyn FnMut(&str, View<'_>)) {
    match value {
        View::Object(object) => each_written(object, visit),
        View::Map(entries) => entries.each(visit),
        _ => {}
    }
}

/// Whether a member is written: one that need not be there is left out where it isn't set.
#[inline]
pub(super) fn is_written(is_required: bool, view: View<'_>) -> bool {
    is_required || !matches!(view, View::None)
}

/// What is to be done with the members of an object that is written.
///
/// It is a type with a name since the compiler takes the type of a closure apart anew in each object that calls it.
pub struct VisitMembers<'a>(&'a mut Visit<'a>);

/// A closure that is given the members of an object, and those that are not in its table.
pub type Visit<'a> = dyn FnMut(&[&dyn Encode], Option<&dyn Entries>) + 'a;

impl<'a> VisitMembers<'a> {
    /// Does it by a closure.
    pub fn by(visit: &'a mut Visit<'a>) -> Self {
        Self(visit)
    }

    /// Does it with these members.
    pub fn with(self, members: &[&dyn Encode], extra: Option<&dyn Entries>) {
        (self.0)(members, extra);
    }
}

/// What is to be done with the members of an object that is read; a type with a name as [`VisitMembers`] is.
pub struct FillMembers<'a>(&'a mut Fill<'a>);

/// A closure that is given where the members of an object go, and those that are not in its table.
pub type Fill<'a> = dyn FnMut(&mut [&mut dyn Decode], Option<&mut dyn EntriesMut>) + 'a;

impl<'a> FillMembers<'a> {
    /// Does it by a closure.
    pub fn by(fill: &'a mut Fill<'a>) -> Self {
        Self(fill)
    }

    /// Does it with these members.
    pub fn with(self, members: &mut [&mut dyn Decode], extra: Option<&mut dyn EntriesMut>) {
        (self.0)(members, extra);
    }
}

/// The table of an object's members, in the order in which they are written. Programs hold many of them: each member takes
/// one text and one byte.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Of each member the key in quotes and the colon, as most servers write them.
    pub quoted: &'static [&'static str],
    /// Which members must be there: an object without them isn't read, and they are always written.
    pub required: &'static [bool],
    /// Those of them, by their keys, that an object is read without where it is known what it is, each with its value:
    /// by it a union tells what an object is.
    pub implied: &'static [(&'static str, &'static str)],
    /// The keys, where JSON escapes some of them.
    pub unescaped: Option<&'static [&'static str]>,
    /// Whether its numbers are read from texts as well.
    pub numerals: bool,
}

impl Shape {
    /// The key of the member at `index` on the wire; empty past the last.
    #[inline]
    #[must_use]
    pub fn key(&self, index: usize) -> &'static str {
        let key = match self.unescaped {
            Some(keys) => keys.get(index).copied(),
            None => self
                .quoted
                .get(index)
                .and_then(|quoted| quoted.get(1..quoted.len() - 2)),
        };
        key.unwrap_or_default()
    }

    /// The value of the member at `index` that is meant where it isn't there.
    fn implied(&self, index: usize) -> Option<&'static str> {
        let key = self.key(index);
        let implied = self.implied.iter().find(|(of, _)| *of == key);
        implied.map(|(_, value)| *value)
    }

    /// The place of a member by its key, which is looked for from `likely` on.
    fn position(&self, key: &str, likely: usize) -> Option<usize> {
        let count = self.quoted.len();
        let from = likely.min(count);
        (from..count)
            .chain(0..from)
            .find(|index| self.key(*index) == key)
    }
}

/// Fills a blank object. A member that comes twice counts as it comes last.
///
/// # Errors
/// When the value ahead is no object, a member can't be read, or a required one isn't there.
// Programs have hundreds of types: it is there once.
#[inline(never)]
fn read_object(object: &mut dyn Object, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    let shape = object.shape();
    let mut outcome = Ok(());
    object.members_mut(FillMembers::by(&mut |members, extra| {
        outcome = reader.taking_numerals(shape.numerals, |reader| {
            read_members(shape, members, extra, reader)
        });
    }));
    outcome
}

/// Makes an object blank again.
#[inline(never)]
fn reset_object(object: &mut dyn Object) {
    object.members_mut(FillMembers::by(&mut |members, extra| {
        for member in members {
            member.reset();
        }
        if let Some(extra) = extra {
            extra.clear();
        }
    }));
}

fn read_members(
    shape: &'static Shape,
    members: &mut [&mut dyn Decode],
    mut extra: Option<&mut dyn EntriesMut>,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let start = reader.offset();
    let mut seen = Seen::default();
    let mut likely = 0;
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        match next_key(shape, likely, reader)? {
            Key::Known(index) => {
                likely = index + 1;
                let member = &mut members[index];
                if !seen.insert(index) {
                    member.reset();
                }
                member
                    .read(reader)
                    .map_err(|error| error.in_member(shape.key(index)))?;
            }
            Key::Unknown(key) => match &mut extra {
                Some(extra) => {
                    extra
                        .read_value(&key, reader)
                        .map_err(|error| error.in_member(&key))?;
                }
                None => reader.skip()?,
            },
        }
    }
    match seen.missing(shape.required).next() {
        None => Ok(()),
        Some(_) => fill_missing(shape, &seen, members, start),
    }
}

/// Fills the required members that aren't there, if all of them can do without.
#[cold]
#[inline(never)]
fn fill_missing(
    shape: &'static Shape,
    seen: &Seen,
    members: &mut [&mut dyn Decode],
    start: usize,
) -> Result<(), DecodeError> {
    let mut missing = seen.missing(shape.required);
    missing.try_for_each(|index| match shape.implied(index) {
        Some(value) => imply(members[index], value),
        None => be_null(members[index]).map_err(|_| lacking(shape, index, start)),
    })
}

/// A member that isn't there is null where it may be: many servers leave out what they have declared as required and
/// nullable.
fn be_null(member: &mut dyn Decode) -> Result<(), DecodeError> {
    member.read(&mut Reader::new(b"null")?)
}

/// Fills a member that isn't there with the value that is meant.
fn imply(member: &mut dyn Decode, value: &str) -> Result<(), DecodeError> {
    member.read(&mut Reader::new(&to_json(&value))?)
}

/// How well the value ahead fits an object: it needs all required members, and the more members the type knows, the
/// better.
#[inline(never)]
fn fit_object(object: &mut dyn Object, reader: &mut Reader<'_>, depth: u8) -> Fit {
    if !reader.peek().is_ok_and(|byte| byte == b'{') {
        return Fit::NO;
    }
    if depth == 0 {
        return reader.skip().map_or(Fit::NO, |()| Fit::FAIR);
    }
    let shape = object.shape();
    let mut fit = Fit::NO;
    object.members_mut(FillMembers::by(&mut |members, extra| {
        let outcome = reader.taking_numerals(shape.numerals, |reader| {
            fit_members(shape, members, extra, reader, depth - 1)
        });
        fit = outcome.unwrap_or(Fit::NO);
    }));
    fit
}

fn fit_members(
    shape: &'static Shape,
    members: &mut [&mut dyn Decode],
    extra: Option<&mut dyn EntriesMut>,
    reader: &mut Reader<'_>,
    depth: u8,
) -> Result<Fit, DecodeError> {
    let mut seen = Seen::default();
    let mut likely = 0;
    let mut fit = Fit::FAIR;
    let mut dropped = false;
    let mut started = false;
    reader.open(b'{')?;
    while reader.another(&mut started, b'}')? {
        let member = match next_key(shape, likely, reader)? {
            Key::Known(index) => {
                likely = index + 1;
                seen.insert(index);
                let member = members[index].fit(reader, depth);
                fit = fit.with(member);
                member
            }
            Key::Unknown(_) => match &extra {
                Some(extra) => extra.fit_value(reader, depth),
                None => {
                    dropped = true;
                    reader.skip()?;
                    continue;
                }
            },
        };
        if member == Fit::NO {
            return Ok(Fit::NO);
        }
    }
    let mut missing = seen.missing(shape.required);
    Ok(match missing.any(|index| shape.implied(index).is_none()) {
        true => Fit::NO,
        false if fit == Fit::FAIR && dropped => Fit::LOSSY,
        false => fit,
    })
}

enum Key<'a> {
    Known(usize),
    Unknown(Cow<'a, str>),
}

/// Reads a key. Members mostly come in the table's order: the `likely` one is compared in place, without being read.
#[inline]
fn next_key<'a>(
    shape: &Shape,
    likely: usize,
    reader: &mut Reader<'a>,
) -> Result<Key<'a>, DecodeError> {
    match shape.quoted.get(likely) {
        Some(quoted) if reader.skip_key(quoted)? => Ok(Key::Known(likely)),
        _ => {
            let key = reader.key()?;
            Ok(match shape.position(&key, likely) {
                Some(index) => Key::Known(index),
                None => Key::Unknown(key),
            })
        }
    }
}

/// Which members have been read: a bit each, on the heap only past the 64th.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    /// Whether this is the first time for `index`.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = match index / 64 {
            0 => &mut self.first,
            word => {
                if self.rest.len() < word {
                    self.rest.resize(word, 0);
                }
                &mut self.rest[word - 1]
            }
        };
        let bit = 1 << (index % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            0 => self.first,
            word => self.rest.get(word - 1).copied().unwrap_or(0),
        };
        word >> (index % 64) & 1 == 1
    }

    /// The required members that have not been read.
    #[inline]
    fn missing(&self, required: &[bool]) -> impl Iterator<Item = usize> {
        let members = required.iter().enumerate();
        let missing = members.filter(|(index, required)| **required && !self.contains(*index));
        missing.map(|(index, _)| index)
    }
}

#[cold]
fn lacking(shape: &Shape, member: usize, offset: usize) -> DecodeError {
    DecodeError::new(
        format!(
            "the required member {:?} of {}",
            shape.key(member),
            shape.name
        ),
        "an object without it",
    )
    .at_offset(offset)
}

/// Implements [`Object`] and `Debug` (and serde's traits) for a struct from the table of its
/// members.
///
/// A member is `field: "key"`, with `required` behind it where it must be there, and `= "value"` behind that where it has
/// that value if it isn't. Where JSON escapes one of the keys, each
/// has the escaped one behind it: `field: "a\"b" => "a\\\"b"`. Last may come `..field`, a
/// [`Map`](crate::runtime::wire::Map) that keeps the members that are not in the table. `Name numerals` reads numbers from
/// texts as well.
#[allow(unused_macros, reason = "not every API has objects")]
macro_rules! object {
    ($name:ident $($numerals:ident)? {
        $($field:ident: $key:literal $($required:ident $(= $implied:literal)?)?),* $(,)?
        $(..$extra:ident $(,)?)?
    }) => {
        $crate::runtime::wire::object! {
            @all $name [$($numerals)?] [$($key),*] ::core::option::Option::None,
            [$($($(($key, $implied),)?)?)*],
            $($field $($required)?),* $(..$extra)?
        }
    };
    ($name:ident $($numerals:ident)? {
        $($field:ident: $key:literal => $escaped:literal
            $($required:ident $(= $implied:literal)?)?),* $(,)?
        $(..$extra:ident $(,)?)?
    }) => {
        $crate::runtime::wire::object! {
            @all $name [$($numerals)?] [$($escaped),*] ::core::option::Option::Some(&[$($key),*]),
            [$($($(($key, $implied),)?)?)*],
            $($field $($required)?),* $(..$extra)?
        }
    };
    (@all $name:ident $numerals:tt [$($escaped:literal),*] $unescaped:expr, $implied:tt,
        $($field:ident $($required:ident)?),* $(..$extra:ident)?
    ) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::wire::debug_object(self, f)
            }
        }

        impl $crate::runtime::wire::Tabled for $name {
            type Kind = $crate::runtime::wire::Objects;
        }

        impl $crate::runtime::wire::Object for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::runtime::wire::Decode::blank(),)*
                    $($extra: $crate::runtime::wire::Decode::blank(),)?
                }
            }
            fn shape(&self) -> &'static $crate::runtime::wire::Shape {
                &$crate::runtime::wire::Shape {
                    name: ::core::stringify!($name),
                    quoted: &[$(::core::concat!("\"", $escaped, "\":")),*],
                    required: &[$($crate::runtime::wire::object! { @is $($required)? }),*],
                    implied: &$implied,
                    unescaped: $unescaped,
                    numerals: $crate::runtime::wire::object! { @numerals $numerals },
                }
            }
            fn members(&self, visit: $crate::runtime::wire::VisitMembers<'_>) {
                visit.with(
                    &[$(&self.$field),*],
                    $crate::runtime::wire::object! { @extra $(&self.$extra)? },
                )
            }
            fn members_mut(&mut self, fill: $crate::runtime::wire::FillMembers<'_>) {
                fill.with(
                    &mut [$(&mut self.$field),*],
                    $crate::runtime::wire::object! { @extra $(&mut self.$extra)? },
                )
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
    (@numerals []) => { false };
    (@numerals [numerals]) => { true };
    (@is) => { false };
    (@is required) => { true };
    (@extra) => { ::core::option::Option::None };
    (@extra $extra:expr) => { ::core::option::Option::Some($extra) };
}
#[allow(unused_imports, reason = "not every API has objects")]
pub(crate) use object;

/// Gives a struct a setter for each field, to be chained: `.description("...")`.
///
/// The type is that of the value, without the `Option` or `Box` that the field may have around it.
#[allow(unused_macros, reason = "not every API has optional members")]
macro_rules! setters {
    ($name:ident { $($(#[$attribute:meta])* $field:ident: $value:ty),* $(,)? }) => {
        impl $name {
            $(
                #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                $(#[$attribute])*
                #[must_use]
                pub fn $field(mut self, value: impl ::core::convert::Into<$value>) -> Self {
                    let value: $value = value.into();
                    self.$field = value.into();
                    self
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "not every API has optional members")]
pub(crate) use setters;
