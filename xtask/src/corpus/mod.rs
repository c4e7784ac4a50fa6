//! `cargo xtask corpus`: generates and compiles a crate for each document of a folder, and tries values on its types.

mod compile;
mod generate_one;
mod report;
mod round_trip;
mod untyped;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::Result;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

pub(crate) use compile::stand_alone;
pub(crate) use generate_one::Arguments as GenerateOneArguments;
pub(crate) use generate_one::run as generate_one;

use self::report::Row;
use self::round_trip::{Outcome, Plan, Randomness};
use crate::documents::{DocumentArguments, name_of};

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    documents: DocumentArguments,
    /// How many documents to work on at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    jobs: usize,
    /// Run clippy in place of the compiler's check; its warnings count as well, and so do files that rustfmt would change
    #[arg(long)]
    clippy: bool,
    /// Generate only
    #[arg(long)]
    no_check: bool,
    /// Make random valid values of every schema, decode them by the emitted types, encode them again, and compare
    #[arg(long)]
    round_trip: bool,
    /// How many values to make of each schema
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 12,
        requires = "round_trip"
    )]
    values: usize,
    /// Which values to make: the same seed gives the same ones
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = 0,
        requires = "round_trip"
    )]
    seed: u64,
    /// Decode and encode the examples and defaults that the documents give, and compare
    #[arg(long)]
    examples: bool,
    /// List each field that takes any JSON value, with the reason; fails where the schema says more than the type
    #[arg(long)]
    untyped: bool,
    /// Print JSON in place of a table
    #[arg(long)]
    json: bool,
    /// Where the crates go; they stay there to be looked at [default: target/corpus]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let documents = arguments.documents.list()?;
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| workspace().join("target/corpus"));
    let progress = ProgressBar::new(documents.len() as u64).with_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}")?,
    );
    let waiting = Mutex::new(documents.iter());
    let rows = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..arguments.jobs.max(1) {
            scope.spawn(|| {
                while let Some(document) = next(&waiting) {
                    progress.set_message(document.display().to_string());
                    let row = work(document, &out, arguments);
                    if let Ok(mut rows) = rows.lock() {
                        rows.push(row);
                    }
                    progress.inc(1);
                }
            });
        }
    });
    progress.finish_and_clear();
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    let text = if arguments.json {
        report::json(&rows)?
    } else {
        report::text(&rows, arguments.untyped)
    };
    println!("{text}");
    let typed = |row: &Row| !arguments.untyped || row.recoverable() == 0;
    let passed = rows.iter().all(|row| row.passed() && typed(row));
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn next<'d>(waiting: &Mutex<std::slice::Iter<'d, PathBuf>>) -> Option<&'d PathBuf> {
    waiting.lock().ok()?.next()
}

/// Generates and checks one document, and tries values on it.
fn work(document: &Path, out: &Path, arguments: &Arguments) -> Row {
    // With the ending: a document may stand there as YAML and as JSON.
    let folder = out.join(name_of(document));
    let target = out.join("shared-target");
    let mut row = Row {
        document: name_of(document),
        ..Row::default()
    };
    match generate_one::in_own_process(document, &folder) {
        Ok(generated) => row.generated = Some(generated),
        Err(error) => row.failure = Some(format!("{error:#}")),
    }
    if row.generated.is_some() && !arguments.no_check {
        match compile::check(&folder, &target, arguments.clippy) {
            Ok(checked) => row.checked = Some(checked),
            Err(error) => row.failure = Some(format!("{error:#}")),
        }
    }
    let plan = plan(arguments);
    if row.generated.is_some() && (plan.random.is_some() || plan.examples) {
        match try_values(document, &folder, &target, plan) {
            Ok(outcome) => (row.round_trip, row.examples) = (outcome.random, outcome.examples),
            Err(error) => row.failure = Some(format!("{error:#}")),
        }
    }
    row
}

fn plan(arguments: &Arguments) -> Plan {
    Plan {
        random: arguments.round_trip.then_some(Randomness {
            values: arguments.values,
            seed: arguments.seed,
        }),
        examples: arguments.examples,
    }
}

fn try_values(document: &Path, folder: &Path, target: &Path, plan: Plan) -> Result<Outcome> {
    compile::stand_alone(folder)?;
    let generation = generate_one::generation(document);
    round_trip::run(&generation, folder, target, plan)
}

pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}
