//! What an emitted crate depends on: how many crates, and what it costs to compile all of them.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use clap::Args;

use super::compile::Emitted;
use super::contenders::{Contender, ContenderArguments, Field};
use super::machine;
use super::measure::measure;
use super::table::{Figures, figure};
use crate::documents::{DocumentArguments, name_of};

#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: DocumentArguments,
    #[command(flatten)]
    contenders: ContenderArguments,
    /// Only count them
    #[arg(long)]
    count_only: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let documents = arguments.documents.list()?;
    let field = Field::assemble(&arguments.contenders)?;
    println!("{}", machine::lines(&field));
    for document in &documents {
        let mut table = Figures::new(["generator", "crates", "clean build, processor s", "s"]);
        for contender in &field.contenders {
            let cells = match Emitted::made(document, contender) {
                Ok(emitted) => cells(&emitted, arguments.count_only)?,
                Err(error) => [format!("{error:#}"), String::new(), String::new()],
            };
            table.row(row(contender, cells));
        }
        println!("{}", table.titled(&format!("{}:", name_of(document))));
    }
    Ok(())
}

fn row(contender: &Contender, cells: [String; 3]) -> Vec<String> {
    std::iter::once(contender.name.to_owned())
        .chain(cells)
        .collect()
}

fn cells(emitted: &Emitted, count_only: bool) -> Result<[String; 3]> {
    let crates = count(emitted)?.to_string();
    if count_only {
        return Ok([crates, String::new(), String::new()]);
    }
    let target = tempfile::tempdir()?;
    // What is downloaded once is not part of it.
    measure(&mut emitted.cargo(&["fetch"], target.path()))?;
    let cost = measure(&mut emitted.cargo(&["build"], target.path()))?;
    Ok([
        crates,
        figure(cost.cpu_seconds()),
        figure(cost.wall.as_secs_f64()),
    ])
}

/// How many crates are compiled, the crate itself not counted.
fn count(emitted: &Emitted) -> Result<usize> {
    let arguments = [
        "tree",
        "--prefix",
        "none",
        "--edges",
        "normal,build",
        "--format",
        "{p}",
    ];
    let output = emitted
        .cargo(&arguments, std::path::Path::new("target"))
        .output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let crates: BTreeSet<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    Ok(crates.len().saturating_sub(1))
}
