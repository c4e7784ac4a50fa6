// @generated from the API document. Do not edit: the next run writes this file anew.

//! Values that can be written: one view of a value serves every encoder.

use std::fmt;

use super::file::File;
use super::object::Object;

/// A value that can be written to the wire.
///
/// An encoder (JSON, form, query, multipart, serde) asks for the [`View`] of a value and walks it. No encoder is
/// generic, so a type costs the same however many encoders there are.
pub trait Encode {
    /// How the value looks to an encoder.
    fn view(&self) -> View<'_>;
}

/// How a value looks to an encoder.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value: a member that is not required is left out; everywhere else this is `null`.
    None,
    /// An explicit `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number that may be above `i64::MAX`.
    Uint(u64),
    /// A number.
    Float(f64),
    /// A string.
    Text(&'a str),
    /// A string that is made while it is written, such as a date or a UUID.
    Display(&'a dyn fmt::Display),
    /// Bytes: a part of a multipart body or a whole body; Base64 where only text can stand, as in JSON.
    Binary(&'a File),
    /// An array.
    List(&'a dyn List),
    /// An object whose members are known.
    Object(&'a dyn Object),
    /// An object whose members are not known beforehand.
    Map(&'a dyn Entries),
}

impl Encode for View<'_> {
    fn view(&self) -> View<'_> {
        *self
    }
}

/// The value, or none.
pub fn if_any<T: Encode>(value: Option<&T>) -> &dyn Encode {
    match value {
        Some(value) => value,
        None => &None::<()>,
    }
}

/// The items of an array, for writing.
pub trait List {
    /// How many items there are.
    fn len(&self) -> usize;

    /// The item at `index`.
    fn get(&self, index: usize) -> Option<View<'_>>;

    /// Whether there is no item.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Each item, in order.
pub(in crate::runtime) fn items(list: &dyn List) -> impl Iterator<Item = View<'_>> {
    (0..list.len()).map_while(|index| list.get(index))
}

/// The entries of a map, for writing.
pub trait Entries {
    /// Calls `visit` with each key and value, in the order in which they are written.
    fn each(&self, visit: &mut dyn FnMut(&str, View<'_>));
}

impl Encode for &str {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}
