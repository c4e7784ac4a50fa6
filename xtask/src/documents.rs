//! The documents of a folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

/// Which documents a command works on.
#[derive(Args)]
pub(crate) struct DocumentArguments {
    /// The folder with the documents: .yaml, .yml and .json
    folder: PathBuf,
    /// Only documents whose name contains this; may be given several times
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
}

impl DocumentArguments {
    /// The documents, in the order of their names.
    ///
    /// # Errors
    /// When the folder can't be read, or there is none of them in it.
    pub(crate) fn list(&self) -> Result<Vec<PathBuf>> {
        let folder = self.folder.display();
        let entries =
            std::fs::read_dir(&self.folder).with_context(|| format!("can't read {folder}"))?;
        let mut documents = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = name_of(&path);
            let kind = path.extension().and_then(|extension| extension.to_str());
            let wanted = self.only.is_empty() || self.only.iter().any(|text| name.contains(text));
            if wanted && matches!(kind, Some("yaml" | "yml" | "json")) {
                documents.push(path);
            }
        }
        if documents.is_empty() {
            bail!("no document in {folder} matches");
        }
        documents.sort();
        Ok(documents)
    }
}

/// What a document is called: the name of its file.
pub(crate) fn name_of(document: &Path) -> String {
    let name = document.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
