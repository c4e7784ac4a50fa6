//! A workspace of emitted crates below the target folder. Its dependencies are those of this workspace, in their versions
//! and with their features, so that they are there already when the tests run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::emit::Artefacts;
use serde_json::Value;

use crate::inputs;

/// A package without code that depends on all that the packages of this workspace depend on. What is built as here is
/// taken from here, and that takes the same features, and the same packages that ask for them.
pub(crate) const DEPENDENCIES: &str = "dependencies";

/// A workspace of emitted crates. Files of an earlier run that are as they should be stay untouched, and so does what
/// was built of them.
pub(crate) struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// The workspace of this name with these crates.
    pub(crate) fn new(name: &str, crates: &[(String, Artefacts)]) -> Self {
        Self::with_members(name, crates, &[])
    }

    /// The same, with further packages, whose files are still to be written.
    pub(crate) fn with_members(
        name: &str,
        crates: &[(String, Artefacts)],
        others: &[String],
    ) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let scratch = Self { root };
        for (name, artefacts) in crates {
            scratch.put(name, artefacts);
        }
        let emitted = crates.iter().map(|(name, _)| name.as_str());
        let others = others.iter().map(String::as_str);
        let members: Vec<&str> = emitted.chain(others).chain([DEPENDENCIES]).collect();
        scratch.write(
            "Cargo.toml",
            &format!(
                "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n{}",
                profiles()
            ),
        );
        scratch.write(&format!("{DEPENDENCIES}/Cargo.toml"), &dependencies());
        scratch.write(&format!("{DEPENDENCIES}/src/lib.rs"), "//! No code.\n");
        let lock = fs::read_to_string(inputs::workspace().join("Cargo.lock"));
        scratch.write("Cargo.lock", &lock.expect("the workspace has a lock file"));
        scratch
    }

    /// Writes a file unless it is there already: cargo takes a file that is written for one that changed.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            return;
        }
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Runs cargo there, which has to succeed.
    pub(crate) fn cargo(&self, arguments: &[&str]) {
        let output = self.command(arguments).output().expect("cargo can be run");
        assert!(
            output.status.success(),
            "cargo {}:\n{}{}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }

    /// Checks all packages, and gives what the compiler says about them.
    pub(crate) fn check(&self) -> Vec<Value> {
        let output = self
            .command(&[
                "check",
                "--workspace",
                "--keep-going",
                "--message-format",
                "json",
            ])
            .output()
            .expect("cargo can be run");
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let messages: Vec<Value> = messages
            .filter(|message: &Value| message["reason"] == "compiler-message")
            .collect();
        assert!(
            output.status.success() || !messages.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        messages
    }

    /// What rustdoc says of the packages that a pattern names, as JSON: a folder with a file a package. What it takes
    /// for that is built in a folder of its own: the compiler is told that it may do what is unstable.
    pub(crate) fn documentation(&self, packages: &str) -> PathBuf {
        let build = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documentation");
        let status = self
            .command(&["doc", "--lib", "--no-deps"])
            .args(["--quiet", "--package", packages])
            .env("CARGO_BUILD_BUILD_DIR", build)
            .env("RUSTC_BOOTSTRAP", "1")
            .env(
                "RUSTDOCFLAGS",
                "-Zunstable-options --output-format=json --cap-lints=allow",
            )
            .status();
        assert!(status.expect("cargo can be run").success());
        self.root.join("target/doc")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let shared = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_BUILD_BUILD_DIR", shared.expect("a target folder"))
            .env("RUSTDOCFLAGS", "-D warnings");
        command
    }

    /// Writes the files of a crate, and removes those that an earlier run made but this one doesn't.
    fn put(&self, name: &str, artefacts: &Artefacts) {
        let folder = self.root.join(name);
        let earlier = fs::read_to_string(folder.join(Artefacts::OWNED)).unwrap_or_default();
        let left_over = earlier
            .lines()
            .filter(|file| !artefacts.files.contains_key(*file));
        for file in left_over {
            let _ = fs::remove_file(folder.join(file));
        }
        for (file, text) in &artefacts.files {
            self.write(&format!("{name}/{file}"), text);
        }
    }
}

/// The crate under a name that no other one of the workspace has.
pub(crate) fn under_name(artefacts: &Artefacts, name: &str) -> Artefacts {
    let mut artefacts = artefacts.clone();
    let manifest = artefacts
        .files
        .get_mut("Cargo.toml")
        .expect("a crate has a manifest");
    let mut table: toml::Table = manifest.parse().expect("the manifest is TOML");
    table["package"]["name"] = toml::Value::String(name.to_owned());
    *manifest = table.to_string();
    artefacts
}

/// The profiles of this workspace.
fn profiles() -> String {
    let manifest = fs::read_to_string(inputs::workspace().join("Cargo.toml"));
    let manifest: toml::Table = manifest
        .expect("the workspace has a manifest")
        .parse()
        .expect("the manifest is TOML");
    let profiles = manifest.get("profile").cloned();
    let profiles =
        profiles.map(|profiles| toml::Table::from_iter([("profile".to_owned(), profiles)]));
    profiles.unwrap_or_default().to_string()
}

/// The manifest of [`DEPENDENCIES`].
fn dependencies() -> String {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(inputs::workspace())
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let dependencies = packages
        .iter()
        .filter_map(|package| package["dependencies"].as_array())
        .flatten()
        .filter(|dependency| dependency["source"].is_string() && dependency["optional"] == false);
    let mut asked: BTreeMap<&str, Asked<'_>> = BTreeMap::new();
    for dependency in dependencies {
        let name = dependency["name"].as_str().expect("a name");
        let asked = asked.entry(name).or_default();
        asked.version = dependency["req"].as_str().expect("a version");
        asked.default_features |= dependency["uses_default_features"] == true;
        let features = dependency["features"].as_array().expect("features");
        asked
            .features
            .extend(features.iter().filter_map(Value::as_str));
    }
    let lines: String = asked
        .iter()
        .map(|(name, asked)| {
            let Asked {
                version,
                default_features,
                features,
            } = asked;
            let features: Vec<_> = features.iter().collect();
            format!("{name} = {{ version = {version:?}, default-features = {default_features}, features = {features:?} }}\n")
        })
        .collect();
    format!("[package]\nname = {DEPENDENCIES:?}\nedition = \"2024\"\n\n[dependencies]\n{lines}")
}

/// What packages ask of one that they depend on.
#[derive(Default)]
struct Asked<'m> {
    version: &'m str,
    default_features: bool,
    features: BTreeSet<&'m str>,
}
