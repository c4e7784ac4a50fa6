//! The runtime's macros, which only the crate that they stand in can use.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "the macros make methods for public types, and these are not"
)]

mod base64;
mod date_times;
mod enumerations;
mod framing;
mod hostile;
mod http;
mod newtypes;
mod objects;
#[cfg(feature = "serde")]
mod serde;
mod unions;

use crate::runtime::wire::{Decode, DecodeError, Encode, from_json, to_json};

fn read<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_json(json.as_bytes())
}

fn written(value: &dyn Encode) -> String {
    String::from_utf8(to_json(value)).expect("JSON is UTF-8")
}
