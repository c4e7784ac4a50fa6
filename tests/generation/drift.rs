//! The committed SDK is what its document gives, to the byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use generator::emit::Artefacts;

use crate::inputs::{self, Folder};

#[test]
fn the_committed_sdk_is_what_the_document_gives() {
    let artefacts = inputs::artefacts(&Folder::spec().generate());
    let sdk = inputs::workspace().join("generated-sdk");
    let differing: Vec<&str> = artefacts
        .files
        .iter()
        .filter(|(name, text)| committed(&sdk, name).as_ref() != Some(text))
        .map(|(name, _)| name.as_str())
        .collect();
    let left_over = left_over(&sdk, &artefacts);
    assert!(
        differing.is_empty() && left_over.is_empty(),
        "generated-sdk is not what spec/ gives\n  differing: {differing:#?}\n  left over: {left_over:#?}\n  \
         run `cargo xtask generate` and commit what it changes",
    );
}

/// Files that say that they are generated, but that no run makes.
fn left_over(sdk: &Path, artefacts: &Artefacts) -> BTreeSet<String> {
    let list = committed(sdk, Artefacts::OWNED).unwrap_or_default();
    list.lines()
        .filter(|name| !artefacts.files.contains_key(*name))
        .map(str::to_owned)
        .collect()
}

fn committed(sdk: &Path, name: &str) -> Option<String> {
    fs::read_to_string(sdk.join(name)).ok()
}
