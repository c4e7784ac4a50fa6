//! How objects show themselves to programmers: as they are on the wire.
//!
//! What `derive` makes for a struct has a conversion for each field, as the table of its members has; to ask the table
//! takes a compiler a fraction of it.

use std::fmt;

use super::encode::{View, items};
use super::object::{Object, each_written};

/// Shows an object with its members as they are on the wire; those that are not set are left out.
///
/// # Errors
/// Those of the formatter.
pub fn debug_object(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(object.shape().name);
    each_written(object, &mut |key, view| {
        shown.field(key, &view);
    });
    shown.finish()
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None | Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Uint(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Display(text) => fmt::Display::fmt(text, f),
            Self::Binary(file) => file.fmt(f),
            Self::List(list) => f.debug_list().entries(items(*list)).finish(),
            Self::Object(object) => debug_object(*object, f),
            Self::Map(entries) => {
                let mut map = f.debug_map();
                entries.each(&mut |key, value| {
                    map.entry(&key, &value);
                });
                map.finish()
            }
        }
    }
}
