//! `cargo xtask bench`: measures side by side, in one run, and prints what `BENCHMARKS.md` shows.

mod compile;
mod contenders;
mod dependencies;
mod generate;
mod grow;
mod machine;
mod measure;
mod program;
mod sources;
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
    /// The same for one document, one, two, four and eight times in one
    Grow(grow::Arguments),
    /// From the crate to a compiled one, dependencies done: `cargo check` and `cargo build --release`
    Compile(compile::Arguments),
    /// What programs cost that use the crate: an optimised build, and their sizes
    Program(program::Arguments),
    /// What the crate depends on: how many crates, and a clean build
    Dependencies(dependencies::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.subject {
        Subject::Generate(arguments) => generate::run(arguments),
        Subject::Grow(arguments) => grow::run(arguments),
        Subject::Compile(arguments) => compile::run(arguments),
        Subject::Program(arguments) => program::run(arguments),
        Subject::Dependencies(arguments) => dependencies::run(arguments),
    }?;
    Ok(ExitCode::SUCCESS)
}
