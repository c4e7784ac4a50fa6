//! The source of a crate.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// All Rust files below a folder, in the order of their names.
///
/// # Errors
/// When a folder can't be read.
pub(super) fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut entries: Vec<PathBuf> = entries.collect::<Result<_>>()?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}
