//! What the emitter writes for a model.

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
