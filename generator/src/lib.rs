//! From an OpenAPI document to the source of a Rust crate.

pub mod api;
pub mod diagnostics;
pub mod source;
