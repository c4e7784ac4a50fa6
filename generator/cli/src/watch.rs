//! Runs again whenever a file is saved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;

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
    loop {
        let files = run();
        // An editor may put another file in the place of the old one: folders are watched, not files.
        for folder in files.iter().filter_map(|file| parent(file)) {
            if watched.insert(folder.clone()) {
                let watcher = debouncer.watcher();
                watcher
                    .watch(&folder, RecursiveMode::NonRecursive)
                    .with_context(|| format!("{} can't be watched", folder.display()))?;
            }
        }
        eprintln!("\nwatching {} files; end with ctrl-c", files.len());
        let wanted: BTreeSet<PathBuf> = files.iter().map(|file| real(file)).collect();
        loop {
            let saved = events
                .recv()
                .context("files are no longer watched")?
                .context("files can't be watched")?;
            if saved
                .iter()
                .any(|event| wanted.contains(&real(&event.path)))
            {
                break;
            }
        }
    }
}

fn parent(file: &Path) -> Option<PathBuf> {
    real(file).parent().map(Path::to_path_buf)
}

/// The file with links resolved; one that is being replaced may not be there.
fn real(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
    absolute.canonicalize().unwrap_or(absolute)
}
