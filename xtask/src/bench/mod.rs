//! `cargo xtask bench`: measures side by side, in one run, and prints what `BENCHMARKS.md` shows.

mod contenders;
mod generate;
mod machine;
mod measure;
mod table;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

/// Each subject is a module of its own, and prints Markdown.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Subcommand)]
enum Subject {
    /// From a document to the files of a crate: time, memory, lines
    Generate(generate::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.subject {
        Subject::Generate(arguments) => generate::run(arguments),
    }?;
    Ok(ExitCode::SUCCESS)
}
