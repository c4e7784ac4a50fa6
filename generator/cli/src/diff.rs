//! `diff`

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use generator::Generation;
use generator::compare::report::{self, Report};
use generator::compare::{Verdict, Version, compare};

use crate::git::Revision;
use crate::inputs::InputFiles;
use crate::program::Program;
use crate::terminal::{print, print_diagnostics, tell};

#[derive(Args)]
pub struct Arguments {
    /// The old document: a file, `git:REVISION:FILE`, or `git:REVISION` for the new one as of then [default: git:HEAD]
    old: Option<String>,
    /// The new document: a file, `git:REVISION:FILE`, or `git:REVISION` for the workspace's as of then [default: the
    /// workspace's]
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
    Deprecating,
    Additive,
    Invisible,
}

impl FailOn {
    fn verdict(self) -> Verdict {
        match self {
            Self::Breaking => Verdict::Breaking,
            Self::Deprecating => Verdict::Deprecating,
            Self::Additive => Verdict::Additive,
            Self::Invisible => Verdict::Invisible,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, program: &Program) -> Result<ExitCode> {
    if arguments.rules {
        print(report::rules())?;
        return Ok(ExitCode::SUCCESS);
    }
    let asked_old = Asked::read(arguments.old.as_deref().unwrap_or("git:HEAD"));
    let asked_new = arguments.new.as_deref().map(Asked::read);
    let own = program.workspace.as_ref();
    let own = own.map(|workspace| workspace.inputs.document.as_path());
    let new = asked_new.unwrap_or_default().or_file(own)?;
    let old = asked_old.or_file(Some(&new.file))?;
    if asked_old.file.is_none() && old.is_missing()? {
        tell(format_args!("nothing to compare: there is no {old} yet"));
        return Ok(ExitCode::SUCCESS);
    }
    let inputs = |document: &Compared| inputs(document, [&old, &new], arguments, program);
    let (before, after) = (old.generate(&inputs(&old))?, new.generate(&inputs(&new))?);
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

/// A document as it is asked for.
#[derive(Clone, Copy, Default)]
struct Asked<'a> {
    revision: Option<&'a str>,
    file: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn read(text: &'a str) -> Self {
        let Some(of_revision) = text.strip_prefix("git:") else {
            return Self {
                revision: None,
                file: Some(text),
            };
        };
        let (revision, file) = match of_revision.split_once(':') {
            Some((revision, file)) => (revision, Some(file)),
            None => (of_revision, None),
        };
        Self {
            revision: Some(revision),
            file,
        }
    }

    /// The document, which is this file where none is named.
    fn or_file(self, default: Option<&Path>) -> Result<Compared> {
        let file = self.file.map(Path::new).or(default);
        Ok(Compared {
            revision: self.revision.map(str::to_owned),
            file: file
                .context("say which documents: two files, or `git:REVISION:FILE` and a file")?
                .to_path_buf(),
        })
    }
}

/// A document that is compared with another one: on the disk, or as of a revision.
struct Compared {
    revision: Option<String>,
    file: PathBuf,
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.revision {
            Some(revision) => write!(f, "git:{revision}:{}", self.file.display()),
            None => write!(f, "{}", self.file.display()),
        }
    }
}

impl Compared {
    /// The revision that it is read from; `None` for the disk.
    fn revision(&self) -> Result<Option<Revision>> {
        let Some(name) = &self.revision else {
            return Ok(None);
        };
        let revision = Revision::around(&self.file, name);
        let file = self.file.display();
        revision
            .map(Some)
            .with_context(|| format!("git knows no revision `{name}` of {file}"))
    }

    /// Whether its revision has no such file.
    fn is_missing(&self) -> Result<bool> {
        let revision = self.revision()?;
        Ok(revision.is_some_and(|revision| revision.text(&self.file).is_none()))
    }

    /// What comes of it, with an API; its diagnostics are printed where there is none.
    fn generate(&self, inputs: &InputFiles) -> Result<Generation> {
        let generation = match self.revision()? {
            None => inputs.generate_to_compare(),
            Some(revision) => inputs.generate_of_revision(&revision),
        };
        if generation.api.is_none() {
            print_diagnostics(&generation);
            bail!("no crate can be made of {self}");
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
