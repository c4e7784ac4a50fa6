//! Runs again whenever a file is saved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

use crate::terminal::tell;

/// Editors write a file in several steps.
const SETTLED: Duration = Duration::from_millis(200);

/// Calls `run` now and whenever one of the files that it gives is saved, until the process is ended.
///
/// # Errors
/// When the files can't be watched.
pub(crate) fn on_save(mut run: impl FnMut() -> Vec<PathBuf>) -> Result<()> {
    let (sender, events) = mpsc::channel();
    let mut debouncer = new_debouncer(SETTLED, sender).context("files can't be watched")?;
    let mut watched = BTreeSet::new();
    let mut stamps = BTreeMap::new();
    loop {
        // As they were before the run: what is saved while it runs is new to it.
        let mut before: BTreeMap<PathBuf, Stamp> = stamps.into_keys().map(stamped).collect();
        stamps = run().into_iter().map(stamped).collect();
        before.retain(|file, _| stamps.contains_key(file));
        stamps.extend(before);
        // An editor may put another file in the place of the old one: folders are watched, not files.
        for folder in stamps.keys().filter_map(|file| parent(file)) {
            if watched.insert(folder.clone()) {
                let watcher = debouncer.watcher();
                watcher
                    .watch(&folder, RecursiveMode::NonRecursive)
                    .with_context(|| format!("{} can't be watched", folder.display()))?;
            }
        }
        let count = stamps.len();
        tell(format_args!("\nwatching {count} files; end with ctrl-c"));
        loop {
            events
                .recv()
                .context("files are no longer watched")?
                .context("files can't be watched")?;
            // That a file is read is an event as well.
            if stamps.iter().any(|(file, stamp)| Stamp::of(file) != *stamp) {
                break;
            }
        }
    }
}

/// What of a file changes when it is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    /// `None` where the file is not there.
    modified: Option<SystemTime>,
    length: Option<u64>,
}

impl Stamp {
    fn of(file: &Path) -> Self {
        let metadata = fs::metadata(file).ok();
        Self {
            modified: metadata.as_ref().and_then(|it| it.modified().ok()),
            length: metadata.as_ref().map(fs::Metadata::len),
        }
    }
}

fn stamped(file: PathBuf) -> (PathBuf, Stamp) {
    let stamp = Stamp::of(&file);
    (file, stamp)
}

fn parent(file: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(file).ok()?;
    let real = absolute.canonicalize().unwrap_or(absolute);
    real.parent().map(Path::to_path_buf)
}
