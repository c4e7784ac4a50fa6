//! The workspace's commands: `cargo xtask generate | check | diff | lint | corpus | bench`.

mod bench;
mod check;
mod corpus;
mod diff;
mod documents;
mod explain;
mod generate;
mod git;
mod history;
mod inputs;
mod lint;
mod output_folder;
mod terminal;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns an OpenAPI document into a Rust crate.
///
/// Without options a command works on this workspace: `spec/` in, `generated-sdk/` out.
#[derive(Parser)]
#[command(name = "cargo xtask", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    /// Generates and compiles a crate for each document of a folder, and prints a table.
    ///
    /// Exits with 1 unless every document passes: no error, and no warning of the compiler.
    Corpus(corpus::Arguments),
    /// Measures this generator beside others: what generating and compiling cost, in tables of Markdown.
    Bench(bench::Arguments),
    /// Generates one document of a corpus and prints what it cost, as JSON.
    #[command(hide = true)]
    CorpusDocument(corpus::GenerateOneArguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::CorpusDocument(arguments) => corpus::generate_one(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
