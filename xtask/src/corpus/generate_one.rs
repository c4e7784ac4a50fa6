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
use crate::output_folder::Plan;
use crate::terminal::print_diagnostics;

#[derive(Args)]
pub(crate) struct Arguments {
    document: PathBuf,
    out: PathBuf,
}

/// What was generated, and at what cost.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Generated {
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
        *diagnostics.entry(diagnostic.code.to_owned()).or_default() += 1;
    }
    let rust = artefacts
        .files
        .iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "rs"));
    let generated = Generated {
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
