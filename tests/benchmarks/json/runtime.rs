//! The runtime's reader and writer, as a module of this crate: its macros are for the crate that they stand in.

#[path = "../../../generator/runtime/src/runtime/wire/mod.rs"]
pub mod wire;
