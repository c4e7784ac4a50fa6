//! What an emitted crate costs those who compile it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::contenders::{Contender, ContenderArguments, Field};
use super::machine;
use super::measure::{Cost, measure};
use super::table::{Figures, compared};
use crate::corpus::{stand_alone, workspace};
use crate::documents::{DocumentArguments, name_of};

#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: DocumentArguments,
    #[command(flatten)]
    contenders: ContenderArguments,
    /// How often each crate is compiled, in turns; the tables show medians
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    runs: usize,
    /// Only `cargo check`, without the optimised build
    #[arg(long)]
    check_only: bool,
}

/// A way to compile: its title, and what cargo is told.
type Way = (&'static str, &'static [&'static str]);

const CHECK: Way = (
    "`cargo check` of the crate, dependencies done, processor s:",
    &["check"],
);
const RELEASE: Way = (
    "`cargo build --release` of the crate, dependencies done, processor s:",
    &["build", "--release"],
);

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let documents = arguments.documents.list()?;
    let field = Field::assemble(&arguments.contenders)?;
    println!("{}", machine::lines(&field));
    let ways: &[Way] = if arguments.check_only {
        &[CHECK]
    } else {
        &[CHECK, RELEASE]
    };
    for (title, cargo) in ways {
        let mut table = Figures::comparing(&["document"], &field.contenders);
        let mut failures = String::new();
        for document in &documents {
            let name = name_of(document);
            let outcomes = costs(document, &field.contenders, cargo, arguments.runs);
            for (outcome, contender) in outcomes.iter().zip(&field.contenders) {
                if let Err(error) = outcome {
                    failures.push_str(&format!("- {name}, {}: `{error:#}`\n", contender.name));
                }
            }
            let figures: Vec<Option<f64>> = outcomes
                .iter()
                .map(|outcome| outcome.as_ref().ok().map(|cost| cost.cpu_seconds()))
                .collect();
            table.row(compared(&name, &figures));
        }
        println!("{}{failures}", table.titled(title));
    }
    Ok(())
}

/// What the crates of a document cost, one for each contender.
fn costs(
    document: &Path,
    contenders: &[Contender],
    cargo: &[&str],
    runs: usize,
) -> Vec<Result<Cost>> {
    let ready: Vec<Result<Emitted>> = contenders
        .iter()
        .map(|contender| Emitted::prepared(document, contender, cargo))
        .collect();
    let mut costs: Vec<Vec<Cost>> = contenders.iter().map(|_| Vec::new()).collect();
    let mut failures: Vec<Option<anyhow::Error>> = contenders.iter().map(|_| None).collect();
    for _ in 0..runs.max(1) {
        for (index, emitted) in ready.iter().enumerate() {
            let Ok(emitted) = emitted else { continue };
            match emitted.compiled_anew(cargo) {
                Ok(cost) => costs[index].push(cost),
                Err(error) => failures[index] = Some(error),
            }
        }
    }
    let outcome =
        |((ready, costs), failure): ((Result<Emitted>, Vec<Cost>), Option<anyhow::Error>)| {
            ready?;
            failure.map_or(Ok(Cost::median(&costs)), Err)
        };
    ready
        .into_iter()
        .zip(costs)
        .zip(failures)
        .map(outcome)
        .collect()
}

/// A crate that a contender made.
pub(super) struct Emitted {
    pub(super) folder: PathBuf,
    /// Compiled dependencies, shared by all crates of the contender.
    pub(super) target: PathBuf,
}

impl Emitted {
    /// Makes the crate of a document.
    ///
    /// # Errors
    /// When the contender can't, or gives no crate.
    pub(super) fn made(document: &Path, contender: &Contender) -> Result<Self> {
        let home = workspace().join("target/bench").join(contender.name);
        let folder = home.join(document.file_stem().unwrap_or_default());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&home)?;
        measure(&mut contender.generate(document, &folder))?;
        if !folder.join("Cargo.toml").exists() {
            bail!("it gives modules, not a crate");
        }
        stand_alone(&folder)?;
        Ok(Self {
            folder,
            target: home.join("target"),
        })
    }

    /// Makes the crate and compiles it with all that it depends on.
    fn prepared(document: &Path, contender: &Contender, cargo: &[&str]) -> Result<Self> {
        let emitted = Self::made(document, contender)?;
        measure(&mut emitted.cargo(cargo, &emitted.target))?;
        Ok(emitted)
    }

    /// Compiles the crate itself once more.
    fn compiled_anew(&self, cargo: &[&str]) -> Result<Cost> {
        self.touch()?;
        measure(&mut self.cargo(cargo, &self.target))
    }

    /// Has cargo compile the crate once more.
    pub(super) fn touch(&self) -> Result<()> {
        let root = File::options()
            .write(true)
            .open(self.folder.join("src/lib.rs"));
        let root = root.context("the crate has no src/lib.rs")?;
        Ok(root.set_modified(SystemTime::now())?)
    }

    /// A command of cargo, without what would spare it work: an earlier result, or a cache around the compiler.
    pub(super) fn cargo(&self, arguments: &[&str], target: &Path) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", "");
        command
    }
}
