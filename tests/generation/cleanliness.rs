//! rustfmt, clippy and rustdoc have nothing to say about emitted crates.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use generator::emit::Artefacts;

use crate::inputs::{self, Folder};
use crate::scratch::{DEPENDENCIES, Scratch};

/// Those that add code, beside the default ones. `native-tls` only changes what a dependency is built with, and needs a
/// library of the system.
const FEATURES: &str = "blocking,mock,reqwest-client,tower,tracing";

/// Features that only change what dependencies are built with, and bring others that nothing else here needs; and all
/// that are on by default.
const OF_DEPENDENCIES: [&str; 6] = ["default", "brotli", "http2", "native-tls", "socks", "zstd"];

#[test]
fn emitted_crates_are_clean() {
    let own = [("sdk".to_owned(), Folder::spec())];
    let fixtures = inputs::features()
        .into_iter()
        .map(|feature| (feature.clone(), Folder::fixture(&feature)));
    let crates: Vec<(String, Artefacts)> = fixtures
        .chain(own)
        .map(|(name, folder)| (name, inputs::artefacts(&folder.generate())))
        .collect();
    let scratch = Scratch::new("emitted", &crates);
    put_hand_written(&inputs::workspace().join("generated-sdk"), &scratch);
    for (name, artefacts) in &crates {
        put_examples(name, artefacts, &scratch);
    }
    scratch.cargo(&["fmt", "--all", "--check"]);
    let clippy = [
        "clippy",
        "--workspace",
        "--lib",
        "--examples",
        "--keep-going",
        "--features",
        FEATURES,
    ];
    scratch.cargo(&[&clippy[..], &["--", "-D", "warnings"]].concat());
    scratch.cargo(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--keep-going",
        "--features",
        FEATURES,
    ]);
    each_feature_is_clean(&scratch);
}

/// The operations of a tag, and none at all, make a crate of their own.
fn each_feature_is_clean(scratch: &Scratch) {
    for features in ["", "cats", "dogs", "serde-operations"] {
        scratch.cargo(&[
            "clippy",
            "--package",
            "features",
            "--no-default-features",
            "--features",
            features,
            "--",
            "-D",
            "warnings",
        ]);
    }
}

/// With hand-written modules there is more to go wrong.
#[test]
#[ignore = "takes minutes: many features build dependencies of their own"]
fn each_feature_of_the_sdk_is_clean() {
    let artefacts = inputs::artefacts(&Folder::spec().generate());
    let scratch = Scratch::new("features-of-the-sdk", &[("sdk".to_owned(), artefacts)]);
    put_hand_written(&inputs::workspace().join("generated-sdk"), &scratch);
    let manifest = fs::read_to_string(inputs::workspace().join("generated-sdk/Cargo.toml"));
    let manifest: toml::Table = manifest
        .expect("the SDK has a manifest")
        .parse()
        .expect("the manifest is TOML");
    let package = manifest["package"]["name"].as_str().expect("a name");
    let features = manifest["features"].as_table().expect("features");
    let names = features
        .keys()
        .filter(|name| !OF_DEPENDENCIES.contains(&name.as_str()));
    for feature in names {
        let feature = format!("{package}/{feature}");
        scratch.cargo(&[
            "clippy",
            "--package",
            package,
            // Its dependencies are then those that are there already.
            "--package",
            DEPENDENCIES,
            "--no-default-features",
            "--features",
            &feature,
            "--",
            "-D",
            "warnings",
        ]);
    }
}

/// Copies what of the SDK is not generated: its crate root declares the modules, and its manifest the examples.
fn put_hand_written(sdk: &Path, scratch: &Scratch) {
    let generated = fs::read_to_string(sdk.join(Artefacts::OWNED)).unwrap_or_default();
    let generated: HashSet<&Path> = generated.lines().map(Path::new).collect();
    for path in ["src", "examples"]
        .iter()
        .flat_map(|folder| files(&sdk.join(folder)))
    {
        let name = path.strip_prefix(sdk).expect("it stands in the SDK");
        if !generated.contains(name) {
            let text = fs::read_to_string(&path).expect("the module can be read");
            scratch.write(&format!("sdk/{}", name.display()), &text);
        }
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the folder can be listed").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
        .collect()
}

/// Puts the examples of the documentation into a program: that compiles faster than what rustdoc makes of each.
fn put_examples(name: &str, artefacts: &Artefacts, scratch: &Scratch) {
    let files = artefacts.files.iter();
    let sources = files.filter(|(file, _)| file.starts_with("src/api/") || *file == "src/lib.rs");
    let mut text =
        String::from("#![allow(clippy::all, dead_code, deprecated, unused)]\n\nfn main() {}\n");
    for (number, example) in sources.flat_map(|(_, text)| examples(text)).enumerate() {
        text.push_str(&format!("\nmod example_{number} {{\n{example}}}\n"));
    }
    // Not `rustfmt`'s concern: the examples stand in comments.
    scratch.write(
        &format!("{name}/examples/documentation.rs"),
        &format!("#![cfg_attr(rustfmt, rustfmt::skip)]\n{text}"),
    );
}

/// The compiled blocks of code in comments, with what rustdoc hides.
fn examples(source: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut current: Option<String> = None;
    for line in source.lines() {
        let line = line.trim_start();
        let Some(line) = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))
        else {
            continue;
        };
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (&mut current, line) {
            (None, "```no_run") => current = Some(String::new()),
            (Some(_), "```") => examples.extend(current.take()),
            (Some(text), line) => {
                text.push_str(line.strip_prefix("# ").unwrap_or(line));
                text.push('\n');
            }
            (None, _) => {}
        }
    }
    examples
}
