//! Unions (`oneOf`, `anyOf`): one of several types, told by what is there.

use std::cmp::Reverse;

use super::decode::{Decode, Fit};
use super::encode::{Entries, View};
use super::error::DecodeError;
use super::keys::Keys;
use super::kind::Kind;
use super::object::each_member;
use super::reader::Reader;

/// How many levels of members a union looks into before it decides.
const LOOK_AHEAD: u8 = 3;

/// One of several types. `union!` implements it.
pub trait Union: 'static {
    /// The union with nothing in it: `null`, of no case.
    fn blank() -> Self
    where
        Self: Sized;

    /// How what is in it looks to an encoder.
    fn content(&self) -> View<'_>;

    /// The union's table.
    fn cases(&self) -> &'static Cases;

    /// Turns the union into its case at `index`, blank, and gives what is to be filled. Past the last case it is the
    /// one that takes any value.
    fn choose(&mut self, index: usize) -> &mut dyn Decode;
}

/// The table of a union's cases.
#[derive(Debug)]
pub struct Cases {
    /// The key of the member that tells the cases apart (`discriminator`, OpenAPI 3.0 4.7.25).
    pub tag: Option<&'static str>,
    /// The tag's values for each case.
    pub values: &'static [&'static [&'static str]],
    /// The case of objects whose tag is not known, or missing (`defaultMapping`, OpenAPI 3.2).
    pub default: Option<usize>,
}

/// The kind of types that are one of several.
pub enum Unions {}

impl<T: Union> Kind<T> for Unions {
    #[inline]
    fn view(value: &T) -> View<'_> {
        value.content()
    }

    #[inline]
    fn blank() -> T {
        T::blank()
    }

    #[inline]
    fn read(value: &mut T, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        read_union(value, reader)
    }

    #[inline]
    fn fit(value: &mut T, reader: &mut Reader<'_>, depth: u8) -> Fit {
        fit_union(value, reader, depth)
    }
}

/// The kind of unions that write their tag themselves, where what is in them goes without it.
pub enum TaggingUnions {}

impl<T: Union + Entries> Kind<T> for TaggingUnions {
    #[inline]
    fn view(value: &T) -> View<'_> {
        match value.content() {
            View::Object(_) | View::Map(_) => View::Map(value),
            other => other,
        }
    }

    #[inline]
    fn blank() -> T {
        T::blank()
    }

    #[inline]
    fn read(value: &mut T, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        read_union(value, reader)
    }

    #[inline]
    fn fit(value: &mut T, reader: &mut Reader<'_>, depth: u8) -> Fit {
        fit_union(value, reader, depth)
    }
}

