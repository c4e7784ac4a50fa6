//! `diff`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use generator::compare::report::{self, Report};
use generator::compare::{Verdict, Version, compare};
use generator::{Generation, Inputs, generate_to_compare};

use crate::git::Revision;
use crate::inputs::read;
use crate::program::Program;
use crate::terminal::{print, print_diagnostics};

#[derive(Args)]
pub struct Arguments {
    /// The old document: a file, or `git:REVISION:FILE` [default: the new one as of git's HEAD]
    old: Option<String>,
    /// The new document: a file, or `git:REVISION:FILE` [default: the workspace's]
    new: Option<String>,
    /// Corrections to both documents, of the same revision as each [default: the workspace's, for its document]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// How both become crates, of the same revision as each [default: the workspace's, for its document]
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
    let new = match &arguments.new {
        Some(new) => new.clone(),
        None => match &program.workspace {
            Some(workspace) => workspace.inputs.document.display().to_string(),
            None => bail!("say which documents: two files, or `git:REVISION:FILE` and a file"),
        },
    };
    let old = match &arguments.old {
        Some(old) => old.clone(),
        None => format!("git:HEAD:{new}"),
    };
    let (old, new) = (
        side(&old, arguments, program)?,
        side(&new, arguments, program)?,
    );
    let report = reported(&old, &new).context("there is nothing to compare")?;
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

/// What came of a document, with an API; its diagnostics are printed where there is none.
fn side(name: &str, arguments: &Arguments, program: &Program) -> Result<Generation> {
    let corrections = |document: &Path| corrections(document, arguments, program);
    let git = name.strip_prefix("git:").map(|rest| rest.split_once(':'));
    let generation = match git {
        None => {
            let document = Path::new(name);
            let (overlay, config) = corrections(document);
            let inputs = Inputs {
                document,
                overlay: overlay.as_deref(),
                config: config.as_deref(),
                strict: false,
            };
            generate_to_compare(&read, inputs)
        }
        Some(Some((revision, file))) => {
            let document = Path::new(file);
            let (overlay, config) = corrections(document);
            let revision = Revision::around(document, revision)
                .with_context(|| format!("git knows no revision `{revision}` of {file}"))?;
            of_revision(&revision, document, overlay.as_deref(), config.as_deref())
        }
        Some(None) => bail!("`{name}` names no file: write `git:REVISION:FILE`"),
    };
    if generation.api.is_none() {
        print_diagnostics(&generation);
        bail!("no crate can be made of {name}");
    }
    Ok(generation)
}

/// What a revision of the document gave. Corrections that it did not have yet are left out.
pub(crate) fn of_revision(
    revision: &Revision,
    document: &Path,
    overlay: Option<&Path>,
    config: Option<&Path>,
) -> Generation {
    let is_there = |path: &&Path| revision.text(path).is_some();
    let inputs = Inputs {
        document,
        overlay: overlay.filter(is_there),
        config: config.filter(is_there),
        strict: false,
    };
    generate_to_compare(revision, inputs)
}

/// Overlay and configuration: as they are asked for, or the workspace's for its document.
fn corrections(
    document: &Path,
    arguments: &Arguments,
    program: &Program,
) -> (Option<PathBuf>, Option<PathBuf>) {
    let absolute = |path: &Path| std::path::absolute(path).ok();
    let own = program
        .workspace
        .as_ref()
        .map(|workspace| &workspace.inputs);
    let own = own.filter(|own| absolute(document) == absolute(&own.document));
    let or_own = |asked: &Option<PathBuf>, own: Option<&PathBuf>| asked.as_ref().or(own).cloned();
    (
        or_own(&arguments.overlay, own.and_then(|own| own.overlay.as_ref())),
        or_own(&arguments.config, own.and_then(|own| own.config.as_ref())),
    )
}
