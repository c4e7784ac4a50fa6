//! One snapshot a file that says something: a review of a change reads what became of it, line by line.
//!
//! Left out is what no document changes, above all the runtime, which has tests of its own.

use std::collections::BTreeSet;

use crate::diagnostics;
use crate::inputs::{self, Folder};

/// Makes a test of each feature, so that one that fails doesn't hide another.
macro_rules! features {
    ($($feature:ident)*) => {
        $(
            #[test]
            fn $feature() {
                assert_snapshots(&Folder::fixture(stringify!($feature)), &files_of(stringify!($feature)));
            }
        )*

        const FEATURES: &[&str] = &[$(stringify!($feature)),*];
    };
}

features! {
    additional_properties
    aliases
    all_of
    anchors
    any_of_null
    bases
    bodies
    borrowed
    choices
    documentation
    enumerations
    features
    files
    formats
    formats_as_text
    keywords
    lists
    methods
    names
    naming
    newtypes
    objects
    one_of_discriminator
    one_of_shape
    overlay
    pagination
    parameters
    paths
    read_only
    recursion
    references
    responses
    security
    servers_none
    servers_one
    servers_several
    shared
    slips
    spelling
    streams
    styles
    swagger
    tuples
    unnamed
    webhooks
    words_of_openapi
    words_of_swagger
}

/// What is shown of the SDK of this workspace.
const OWN_FILES: [&str; 7] = [
    "Cargo.toml",
    "README.md",
    "api.txt",
    "src/api/",
    "src/client.rs",
    "src/lib.rs",
    "src/types/",
];

#[test]
fn own_sdk() {
    assert_snapshots(&Folder::spec(), &OWN_FILES);
}

#[test]
fn every_fixture_has_a_test() {
    assert_eq!(inputs::features(), FEATURES);
}

#[test]
fn every_snapshot_belongs_to_a_file() {
    let of_features = FEATURES
        .iter()
        .flat_map(|feature| texts(&Folder::fixture(feature), &files_of(feature)));
    let expected: BTreeSet<String> = of_features
        .chain(texts(&Folder::spec(), &OWN_FILES))
        .map(|(name, _)| format!("{name}.snap"))
        .chain(diagnostics::snapshot_files())
        .collect();
    let left_over: Vec<String> = Folder::snapshots()
        .files()
        .into_iter()
        .filter(|file| file.ends_with(".snap") && !expected.contains(file))
        .collect();
    assert!(
        left_over.is_empty(),
        "no file is of this name any more, remove its snapshot: {left_over:#?}"
    );
}

/// Which files of a feature's crate say something about it: whole folders end in a slash.
fn files_of(feature: &str) -> Vec<&'static str> {
    let mut files = vec!["src/types/", "src/api/"];
    match feature {
        "security" | "slips" | "words_of_openapi" | "words_of_swagger" | "servers_none"
        | "servers_one" | "servers_several" | "names" => files.push("src/client.rs"),
        "bodies" | "formats" | "formats_as_text" => files.push("Cargo.toml"),
        "naming" => files.extend(["Cargo.toml", "src/client.rs", "README.md"]),
        "documentation" => files.extend(["src/lib.rs", "README.md"]),
        _ => {}
    }
    files
}

fn assert_snapshots(folder: &Folder, files: &[&str]) {
    inputs::with_plain_names(|| {
        for (name, text) in texts(folder, files) {
            insta::assert_snapshot!(name, text);
        }
    });
}

/// The snapshots of a folder: name and text. A crate that is made with messages has them as well.
fn texts(folder: &Folder, files: &[&str]) -> Vec<(String, String)> {
    let generation = folder.generate();
    let is_telling = |path: &str| {
        files
            .iter()
            .any(|file| path == *file || (file.ends_with('/') && path.starts_with(file)))
    };
    let name = |path: &str| format!("{}__{}", folder.name(), path.replace('/', "__"));
    let mut texts: Vec<(String, String)> = inputs::artefacts(&generation)
        .files
        .into_iter()
        .filter(|(path, _)| is_telling(path))
        .map(|(path, text)| (name(&path), text))
        .collect();
    let messages = inputs::messages(&generation);
    if !messages.is_empty() {
        texts.push((name("messages"), messages));
    }
    texts
}
