//! `generate`

use std::io;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use generator::Generation;
use generator::api::Api;
use generator::emit::Artefacts;
use generator::parallel;

use crate::history::{self, History};
use crate::inputs::{InputArguments, InputFiles, OutputArguments};
use crate::output_folder::{Plan, artefacts};
use crate::program::Program;
use crate::terminal::{counted, print_diagnostics, say, size, tell};
use crate::watch;

#[derive(Args)]
pub struct Arguments {
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

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    let inputs = arguments.inputs.files(program)?;
    let run = Run {
        folder: arguments.output.folder(&inputs.document, program)?,
        inputs,
        program,
    };
    if arguments.watch {
        watch::on_save(|| {
            let mut generation = run.inputs.generate();
            let files = run.watched(&generation);
            if let Err(error) = run.once(&mut generation, false) {
                tell(format_args!("error: {error:#}"));
            }
            files
        })?;
    }
    // The process ends after it: there is no need to free what is left first.
    let mut generation = ManuallyDrop::new(run.inputs.generate());
    run.once(&mut generation, arguments.release)
}

/// From which files to which folder.
struct Run<'a> {
    inputs: InputFiles,
    folder: PathBuf,
    program: &'a Program,
}

impl Run<'_> {
    /// Every file that was read, and those that should have been.
    fn watched(&self, generation: &Generation) -> Vec<PathBuf> {
        let sources = &generation.sources;
        let read = sources.files().map(|file| sources.path(file).to_path_buf());
        let mut files: Vec<PathBuf> = read
            .chain([self.inputs.document.clone()])
            .chain(self.inputs.overlay.clone())
            .chain(self.inputs.config.clone())
            .collect();
        files.sort();
        files.dedup();
        files
    }

    fn once(&self, generation: &mut Generation, is_release: bool) -> Result<ExitCode> {
        // Places of changes are looked for in the trees, and their memory is needed for nothing else yet.
        let report = history::since_commit(&self.inputs, &self.folder, generation);
        // The model is made: what the document takes, which is most of all, is free for the files.
        let trees = generation.sources.take_values();
        let generation = &*generation;
        // Places of diagnostics are looked for in the whole document, which takes about as long.
        let ((), artefacts) = parallel::both(
            || {
                drop(trees);
                print_diagnostics(generation);
            },
            || artefacts(generation, &self.folder),
        );
        let (Some(api), Some(artefacts)) = (&generation.api, artefacts) else {
            tell("nothing was written");
            return Ok(ExitCode::FAILURE);
        };
        write(api, &artefacts, &self.folder)?;
        let version = api.package.version.clone();
        let mut history = History::of(&self.folder)?;
        if let Some(mut report) = report {
            if history::is_committed(&self.folder) {
                report.changes.clear();
            }
            history.add(&report);
            if let Some(text) = history::printed(&report) {
                let text = text.trim_end();
                say(format_args!(
                    "\nsince the last commit of the crate:\n\n{text}"
                ))?;
            }
        }
        if is_release {
            self.release(&mut history, &version)?;
        } else if let Some((bump, next)) = history.proposal(&version) {
            say(format_args!(
                "\nthe next release is {next} (a {} bump); `{} generate --release` makes it",
                bump.as_str(),
                self.program.name,
            ))?;
        }
        history.save()?;
        Ok(ExitCode::SUCCESS)
    }

    /// Sets the version that the changelog needs, and writes the crate once more under it.
    fn release(&self, history: &mut History, set: &str) -> Result<()> {
        let config = self.inputs.config.as_ref();
        let config =
            config.context("a release sets the version in sdk.toml: name it with --config")?;
        let date = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
        let version = history.release(set, &date)?;
        if version.to_string() != set {
            history::set_version(config, &version)?;
            let generation = self.inputs.generate();
            if let (Some(api), Some(artefacts)) =
                (&generation.api, artefacts(&generation, &self.folder))
            {
                write(api, &artefacts, &self.folder)?;
            }
        }
        say(format_args!("\nreleased as {version}"))?;
        Ok(())
    }
}

fn write(api: &Api, artefacts: &Artefacts, folder: &Path) -> Result<()> {
    let plan = Plan::new(folder, artefacts)?;
    plan.apply(folder)?;
    list_files(&plan)?;
    say(format_args!(
        "{}: {} in {}; {} changed, {} removed, {} unchanged",
        folder.display(),
        size(api),
        counted(artefacts.files.len(), "file"),
        plan.write.len(),
        plan.remove.len(),
        plan.unchanged,
    ))?;
    Ok(())
}

/// A list is for reading: where a whole crate is new, the count says it.
fn list_files(plan: &Plan) -> io::Result<()> {
    const READABLE: usize = 50;
    if plan.write.len() + plan.remove.len() > READABLE {
        return Ok(());
    }
    for (name, (before, _)) in &plan.write {
        let what = match before {
            Some(_) => "changed",
            None => "added  ",
        };
        say(format_args!("{what} {name}"))?;
    }
    for name in plan.remove.keys() {
        say(format_args!("removed {name}"))?;
    }
    Ok(())
}