/// Calls `visit` with the members of what is in a union, and before them with the tag that is written where there is none
/// among them.
pub fn each_tagged(
    content: View<'_>,
    tag: &str,
    written: Option<&str>,
    visit: &mut dyn FnMut(&str, View<'_>),
) {
    let mut has_tag = false;
    each_member(content, &mut |key, _| has_tag |= key == tag);
    if let Some(value) = written.filter(|_| !has_tag) {
        visit(tag, View::Text(value));
    }
    each_member(content, visit);
}

/// Fills a union: with the case that the tag names, or else the default, or else with the one that fits best and can be
/// read. What fits none, or has a tag that isn't known, is kept as it is.
///
/// # Errors
/// When the value is not JSON, or can't be read as the case that its tag names.
fn read_union(union: &mut dyn Union, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    let cases = union.cases();
    match (tagged_case(cases, reader)?, cases.default) {
        (Some(index), Some(default)) if index == cases.values.len() => {
            union.choose(default).read(reader)
        }
        (Some(index), _) => union.choose(index).read(reader),
        (None, Some(default)) if reader.peek()? == b'{' => union.choose(default).read(reader),
        (None, _) => read_best(union, reader),
    }
}

fn read_best(union: &mut dyn Union, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
    let keys = Keys::ahead(reader);
    if read_only(union, reader, keys) {
        return Ok(());
    }
    // A union around this one may be trying it on: that it decides by more than marks is no reason against it.
    reader.trying(false, |reader| {
        let mark = reader.mark();
        if let Some((_, best)) = best(union, reader, keys, LOOK_AHEAD) {
            if union.choose(best).read(reader).is_ok() {
                return Ok(());
            }
            reader.reset(mark);
            if read_next_best(union, reader, keys) {
                return Ok(());
            }
        }
        union.choose(union.cases().values.len()).read(reader)
    })
}

/// Reads the value as the only case that the keys allow, and says whether that went well. It spares a look at how well
/// it fits.
fn read_only(union: &mut dyn Union, reader: &mut Reader<'_>, keys: Keys) -> bool {
    let cases = 0..union.cases().values.len();
    let mut allowed = cases.filter(|index| keys.allow(union.choose(*index), reader));
    let (Some(only), None) = (allowed.next(), allowed.next()) else {
        return false;
    };
    reader.hastily(|reader| union.choose(only).read(reader))
}

/// Tries the others where the best can't be read after all, and says whether one could be.
#[cold]
fn read_next_best(union: &mut dyn Union, reader: &mut Reader<'_>, keys: Keys) -> bool {
    let mark = reader.mark();
    let mut fits = Vec::new();
    each_fit(union, reader, keys, LOOK_AHEAD, |fit, index| {
        fits.push((fit, index));
    });
    fits.sort_by_key(|(fit, _)| Reverse(*fit));
    for (_, index) in fits.into_iter().skip(1) {
        if !reader.may_try_again() {
            return false;
        }
        if union.choose(index).read(reader).is_ok() {
            return true;
        }
        reader.reset(mark);
    }
    false
}

/// The case that fits the value ahead best; of equals, the one that the document names first.
fn best(
    union: &mut dyn Union,
    reader: &mut Reader<'_>,
    keys: Keys,
    depth: u8,
) -> Option<(Fit, usize)> {
    let mut best: Option<(Fit, usize)> = None;
    each_fit(union, reader, keys, depth, |fit, index| {
        if best.is_none_or(|(best, _)| fit > best) {
            best = Some((fit, index));
        }
    });
    best
}

/// Calls `found` with each case that may hold the value ahead, in the document's order. Moves nowhere.
fn each_fit(
    union: &mut dyn Union,
    reader: &mut Reader<'_>,
    keys: Keys,
    depth: u8,
    mut found: impl FnMut(Fit, usize),
) {
    let mark = reader.mark();
    reader.trying(true, |reader| {
        for index in 0..union.cases().values.len() {
            let case = union.choose(index);
            if !keys.allow(case, reader) {
                continue;
            }
            let fit = case.fit(reader, depth);
            reader.reset(mark);
            if fit != Fit::NO {
                found(fit, index);
            }
        }
    });
}

/// How well the value ahead fits a union: as well as its best case, and never not at all.
fn fit_union(union: &mut dyn Union, reader: &mut Reader<'_>, depth: u8) -> Fit {
    let mark = reader.mark();
    let cases = union.cases();
    let best = match (tagged_case(cases, reader), cases.default, depth) {
        (Ok(Some(index)), _, _) if index < cases.values.len() => {
            // What the tag says holds, however well the rest fits.
            Some(union.choose(index).fit(reader, depth).max(Fit::EXACT))
        }
        (Ok(Some(_)), Some(default), _) => Some(union.choose(default).fit(reader, depth)),
        (_, _, 0) | (Ok(Some(_)) | Err(_), _, _) => None,
        (Ok(None), _, _) => {
            let keys = Keys::ahead(reader);
            best(union, reader, keys, depth - 1).map(|(fit, _)| fit)
        }
    };
    reader.reset(mark);
    match reader.skip() {
        Ok(()) => best.unwrap_or(Fit::WEAK),
        Err(_) => Fit::NO,
    }
}

/// The case that the tag of the object ahead names: `None` without a tag, one past the last for a tag that isn't
/// known. Moves nowhere.
fn tagged_case(cases: &Cases, reader: &mut Reader<'_>) -> Result<Option<usize>, DecodeError> {
    let Some(tag) = cases.tag else {
        return Ok(None);
    };
    if reader.peek()? != b'{' {
        return Ok(None);
    }
    let mark = reader.mark();
    let mut started = false;
    let mut case = None;
    reader.open(b'{')?;
    while case.is_none() && reader.another(&mut started, b'}')? {
        let is_tag = reader.key()? == tag;
        if is_tag && reader.peek()? == b'"' {
            let value = reader.string()?;
            let known = cases
                .values
                .iter()
                .position(|values| values.contains(&value));
            case = Some(known.unwrap_or(cases.values.len()));
        } else {
            reader.skip()?;
        }
    }
    reader.reset(mark);
    Ok(case)
}

/// Implements what a union needs, for an enum with a variant for each of its types and a last one,
/// `Unrecognized(serde_json::Value)`, for what fits none of them.
///
/// `union! { Id { Number(i64), Text(String) } }` is told by what fits;
/// `union! { Pet by "petType" { Cat(Cat): "cat" | "Cat", Dog(Box<Dog>): "dog" } }` by the member `petType`;
/// `union! { Pet by "petType" else 1 { Cat(Cat): "cat", Base(Base) } }` takes the second for any other value;
/// `union! { Pet writes "petType" { Cat(Cat): "cat" | "Cat" => "cat", Dog(Dog): "dog" } }` writes the tag of a `Cat` that
/// has none itself.
#[allow(unused_macros, reason = "not every API has unions")]
macro_rules! union {
    ($name:ident { $($variant:ident($content:ty)),* $(,)? }) => {
        $crate::runtime::wire::union! {
            @all $name, Unions, ::core::option::Option::None, [], $($variant []),*
        }
    };
    ($name:ident by $tag:literal $(else $default:literal)? {
        $($variant:ident($content:ty) $(: $value:literal $(| $other:literal)*)?),* $(,)?
    }) => {
        $crate::runtime::wire::union! {
            @all $name, Unions, ::core::option::Option::Some($tag), [$($default)?],
            $($variant [$($value $(, $other)*)?]),*
        }
    };
    ($name:ident writes $tag:literal $(else $default:literal)? {
        $($variant:ident($content:ty)
            $(: $value:literal $(| $other:literal)* $(=> $written:literal)?)?),* $(,)?
    }) => {
        $crate::runtime::wire::union! {
            @all $name, TaggingUnions, ::core::option::Option::Some($tag), [$($default)?],
            $($variant [$($value $(, $other)*)?]),*
        }

        impl $crate::runtime::wire::Entries for $name {
            fn each(&self, visit: &mut dyn FnMut(&str, $crate::runtime::wire::View<'_>)) {
                let written = match self {
                    $($($(Self::$variant(_) => ::core::option::Option::Some($written),)?)?)*
                    _ => ::core::option::Option::None,
                };
                let content = $crate::runtime::wire::Union::content(self);
                $crate::runtime::wire::each_tagged(content, $tag, written, visit);
            }
        }
    };
    (@default []) => { ::core::option::Option::None };
    (@default [$default:literal]) => { ::core::option::Option::Some($default) };
    (@all $name:ident, $kind:ident, $tag:expr, $default:tt,
        $($variant:ident [$($value:literal),*]),*
    ) => {
        impl $crate::runtime::wire::Tabled for $name {
            type Kind = $crate::runtime::wire::$kind;
        }

        impl $crate::runtime::wire::Union for $name {
            fn blank() -> Self {
                Self::Unrecognized($crate::runtime::wire::Decode::blank())
            }
            fn content(&self) -> $crate::runtime::wire::View<'_> {
                match self {
                    $(Self::$variant(content) => $crate::runtime::wire::Encode::view(content),)*
                    Self::Unrecognized(content) => $crate::runtime::wire::Encode::view(content),
                }
            }
            fn cases(&self) -> &'static $crate::runtime::wire::Cases {
                &$crate::runtime::wire::Cases {
                    tag: $tag,
                    values: &[$(&[$($value),*]),*],
                    default: $crate::runtime::wire::union!(@default $default),
                }
            }
            fn choose(&mut self, index: usize) -> &mut dyn $crate::runtime::wire::Decode {
                let mut here = 0;
                *self = 'case: {
                    $(
                        if index == here {
                            break 'case Self::$variant($crate::runtime::wire::Decode::blank());
                        }
                        here += 1;
                    )*
                    let _ = (index, &mut here);
                    $crate::runtime::wire::Decode::blank()
                };
                match self {
                    $(Self::$variant(content) => content,)*
                    Self::Unrecognized(content) => content,
                }
            }
        }

        #[cfg(feature = "serde")]
        $crate::runtime::wire::serde::through_serde! { $name }
    };
}
#[allow(unused_imports, reason = "not every API has unions")]
pub(crate) use union;
