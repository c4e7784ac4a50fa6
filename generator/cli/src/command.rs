//! The command line.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::program::Program;
use crate::terminal::tell;
use crate::{check, diff, explain, generate, init, lint};

/// Turns an OpenAPI document into a Rust crate, and keeps the two together.
///
/// Without options a command works on the workspace that it runs in: what its Cargo.toml says under
/// `[workspace.metadata.openapi-crate]`.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// A command with its options. A program with commands of its own takes these in by `#[command(flatten)]`.
#[derive(Subcommand)]
pub enum Command {
    /// Writes a workspace for a document: the crate, the commands, tests and CI.
    Init(init::Arguments),
    /// Writes the crate: only files that change, and removes those that are no longer made.
    ///
    /// Hand-written files, such as the extensions that sdk.toml names, are never touched.
    Generate(generate::Arguments),
    /// Tells whether the crate is what the document gives; exits with 1 and a diff if not.
    Check(check::Arguments),
    /// Tells what changed between two documents for programs that use the crate, and the version that it needs.
    Diff(diff::Arguments),
    /// Explains a code of a diagnostic, or how an operation or schema became Rust.
    Explain(explain::Arguments),
    /// Prints every diagnostic with its place and its mend; exits with 1 on errors.
    Lint(lint::Arguments),
}

impl Command {
    /// Runs it.
    ///
    /// # Errors
    /// When it can't come to an end, such as for a file that can't be read. What is wrong with a document is printed,
    /// and the exit code says it.
    pub fn run(&self, program: &Program) -> Result<ExitCode> {
        match self {
            Self::Init(arguments) => init::run(arguments, program),
            Self::Generate(arguments) => generate::run(arguments, program),
            Self::Check(arguments) => check::run(arguments, program),
            Self::Diff(arguments) => diff::run(arguments, program),
            Self::Explain(arguments) => explain::run(arguments, program),
            Self::Lint(arguments) => lint::run(arguments, program),
        }
    }
}

/// Runs the command that the process was started with, for the workspace around a folder. `name` is what people type
/// to start the program; messages say it.
pub fn run(name: &'static str, folder: impl AsRef<Path>) -> ExitCode {
    let matches = Arguments::command().name(name).bin_name(name).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    exit(Program::new(name, folder.as_ref()).and_then(|program| arguments.command.run(&program)))
}

/// The exit code of a command; an error is printed.
pub fn exit(outcome: Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|error| {
        tell(format_args!("error: {error:#}"));
        ExitCode::FAILURE
    })
}
