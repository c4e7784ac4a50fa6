//! The folder of the crate: what of it differs from what the document gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Generation;
use generator::emit::Artefacts;
use generator::parallel;
use similar::TextDiff;

/// The files of the crate that stands in a folder, or is to stand there; `None` after an error.
pub(crate) fn artefacts(generation: &Generation, folder: &Path) -> Option<Artefacts> {
    generation.artefacts_beside(&|name| fs::read_to_string(folder.join(name)).ok())
}

/// What has to be done to a folder.
#[derive(Debug, Default)]
pub struct Plan {
    /// Files to write, with the text that is there now.
    pub write: BTreeMap<String, (Option<String>, String)>,
    /// Files to remove: made once, but no longer.
    pub remove: BTreeMap<String, String>,
    /// Files that are as they should be.
    pub unchanged: usize,
}

/// What stands in the place of a file that was made.
enum Standing {
    /// The same lines.
    Same,
    /// Another text, or none.
    Other(Option<String>),
}

impl Plan {
    /// Compares a folder with what should be in it.
    ///
    /// # Errors
    /// When a file can't be read, or one that the generator did not make stands where one should go.
    pub fn new(folder: &Path, artefacts: &Artefacts) -> Result<Self> {
        let owned = owned(folder)?;
        let mut plan = Self::default();
        let files: Vec<_> = artefacts.files.iter().collect();
        let standing = parallel::map(&files, |(name, text)| {
            let current = read_bytes(&folder.join(name))?;
            anyhow::Ok(match current {
                Some(current) if has_lines_of(&current, text) => Standing::Same,
                current => Standing::Other(current.as_deref().map(text_of)),
            })
        });
        for ((name, text), standing) in files.into_iter().zip(standing) {
            match standing? {
                Standing::Same => plan.unchanged += 1,
                Standing::Other(Some(_)) if !owned.contains(name) => bail!(
                    "{} is in the way: it was not made by the generator\n  move it, or choose another folder with --out",
                    folder.join(name).display()
                ),
                Standing::Other(current) => {
                    plan.write.insert(name.clone(), (current, text.clone()));
                }
            }
        }
        for name in owned
            .iter()
            .filter(|name| !artefacts.files.contains_key(*name))
        {
            if let Some(current) = read(&folder.join(name))? {
                plan.remove.insert(name.clone(), current);
            }
        }
        Ok(plan)
    }

    /// Nothing has to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }

    /// What has to be done, as a diff of every file.
    #[must_use]
    pub fn diff(&self) -> String {
        let written = self.write.iter();
        let written =
            written.map(|(name, (before, after))| unified(name, before.as_deref(), Some(after)));
        let removed = self.remove.iter();
        let removed = removed.map(|(name, before)| unified(name, Some(before), None));
        written.chain(removed).collect()
    }

    /// Does what has to be done.
    ///
    /// # Errors
    /// When a file can't be written or removed.
    pub fn apply(&self, folder: &Path) -> Result<()> {
        let paths = self.write.keys().map(|name| folder.join(name));
        let folders: BTreeSet<PathBuf> = paths
            .filter_map(|path| path.parent().map(Path::to_path_buf))
            .collect();
        for folder in folders {
            fs::create_dir_all(&folder)
                .with_context(|| format!("can't make the folder {}", folder.display()))?;
        }
        // There are many small ones, and making one takes longer than filling it.
        let files: Vec<_> = self.write.iter().collect();
        let written = parallel::map(&files, |(name, (_, text))| {
            let path = folder.join(name);
            fs::write(&path, text).with_context(|| format!("can't write {}", path.display()))
        });
        written.into_iter().collect::<Result<()>>()?;
        for name in self.remove.keys() {
            let path = folder.join(name);
            fs::remove_file(&path).with_context(|| format!("can't remove {}", path.display()))?;
            remove_empty_folders(folder, &path);
        }
        Ok(())
    }
}

/// Whether a file has the lines of a text. Git may end them otherwise where the file is checked out on Windows.
fn has_lines_of(file: &[u8], text: &str) -> bool {
    file == text.as_bytes() || lines(file).eq(lines(text.as_bytes()))
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = text.split(|byte| *byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

fn unified(name: &str, before: Option<&str>, after: Option<&str>) -> String {
    let side = |text: Option<&str>, folder: &str| {
        text.map_or("/dev/null".to_owned(), |_| format!("{folder}/{name}"))
    };
    TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default())
        .unified_diff()
        .header(&side(before, "committed"), &side(after, "generated"))
        .to_string()
}

/// The files that the generator made there.
fn owned(folder: &Path) -> Result<BTreeSet<String>> {
    let list = read(&folder.join(Artefacts::OWNED))?;
    Ok(list.as_deref().map(listed).unwrap_or_default())
}

/// The files that a list of the generator names, and the list itself. Names that lead out of the folder are not its own.
pub(crate) fn listed(list: &str) -> BTreeSet<String> {
    let is_inside = |name: &&str| {
        let mut parts = Path::new(name).components();
        !name.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let names = list.lines().filter(is_inside);
    names.chain([Artefacts::OWNED]).map(str::to_owned).collect()
}

fn read(path: &Path) -> Result<Option<String>> {
    Ok(read_bytes(path)?.as_deref().map(text_of))
}

/// A text that someone else may have written, with the line ends of those that are made.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
    }
}

fn remove_empty_folders(root: &Path, removed: &Path) {
    let mut folder: Option<PathBuf> = removed.parent().map(Path::to_path_buf);
    while let Some(current) =
        folder.filter(|current| current != root && fs::remove_dir(current).is_ok())
    {
        folder = current.parent().map(Path::to_path_buf);
    }
}
