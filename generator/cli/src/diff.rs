//! `diff`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use generator::Generation;
use generator::compare::report::{self, Report};
use generator::compare::{Verdict, Version, compare};

use crate::git::Revision;
use crate::inputs::InputFiles;
use crate::program::Program;
use crate::terminal::{print, print_diagnostics};

#[derive(Args)]
pub struct Arguments {
    /// The old document: a file, or `git:REVISION:FILE` [default: the new one as of git's HEAD]
    old: Option<String>,
    /// The new document: a file, or `git:REVISION:FILE` [default: the workspace's]
    new: Option<String>,
    /// Corrections to both documents, of the same revision as each [default: the workspace's, if one is its
    /// document]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// How both become crates, of the same revision as each [default: the workspace's, if one is its
    /// document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 where there is a change of this verdict, or one that asks more of callers
    #[arg(long, value_enum, value_name = "VERDICT")]
    fail_on: Option<FailOn>,
    /// Print the table of rules instead, as Markdown
    #[arg(long)]
    rules: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For a pull request
    Markdown,
    /// For programs
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Breaking,
    Additive,
    Deprecating,
    Invisible,
}

impl FailOn {
    fn verdict(self) -> Verdict {
        match self {
            Self::Breaking => Verdict::Breaking,
            Self::Additive => Verdict::Additive,
            Self::Deprecating => Verdict::Deprecating,
            Self::Invisible => Verdict::Invisible,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    if arguments.rules {
        print(report::rules())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (old, new) = Compared::asked_for(arguments, program)?;
    let inputs = |document: &Compared| inputs(document, [&old, &new], arguments, program);
    let (before, after) = (old.generate(inputs(&old))?, new.generate(inputs(&new))?);
    let report = reported(&before, &after).context("there is nothing to compare")?;
    match arguments.format {
        Format::Text => print(report::text(&report))?,
        Format::Markdown => print(report::markdown(&report))?,
        Format::Json => print(report::json(&report)?)?,
    }
    let limit = arguments.fail_on.map(FailOn::verdict);
    let is_too_much = limit.is_some_and(|limit| report.verdict() >= Some(limit));
    Ok(if is_too_much {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The report on what is between two APIs; `None` where there is only one.
pub(crate) fn reported(old: &Generation, new: &Generation) -> Option<Report> {
    let (before, after) = (old.api.as_ref()?, new.api.as_ref()?);
    let comparison = compare(before, after);
    let version = Version::parse(&before.package.version).ok();
    let report = Report::new(&comparison, &old.sources, &new.sources, version);
    Some(report)
}

/// A document that is compared with another one: a file on the disk, or as of a revision.
struct Compared {
    /// As it is asked for.
    name: String,
    revision: Option<String>,
    file: PathBuf,
}

impl Compared {
    /// The old and the new one.
    fn asked_for(arguments: &Arguments, program: &Program) -> Result<(Self, Self)> {
        let new = match (&arguments.new, &program.workspace) {
            (Some(new), _) => new.clone(),
            (None, Some(workspace)) => workspace.inputs.document.display().to_string(),
            (None, None) => {
                bail!("say which documents: two files, or `git:REVISION:FILE` and a file")
            }
        };
        let old = match &arguments.old {
            Some(old) => old.clone(),
            None => format!("git:HEAD:{new}"),
        };
        Ok((Self::read(&old)?, Self::read(&new)?))
    }

    fn read(name: &str) -> Result<Self> {
        let (revision, file) = match name.strip_prefix("git:").map(|rest| rest.split_once(':')) {
            None => (None, name),
            Some(Some((revision, file))) => (Some(revision.to_owned()), file),
            Some(None) => bail!("`{name}` names no file: write `git:REVISION:FILE`"),
        };
        Ok(Self {
            name: name.to_owned(),
            revision,
            file: PathBuf::from(file),
        })
    }

    /// What comes of it, with an API; its diagnostics are printed where there is none.
    fn generate(&self, inputs: InputFiles) -> Result<Generation> {
        let generation = match &self.revision {
            None => inputs.generate_to_compare(),
            Some(name) => {
                let revision = Revision::around(&self.file, name);
                let file = self.file.display();
                let revision = revision
                    .with_context(|| format!("git knows no revision `{name}` of {file}"))?;
                inputs.generate_of_revision(&revision)
            }
        };
        if generation.api.is_none() {
            print_diagnostics(&generation);
            bail!("no crate can be made of {}", self.name);
        }
        Ok(generation)
    }
}

/// What one of two documents is read with. Both have the same overlay and configuration, or these would make the
/// difference: as they are asked for, else the workspace's where one of the two is its document.
fn inputs(
    document: &Compared,
    both: [&Compared; 2],
    arguments: &Arguments,
    program: &Program,
) -> InputFiles {
    let own = both.iter().find_map(|one| program.workspace_of(&one.file));
    let own = own.map(|workspace| &workspace.inputs);
    let overlay = arguments.overlay.clone();
    let config = arguments.config.clone();
    InputFiles {
        overlay: overlay.or_else(|| own?.overlay.clone()),
        config: config.or_else(|| own?.config.clone()),
        ..InputFiles::only(&document.file)
    }
    .alike()
}
