//! `cargo xtask surface`: whether `api.txt` is complete and right, by two judges that know nothing of how it is made.
//!
//! *rustdoc* tells what is public: each item has to be in the list, and nothing else. It is asked for names, arguments
//! and traits. The *compiler* is given a program with a function for each line, of the types that the line says.
//!
//! Neither sees what the runtime implements for types of other crates. The program leaves the runtime out, whose items
//! have parameters everywhere.

mod listing;
mod program;
mod rustdoc;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

use anyhow::{Context, Result, bail};
use clap::Args;
use generator::{Inputs, generate};

use crate::corpus::{stand_alone, workspace};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Documents whose crates are judged, with the `overlay.yaml` and `sdk.toml` beside them [default: this workspace's
    /// SDK]
    documents: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let scratch = workspace().join("target/surface");
    let mut faults = 0;
    if arguments.documents.is_empty() {
        let folder = scratch.join("own");
        copy(&workspace().join("generated-sdk"), &folder)?;
        faults += report("generated-sdk", &folder)?;
    }
    for document in &arguments.documents {
        let name = document.display().to_string();
        let folder = scratch.join(name.replace(|letter: char| !letter.is_alphanumeric(), "_"));
        emit(document, &folder).with_context(|| name.clone())?;
        faults += report(&name, &folder).with_context(|| name.clone())?;
    }
    Ok(match faults {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Prints what is wrong with the list of a crate.
fn report(name: &str, folder: &Path) -> Result<usize> {
    stand_alone(folder)?;
    let own = fs::read_to_string(folder.join("api.txt"))?;
    let runtime = fs::read_to_string(folder.join("src/runtime/api.txt"))?;
    let listed = listing::items(own.lines().chain(runtime.lines()));
    let public = rustdoc::items(&documentation(folder)?)?;
    let mut faults = differences(&listed, &public);
    faults.extend(program::faults(folder, &own)?);
    let count = |list: &str| list.lines().count();
    println!(
        "{name}: {} lines and {} of the runtime, {} faults",
        count(&own),
        count(&runtime),
        faults.len()
    );
    for fault in &faults {
        println!("  {fault}");
    }
    Ok(faults.len())
}

/// Where the list and the crate differ. Items are counted, since several operations have setters of one name.
fn differences(listed: &BTreeMap<String, usize>, public: &BTreeMap<String, usize>) -> Vec<String> {
    let more = |these: &BTreeMap<String, usize>, those: &BTreeMap<String, usize>, what: &str| {
        let found = these
            .iter()
            .filter(|(name, count)| those.get(*name).copied().unwrap_or_default() < **count);
        found
            .map(|(name, _)| format!("{what}: {name}"))
            .collect::<Vec<_>>()
    };
    let mut differences = more(public, listed, "not in the list");
    differences.extend(more(listed, public, "not in the crate"));
    differences
}

/// What rustdoc says of a crate, as JSON. The format is unstable, so a stable compiler has to be told to give it.
fn documentation(folder: &Path) -> Result<serde_json::Value> {
    let arguments = [
        "rustdoc",
        "--lib",
        "--no-default-features",
        "--features",
        &features(folder)?,
        "--",
        "-Zunstable-options",
        "--output-format=json",
        "--cap-lints=allow",
    ];
    let output = cargo(folder, &arguments)?;
    if !output.status.success() {
        bail!(
            "rustdoc fails:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let doc = target().join("doc");
    let name = package_name(folder)?.replace('-', "_");
    let json = fs::read(doc.join(format!("{name}.json")))?;
    Ok(serde_json::from_slice(&json)?)
}

/// Runs cargo on a crate; all of them share their compiled dependencies.
fn cargo(folder: &Path, arguments: &[&str]) -> Result<Output> {
    Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .context("can't start cargo")
}

fn target() -> PathBuf {
    workspace().join("target/surface/shared-target")
}

fn package_name(folder: &Path) -> Result<String> {
    let manifest = manifest(folder)?;
    let name = manifest.get("package").and_then(|it| it.get("name"));
    let name = name.and_then(toml::Value::as_str);
    Ok(name.context("Cargo.toml names no package")?.to_owned())
}

/// The features that something public can depend on: of those of the HTTP client, which take long to compile, only the
/// usual ones.
fn features(folder: &Path) -> Result<String> {
    let manifest = manifest(folder)?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    let is_of_client = |enables: &toml::Value| {
        let enables = enables.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut enables = enables.iter().filter_map(toml::Value::as_str);
        enables.any(|feature| feature.starts_with("reqwest/"))
    };
    let names = features.into_iter().flatten();
    let usual = features.and_then(|features| features.get("default")?.as_array());
    let is_usual =
        |name: &str| usual.is_some_and(|usual| usual.iter().any(|it| it.as_str() == Some(name)));
    let names = names
        .filter(|(name, enables)| *name != "default" && (is_usual(name) || !is_of_client(enables)));
    Ok(names
        .map(|(name, _)| name.as_str())
        .collect::<Vec<_>>()
        .join(","))
}

fn manifest(folder: &Path) -> Result<toml::Table> {
    Ok(fs::read_to_string(folder.join("Cargo.toml"))?.parse()?)
}

/// Writes the crate of a document.
fn emit(document: &Path, folder: &Path) -> Result<()> {
    let beside = |name: &str| Some(document.with_file_name(name)).filter(|path| path.is_file());
    let (overlay, config) = (beside("overlay.yaml"), beside("sdk.toml"));
    let inputs = Inputs {
        document,
        overlay: overlay.as_deref(),
        config: config.as_deref(),
        strict: false,
    };
    let generation = generate(&|path: &Path| fs::read(path), inputs);
    let artefacts = generation.artefacts().context("nothing was generated")?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (name, text) in &artefacts.files {
        write(&folder.join(name), text)?;
    }
    // Hand-written modules may be named there, whose text only their crate has.
    for extension in generation
        .api
        .iter()
        .flat_map(|api| &api.package.extensions)
    {
        write(
            &folder.join(format!("src/{}.rs", extension.name)),
            "//! Empty.\n",
        )?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text).with_context(|| format!("can't write {}", path.display()))
}

/// Copies what a crate consists of.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, target) = entry.map(|it| (it.path(), to.join(it.file_name())))?;
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
