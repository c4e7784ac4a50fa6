//! The commands of this workspace: those of every workspace (`openapi-crate`), and those of the generator's own makers.

mod bench;
mod corpus;
mod documents;
mod surface;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use openapi_crate::Program;

/// Making a crate is allocating: texts, tokens, trees. This allocator takes a sixth off the processor time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns an OpenAPI document into a Rust crate.
///
/// Without options a command works on this workspace: `spec/` in, `generated-sdk/` out.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    max_term_width = 100
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    OfEveryWorkspace(openapi_crate::Command),
    /// Generates and compiles a crate for each document of a folder, and prints a table.
    ///
    /// Exits with 1 unless every document passes: no error, and no warning of the compiler.
    Corpus(corpus::Arguments),
    /// Tells whether `api.txt` lists all that is public, and rightly: rustdoc and the compiler are the judges.
    Surface(surface::Arguments),
    /// Measures this generator beside others: what generating and compiling cost, in tables of Markdown.
    Bench(bench::Arguments),
    /// Generates one document of a corpus and prints what it cost, as JSON.
    #[command(hide = true)]
    CorpusDocument(corpus::GenerateOneArguments),
}

fn main() -> ExitCode {
    openapi_crate::exit(match Arguments::parse().command {
        Command::OfEveryWorkspace(command) => {
            Program::new("cargo xtask", env!("CARGO_MANIFEST_DIR").as_ref())
                .and_then(|program| command.run(&program))
        }
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Surface(arguments) => surface::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::CorpusDocument(arguments) => corpus::generate_one(&arguments),
    })
}
