//! `lint`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use generator::diagnostics::{Diagnostics, github, json, sarif};

use crate::inputs::InputArguments;
use crate::paths::real;
use crate::program::Program;
use crate::terminal::{print, say, show};

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    inputs: InputArguments,
    /// How to print: for people, or for programs on standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the source lines, on standard error
    Text,
    /// One object a line
    Json,
    /// Workflow commands, which GitHub Actions shows beside the lines of a pull request
    Github,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    let mut generation = arguments.inputs.files(program)?.generate();
    if matches!(arguments.format, Format::Github | Format::Sarif) {
        generation.sources.rename(in_repository);
    }
    let (faults, lints) = (&generation.diagnostics, &generation.lints);
    let all: Diagnostics = faults.iter().chain(lints.iter()).cloned().collect();
    let sources = &generation.sources;
    match arguments.format {
        Format::Text if all.is_empty() => say("nothing to say")?,
        Format::Text => show(&all, sources),
        Format::Json => print(json(&all, sources)?)?,
        Format::Github => print(github(&all, sources))?,
        Format::Sarif => say(format_args!("{:#}", sarif(&all, sources)))?,
    }
    Ok(if generation.api.is_some() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A path from the root of the repository, as the services want it that show code; outside of one, as it is.
fn in_repository(path: &Path) -> PathBuf {
    let inside = || {
        let absolute = real(path);
        let mut folders = absolute.ancestors().skip(1);
        let root = folders.find(|folder| folder.join(".git").exists())?;
        Some(absolute.strip_prefix(root).ok()?.to_path_buf())
    };
    inside().unwrap_or_else(|| path.to_path_buf())
}
