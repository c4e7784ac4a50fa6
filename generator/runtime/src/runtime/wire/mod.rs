//! How values look on the wire.
//!
//! A type says once what its members are, in a table; everything that walks a value (JSON in and out, forms, queries,
//! multipart bodies, serde) is one loop over such tables. [`Encode`] and [`Decode`] are the two halves, [`View`] is
//! what an encoder sees, [`Reader`] is what a type reads from.

pub mod base64;
mod containers;
mod decode;
mod encode;
mod error;
mod file;
mod nullable;
mod object;
mod reader;
mod scalars;
#[cfg(feature = "serde")]
pub mod serde;
mod value;
mod writer;

pub use base64::Base64;
pub use containers::{EntriesMut, ListMut, Map};
pub use decode::{Decode, Fit, from_json};
pub use encode::{Encode, Entries, List, View};
pub use error::DecodeError;
pub use file::File;
pub use nullable::Nullable;
pub use object::{Member, Object, Shape, fit_object, read_object};
#[allow(unused_imports, reason = "not every API has objects")]
pub(crate) use object::{object, setters};
pub use reader::{Mark, Reader};
pub use writer::to_json;
