//! rustfmt, clippy and rustdoc have nothing to say about emitted crates.
//!
//! The crates of all fixtures and the SDK become one workspace under the target folder, with the versions of this one's
//! lock file, so that their dependencies are built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::emit::Artefacts;

use crate::inputs::{self, Folder};

#[test]
fn emitted_crates_are_clean() {
    let scratch = Scratch::new();
    scratch.run(&["fmt", "--all", "--check"]);
    scratch.run(&[
        "clippy",
        "--workspace",
        "--all-features",
        "--keep-going",
        "--",
        "-D",
        "warnings",
    ]);
    scratch.run(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--all-features",
        "--keep-going",
    ]);
}

/// A workspace of emitted crates.
struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// Puts all crates there. Files of an earlier run that are as they should be stay untouched, and so does what was
    /// built of them.
    fn new() -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted");
        let own = [("sdk".to_owned(), Folder::spec())];
        let fixtures = inputs::features()
            .into_iter()
            .map(|feature| (feature.clone(), Folder::fixture(&feature)));
        let mut members = Vec::new();
        for (name, folder) in fixtures.chain(own) {
            let crate_folder = root.join(&name);
            put(&crate_folder, &inputs::artefacts(&folder.generate()));
            members.push(name);
        }
        put_hand_written(
            &inputs::workspace().join("generated-sdk"),
            &root.join("sdk"),
        );
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
        write(&root.join("Cargo.toml"), &manifest);
        let lock = fs::read_to_string(inputs::workspace().join("Cargo.lock"));
        write(
            &root.join("Cargo.lock"),
            &lock.expect("the workspace has a lock file"),
        );
        Self { root }
    }

    fn run(&self, arguments: &[&str]) {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("cargo can be run");
        assert!(
            output.status.success(),
            "cargo {}:\n{}{}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }
}

/// Writes the files of a crate, and removes those that an earlier run made but this one doesn't.
fn put(folder: &Path, artefacts: &Artefacts) {
    let earlier = fs::read_to_string(folder.join(Artefacts::OWNED)).unwrap_or_default();
    for name in earlier
        .lines()
        .filter(|name| !artefacts.files.contains_key(*name))
    {
        let _ = fs::remove_file(folder.join(name));
    }
    for (name, text) in &artefacts.files {
        write(&folder.join(name), text);
    }
}

/// Copies the modules of the SDK that are not generated: its crate root declares them.
fn put_hand_written(sdk: &Path, folder: &Path) {
    let generated = fs::read_to_string(sdk.join(Artefacts::OWNED)).unwrap_or_default();
    for entry in fs::read_dir(sdk.join("src")).expect("the SDK is there") {
        let path = entry.expect("the folder can be listed").path();
        let name = path.strip_prefix(sdk).expect("it stands in the SDK");
        let is_generated = generated.lines().any(|line| Path::new(line) == name);
        if path.is_file() && !is_generated {
            let text = fs::read_to_string(&path).expect("the module can be read");
            write(&folder.join(name), &text);
        }
    }
}

/// Writes a file unless it is there already: cargo takes a file that is written for one that changed.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
