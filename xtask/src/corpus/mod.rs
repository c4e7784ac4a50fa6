//! `cargo xtask corpus`: generates and compiles a crate for each document of a folder.

mod compile;
mod generate_one;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

pub(crate) use generate_one::Arguments as GenerateOneArguments;
pub(crate) use generate_one::run as generate_one;

use self::report::Row;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder with the documents: .yaml, .yml and .json
    folder: PathBuf,
    /// Only documents whose name contains this; may be given several times
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// How many documents to work on at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    jobs: usize,
    /// Run clippy in place of the compiler's check; its warnings count as well
    #[arg(long)]
    clippy: bool,
    /// Generate only
    #[arg(long)]
    no_check: bool,
    /// Print JSON in place of a table
    #[arg(long)]
    json: bool,
    /// Where the crates go; they stay there to be looked at [default: target/corpus]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let documents = documents(&arguments.folder, &arguments.only)?;
    if documents.is_empty() {
        bail!("no document in {} matches", arguments.folder.display());
    }
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
        report::table(&rows)
    };
    println!("{text}");
    let passed = rows.iter().all(Row::passed);
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn next<'d>(waiting: &Mutex<std::slice::Iter<'d, PathBuf>>) -> Option<&'d PathBuf> {
    waiting.lock().ok()?.next()
}

/// Generates and checks one document.
fn work(document: &Path, out: &Path, arguments: &Arguments) -> Row {
    let name = document
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let folder = out.join(document.file_stem().unwrap_or_default());
    let mut row = Row {
        document: name,
        ..Row::default()
    };
    match generate_one::in_own_process(document, &folder) {
        Ok(generated) => row.generated = Some(generated),
        Err(error) => row.failure = Some(format!("{error:#}")),
    }
    if row.generated.is_some() && !arguments.no_check {
        match compile::check(&folder, &out.join("shared-target"), arguments.clippy) {
            Ok(checked) => row.checked = Some(checked),
            Err(error) => row.failure = Some(format!("{error:#}")),
        }
    }
    row
}

fn documents(folder: &Path, only: &[String]) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut documents = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let kind = path.extension().and_then(|extension| extension.to_str());
        let wanted = only.is_empty() || only.iter().any(|text| name.contains(text));
        if wanted && matches!(kind, Some("yaml" | "yml" | "json")) {
            documents.push(path);
        }
    }
    documents.sort();
    Ok(documents)
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}
