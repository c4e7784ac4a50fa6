//! Compiles a generated crate; all of them share one folder of compiled dependencies.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use serde::Serialize;

use super::workspace;

/// What the compiler said.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    pub(crate) warnings: usize,
    pub(crate) errors: usize,
    /// The first of them.
    pub(crate) first: Option<String>,
    /// Compiled dependencies not counted, once they are there.
    pub(crate) seconds: f64,
}

pub(super) fn check(folder: &Path, target: &Path, clippy: bool) -> Result<Checked> {
    stand_alone(folder)?;
    let start = Instant::now();
    let output = Command::new(env!("CARGO"))
        .arg(if clippy { "clippy" } else { "check" })
        .args(["--quiet", "--message-format", "short"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .context("can't start cargo")?;
    let seconds = start.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&output.stderr);
    let said = |what: &str| {
        let mark = format!(": {what}");
        text.lines()
            .filter(move |line| line.contains(&mark))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (mut warnings, errors) = (said("warning"), said("error"));
    if clippy {
        warnings.extend(misformatted(folder)?);
    }
    let failed = !output.status.success();
    Ok(Checked {
        warnings: warnings.len(),
        errors: if failed { errors.len().max(1) } else { 0 },
        first: errors
            .first()
            .or(warnings.first())
            .cloned()
            .or_else(|| failed.then(|| text.lines().next().unwrap_or_default().to_owned())),
        seconds,
    })
}

/// What is to be said of the files that `rustfmt` would change.
fn misformatted(folder: &Path) -> Result<Vec<String>> {
    let output = Command::new("rustfmt")
        .args(["--check", "--files-with-diff", "--edition", "2024"])
        .arg(folder.join("src/lib.rs"))
        .output()
        .context("can't start rustfmt")?;
    let files = String::from_utf8_lossy(&output.stdout);
    let said = files.lines().map(|file| {
        let file = Path::new(file);
        let file = file.strip_prefix(folder).unwrap_or(file);
        format!("{}: warning: rustfmt would change it", file.display())
    });
    Ok(said.collect())
}

/// Makes the crate a workspace of its own, with the versions of dependencies that this workspace has.
pub(crate) fn stand_alone(folder: &Path) -> Result<()> {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    if !text.contains("\n[workspace]") {
        fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
    }
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(workspace().join("Cargo.lock"), lock)?;
    }
    Ok(())
}
