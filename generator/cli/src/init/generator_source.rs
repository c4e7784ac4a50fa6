//! Where a new workspace takes the generator from.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use toml_edit::{InlineTable, Value};

/// The folder of this package in the repository of the generator.
const PACKAGE: &str = "generator/cli";

/// A checkout or a repository of the generator.
#[derive(Debug)]
pub(super) enum GeneratorSource {
    /// A folder with the sources: the root of the repository.
    Folder(PathBuf),
    /// A git repository.
    Git {
        url: String,
        revision: Option<String>,
    },
}

impl GeneratorSource {
    /// The one that is asked for, else the folder that this program was built in.
    pub(super) fn new(asked: Option<&str>) -> Result<Self> {
        match asked {
            Some(url) if url.contains("://") || url.starts_with("git@") => {
                let (url, revision) = match url.split_once('#') {
                    Some((url, revision)) => (url, Some(revision.to_owned())),
                    None => (url, None),
                };
                Ok(Self::Git {
                    url: url.to_owned(),
                    revision,
                })
            }
            Some(folder) => {
                let root = fs::canonicalize(folder)
                    .with_context(|| format!("there is no folder {folder}"))?;
                match root.join(PACKAGE).join("Cargo.toml").is_file() {
                    true => Ok(Self::Folder(root)),
                    false => bail!("{folder} does not hold the generator: there is no {PACKAGE} in it"),
                }
            }
            None => built_in().map(Self::Folder).context(
                "say where the new workspace takes the generator from: add `--generator FOLDER` or `--generator URL`",
            ),
        }
    }

    /// The dependency, as Cargo.toml has it.
    pub(super) fn dependency(&self) -> String {
        let mut table = InlineTable::new();
        let mut put = |key: &str, value: &str| table.insert(key, Value::from(value));
        match self {
            Self::Folder(root) => {
                put("path", &root.join(PACKAGE).display().to_string());
            }
            Self::Git { url, revision } => {
                put("git", url);
                if let Some(revision) = revision {
                    put("rev", revision);
                }
            }
        }
        table.to_string()
    }

    /// The folder of the sources, if it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Folder(root) => Some(root),
            Self::Git { .. } => None,
        }
    }

    /// The versions of dependencies that the generator is tested with; cargo drops those that are not needed.
    pub(super) fn lock_file(&self) -> Option<String> {
        fs::read_to_string(self.path()?.join("Cargo.lock")).ok()
    }
}

/// The root of the repository that this program was built in, if it is still there. Cargo's own copies of repositories
/// come and go.
fn built_in() -> Option<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_cargos = package
        .ancestors()
        .any(|folder| folder.ends_with("git/checkouts"));
    let root = package
        .ancestors()
        .nth(Path::new(PACKAGE).components().count())?;
    (package.join("Cargo.toml").is_file() && !is_cargos).then(|| root.to_path_buf())
}
