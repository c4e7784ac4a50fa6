//! What the emitter writes for a model.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever fails here fails the test"
)]

mod documentation;
mod files;
mod items;
mod sample;

use std::collections::BTreeMap;

use generator::api::Api;

/// The files of the crate for an API.
fn emitted(api: &Api) -> BTreeMap<String, String> {
    generator::emit::emit(api).files
}

/// A file of it.
fn file(api: &Api, path: &str) -> String {
    emitted(api)
        .remove(path)
        .unwrap_or_else(|| panic!("{path} is not emitted"))
}
