//! `lint`

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};
use generator::diagnostics::{Diagnostics, github, json, sarif};

use crate::inputs::InputArguments;
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
    let generation = arguments.inputs.files(program)?.generate();
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
