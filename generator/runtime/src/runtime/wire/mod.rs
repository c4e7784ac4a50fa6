//! How values look on the wire.
//!
//! A type says once what its members are, in a table; everything that walks a value (JSON in and out, forms, queries,
//! multipart bodies, serde) is one loop over such tables. [`Encode`] and [`Decode`] are the two halves, which a
//! [`Tabled`] type has by its kind; [`View`] is what an encoder sees, [`Reader`] is what a type reads from.

pub mod base64;
mod containers;
pub(crate) mod content;
mod date_time;
mod dates;
mod debug;
mod decode;
mod encode;
mod enumeration;
mod error;
mod file;
mod keys;
mod kind;
mod newtype;
mod nullable;
mod numbers;
mod object;
pub mod pattern;
mod reader;
mod rule;
mod scalars;
#[cfg(feature = "serde")]
pub mod serde;
mod strings;
mod tuples;
mod union;
mod uuids;
mod value;
mod writer;

pub use base64::Base64;
pub use containers::{EntriesMut, ListMut, Map};
pub use content::{Content, Source};
pub use date_time::DateTime;
pub use debug::debug_object;
pub(crate) use decode::read_all;
pub use decode::{Decode, Fit, from_json};
pub(in crate::runtime) use encode::items;
pub use encode::{Encode, Entries, List, View, if_any};
pub use enumeration::{
    Enumeration, Enumerations, Values, debug_enumeration, debug_spelling, fit_integer, known,
    position, read_integer,
};
pub(in crate::runtime) use error::CUT;
pub use error::DecodeError;
pub use file::File;
pub use kind::{Kind, Tabled};
pub use newtype::{
    fit_checked, fit_lenient_number, fit_lenient_string, read_lenient_number, read_lenient_string,
};
pub use nullable::Nullable;
pub(in crate::runtime) use object::each_member;
pub use object::{Fill, FillMembers, Object, Objects, Shape, Visit, VisitMembers};
pub use reader::{Mark, Reader};
pub use rule::{Invalid, Range, Rule};
pub use union::{Cases, TaggingUnions, Union, Unions, each_tagged};
pub use writer::to_json;
pub(crate) use writer::to_json_body;

#[allow(unused_imports, reason = "not every API has types of each kind")]
pub(crate) use {
    enumeration::enumeration,
    newtype::newtype,
    object::{object, setters},
    union::union,
};
