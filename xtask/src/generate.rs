//! `cargo xtask generate`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use generator::Generation;
use generator::api::Api;
use generator::emit::Artefacts;

use crate::history::{self, History};
use crate::inputs::{InputArguments, OutputArguments};
use crate::output_folder::Plan;
use crate::terminal::{counted, print_diagnostics};
use crate::watch;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    inputs: InputArguments,
    #[command(flatten)]
    output: OutputArguments,
    /// Release what CHANGELOG.md has under [Unreleased]: sets the version that it needs, in sdk.toml and in the crate
    #[arg(long, conflicts_with = "watch")]
    release: bool,
    /// Stay, and generate again whenever the document, the overlay or sdk.toml is saved
    #[arg(long)]
    watch: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.watch {
        watch::on_save(|| {
            let generation = arguments.inputs.generate();
            let files = watched(arguments, &generation);
            if let Err(error) = once(arguments, generation) {
                eprintln!("error: {error:#}");
            }
            files
        })?;
    }
    once(arguments, arguments.inputs.generate())
}

/// Every file that was read, and those that should have been.
fn watched(arguments: &Arguments, generation: &Generation) -> Vec<PathBuf> {
    let sources = &generation.sources;
    let read = sources.files().map(|file| sources.path(file).to_path_buf());
    let inputs = [arguments.inputs.overlay(), arguments.inputs.config()];
    let mut files: Vec<PathBuf> = read
        .chain([arguments.inputs.document()])
        .chain(inputs.into_iter().flatten())
        .collect();
    files.sort();
    files.dedup();
    files
}

fn once(arguments: &Arguments, generation: Generation) -> Result<ExitCode> {
    print_diagnostics(&generation);
    let (Some(api), Some(artefacts)) = (&generation.api, generation.artefacts()) else {
        eprintln!("nothing was written");
        return Ok(ExitCode::FAILURE);
    };
    let folder = arguments.output.folder(&arguments.inputs)?;
    write(api, &artefacts, &folder)?;
    let version = api.package.version.clone();
    let mut history = History::of(&folder)?;
    if let Some(report) = history::since_head(&arguments.inputs, generation) {
        history.add(&report);
        if let Some(text) = history::printed(&report) {
            println!("\nsince the last commit:\n\n{}", text.trim_end());
        }
    }
    if arguments.release {
        release(arguments, &mut history, &version, &folder)?;
    } else if let Some((bump, next)) = history.proposal(&version) {
        let bump = bump.as_str();
        println!(
            "\nthe next release is {next} (a {bump} bump); `cargo xtask generate --release` makes it"
        );
    }
    history.save()?;
    Ok(ExitCode::SUCCESS)
}

fn write(api: &Api, artefacts: &Artefacts, folder: &Path) -> Result<()> {
    let plan = Plan::new(folder, artefacts)?;
    plan.apply(folder)?;
    list_files(&plan);
    let operations = api.groups.iter().map(|group| group.operations.len()).sum();
    println!(
        "{}: {} and {} in {}; {} changed, {} removed, {} unchanged",
        folder.display(),
        counted(operations, "operation"),
        counted(api.types.len(), "type"),
        counted(artefacts.files.len(), "file"),
        plan.write.len(),
        plan.remove.len(),
        plan.unchanged,
    );
    Ok(())
}

/// Sets the version that the changelog needs, and writes the crate once more under it.
fn release(arguments: &Arguments, history: &mut History, set: &str, folder: &Path) -> Result<()> {
    let config = arguments.inputs.config();
    let config = config.context("a release sets the version in sdk.toml: name it with --config")?;
    let date = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    let version = history.release(set, &date)?;
    if version.to_string() != set {
        history::set_version(&config, &version)?;
        let generation = arguments.inputs.generate();
        if let (Some(api), Some(artefacts)) = (&generation.api, generation.artefacts()) {
            write(api, &artefacts, folder)?;
        }
    }
    println!("\nreleased as {version}");
    Ok(())
}

/// A list is for reading: where a whole crate is new, the count says it.
fn list_files(plan: &Plan) {
    const READABLE: usize = 50;
    if plan.write.len() + plan.remove.len() > READABLE {
        return;
    }
    for (name, (before, _)) in &plan.write {
        println!(
            "{} {name}",
            if before.is_some() {
                "changed"
            } else {
                "added  "
            }
        );
    }
    for name in plan.remove.keys() {
        println!("removed {name}");
    }
}
