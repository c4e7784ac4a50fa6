//! Generates one document in a process of its own, so that its peak memory is its own as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;
use generator::{Generation, Inputs, generate};
use serde::{Deserialize, Serialize};

use super::untyped::{self, Untyped};
use openapi_crate::{Plan, print_diagnostics};

#[derive(Args)]
pub(crate) struct Arguments {
    document: PathBuf,
    out: PathBuf,
}

/// What was generated, and at what cost.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Generated {
    /// What the document says that it is, such as `3.1.0`, or `2.0` for Swagger.
    pub(crate) dialect: String,
    /// Schemas that have a name in the document.
    pub(crate) schemas: usize,
    pub(crate) operations: usize,
    pub(crate) types: usize,
    pub(crate) files: usize,
    /// Lines of Rust, the runtime's copy included.
    pub(crate) lines: usize,
    /// From the text to the files in memory.
    pub(crate) seconds: f64,
    /// Of the whole process, where the operating system tells.
    pub(crate) peak_megabytes: Option<f64>,
    /// Where any JSON value may stand, and why.
    pub(crate) untyped: Vec<Untyped>,
    /// How many diagnostics there are of each code.
    pub(crate) diagnostics: BTreeMap<String, usize>,
}

/// Runs this very program for one document.
pub(super) fn in_own_process(document: &Path, out: &Path) -> Result<Generated> {
    let output = Command::new(std::env::current_exe()?)
        .arg("corpus-document")
        .args([document, out])
        .output()
        .context("can't start")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).context("no result")
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let generation = generation(&arguments.document);
    let artefacts = generation.artefacts();
    let seconds = start.elapsed().as_secs_f64();
    let (Some(api), Some(artefacts)) = (&generation.api, artefacts) else {
        print_diagnostics(&generation);
        return Ok(ExitCode::FAILURE);
    };
    let plan = Plan::new(&arguments.out, &artefacts)?;
    plan.apply(&arguments.out)?;
    let mut diagnostics = BTreeMap::new();
    for diagnostic in generation.diagnostics.iter() {
        *diagnostics.entry(diagnostic.code.to_string()).or_default() += 1;
    }
    let rust = artefacts
        .files
        .iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "rs"));
    let (dialect, schemas) = about(&generation);
    let generated = Generated {
        dialect,
        schemas,
        operations: api.groups.iter().map(|group| group.operations.len()).sum(),
        types: api.types.len(),
        files: artefacts.files.len(),
        lines: rust.map(|(_, text)| text.lines().count()).sum(),
        seconds,
        peak_megabytes: peak_megabytes(),
        untyped: untyped::census(&generation),
        diagnostics,
    };
    println!("{}", serde_json::to_string(&generated)?);
    Ok(ExitCode::SUCCESS)
}

/// What the document is, and how many schemas have a name in it.
fn about(generation: &Generation) -> (String, usize) {
    let file = generation.sources.files().next();
    let Some(document) = file.and_then(|file| generation.sources.value(file)) else {
        return Default::default();
    };
    let version = |key: &str| {
        let version = document.get(key)?;
        Some(version.as_str().map_or(version.to_string(), str::to_owned))
    };
    let dialect = version("openapi").or_else(|| version("swagger"));
    let schemas = document
        .pointer("/components/schemas")
        .or(document.get("definitions"));
    let count = schemas
        .and_then(serde_json::Value::as_object)
        .map_or(0, serde_json::Map::len);
    (dialect.unwrap_or_default(), count)
}

/// The model of a document.
pub(super) fn generation(document: &Path) -> Generation {
    let inputs = Inputs {
        document,
        overlay: None,
        config: None,
        strict: false,
    };
    generate(&|path: &Path| std::fs::read(path), inputs)
}

/// The largest resident size so far (Linux).
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
