//! Files in memory, and what the tests of the sources look at.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(
    clippy::expect_used,
    reason = "what the tests lean on may panic as they do"
)]

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostics::{Place, RenderOptions, render};
use generator::source::{self, FileId, LoadOptions, Loaded, Pointer};
use serde_json::Value;

/// Loads the first of these files; the one named `overlay.yaml`, if any, is its overlay.
pub(crate) fn load<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Loaded {
    let contents: HashMap<PathBuf, Vec<u8>> = files
        .iter()
        .map(|(path, text)| (PathBuf::from(path), text.as_ref().to_vec()))
        .collect();
    let loader = |path: &Path| {
        let found = contents.get(path).cloned();
        found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    };
    let overlay = Path::new("overlay.yaml");
    let options = LoadOptions {
        overlay: contents.contains_key(overlay).then_some(overlay),
        ..LoadOptions::default()
    };
    source::load(&loader, Path::new(files[0].0), options)
}

/// The messages of a run that has only this file.
pub(crate) fn messages(path: &str, text: impl AsRef<[u8]>) -> String {
    rendered(&load(&[(path, text)]))
}

/// The messages of a run.
pub(crate) fn rendered(loaded: &Loaded) -> String {
    render(
        &loaded.diagnostics,
        &loaded.sources,
        RenderOptions::default(),
    )
}

/// The tree of a document without faults.
pub(crate) fn value(path: &str, text: &str) -> Value {
    let mut loaded = load(&[(path, text)]);
    assert_eq!(rendered(&loaded), "");
    let document = loaded.document.expect("a document");
    loaded.sources.take_value(document).expect("a tree")
}

/// The main document of a run.
pub(crate) fn document(loaded: &Loaded) -> FileId {
    loaded.document.expect("a document")
}

/// `file:line:column text` of the value at a pointer of the main document.
pub(crate) fn value_at(loaded: &Loaded, pointer: &str) -> String {
    shown(loaded, &Place::value(document(loaded), parse(pointer)))
}

/// `file:line:column text` of the key at a pointer of the main document.
pub(crate) fn key_at(loaded: &Loaded, pointer: &str) -> String {
    shown(loaded, &Place::key(document(loaded), parse(pointer)))
}

fn shown(loaded: &Loaded, place: &Place) -> String {
    let location = loaded.sources.locate(place);
    let path = loaded.sources.path(location.file).display();
    let text = &loaded.sources.text(location.file)[location.span];
    format!("{path}:{}:{} {text}", location.line, location.column)
}

/// A pointer.
pub(crate) fn parse(pointer: &str) -> Pointer {
    Pointer::parse(pointer).expect("a pointer")
}
