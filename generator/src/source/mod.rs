//! From text to one value tree, with the place of every node.
//!
//! [`load`] reads the main document, JSON or YAML, applies an overlay, and reads all files that a
//! `$ref` names. Afterwards [`Sources`] holds everything: texts, values, [`Sources::resolve`] for
//! references and [`Sources::locate`] for places. Nothing is read later.

mod edits;
mod files;
mod identifiers;
pub(crate) mod json_path;
mod load;
mod overlay;
mod parse;
mod places;
mod pointer;
mod reference;
pub(crate) mod size;
pub(crate) mod suggest;
mod text;
mod value;

pub use files::{FileId, Location, Sources};
pub use load::{LoadOptions, Loaded, Loader, load};
pub use pointer::{Pointer, PointerError, Trail};
pub use reference::Resolved;
