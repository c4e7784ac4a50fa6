//! rustfmt, clippy and rustdoc have nothing to say about emitted crates.
//!
//! The crates of all fixtures and the SDK become one workspace under the target folder, with the versions of this one's
//! lock file, so that their dependencies are built once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::inputs::{self, Folder};

#[test]
fn emitted_crates_are_clean() {
    let scratch = Scratch::new();
    scratch.run(&["fmt", "--all", "--check"]);
    scratch.run(
        &[
            &["clippy", "--workspace"][..],
            &FEATURES,
            &["--", "-D", "warnings"],
        ]
        .concat(),
    );
    scratch.run(&[&["doc", "--workspace", "--no-deps"][..], &FEATURES].concat());
}

/// Every feature but `native-tls`, which needs a library of the system.
const FEATURES: [&str; 2] = ["--features", "blocking,reqwest-client,rustls,serde,tracing"];

/// A workspace of emitted crates.
struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// Writes all crates; files of earlier runs that are as they should be stay untouched, and so does what was built.
    fn new() -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted");
        for feature in inputs::features() {
            let artefacts = inputs::artefacts(&Folder::fixture(&feature).generate());
            let folder = root.join("crates").join(&feature);
            remove_others(&folder, &|name| artefacts.files.contains_key(name));
            for (name, text) in &artefacts.files {
                write(&folder.join(name), text);
            }
        }
        copy(
            &inputs::workspace().join("generated-sdk"),
            &root.join("crates/sdk"),
        );
        write(
            &root.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n",
        );
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

/// Writes a file unless it is as it should be, so that what was built of it stays.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|current| current == text) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

/// Copies a folder, but not what was built in it.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let path = entry.expect("the folder can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            write(
                &target,
                &fs::read_to_string(&path).expect("the file is text"),
            );
        }
    }
}

/// Removes the files of earlier runs that are not wanted any more.
fn remove_others(root: &Path, is_wanted: &dyn Fn(&str) -> bool) {
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("the folder can be listed").path();
            let name = path
                .strip_prefix(root)
                .expect("it is in the folder")
                .to_string_lossy()
                .replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if !is_wanted(&name) {
                fs::remove_file(&path).expect("the file can be removed");
            }
        }
    }
}
