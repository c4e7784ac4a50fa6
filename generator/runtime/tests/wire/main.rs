//! The wire format: JSON in and out, against `serde_json` and case by case.
#![allow(clippy::expect_used, reason = "a test that can not go on has failed")]

mod errors;
mod scalars;
mod syntax;
mod writing;

use ::runtime::runtime::wire::{Decode, DecodeError, Encode, from_json, to_json};

fn read<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_json(json.as_bytes())
}

fn written(value: &dyn Encode) -> String {
    String::from_utf8(to_json(value)).expect("JSON is UTF-8")
}
