//! The program that runs a command.

use std::path::Path;

use anyhow::Result;

use crate::paths;
use crate::workspace::Workspace;

/// The program that runs a command: what it is called, and the workspace that it works on unless told otherwise.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) name: String,
    pub(crate) workspace: Option<Workspace>,
}

impl Program {
    /// A program called `name`, such as `cargo xtask`, for the workspace around a folder, where there is one.
    ///
    /// # Errors
    /// When the Cargo.toml of the workspace can't be used.
    pub fn new(name: &str, folder: &Path) -> Result<Self> {
        Ok(Self {
            name: name.to_owned(),
            workspace: Workspace::around(folder)?,
        })
    }

    /// The workspace, where a document is its own, however the path is written.
    pub(crate) fn workspace_of(&self, document: &Path) -> Option<&Workspace> {
        let is_own = |workspace: &&Workspace| paths::are_same(document, &workspace.inputs.document);
        self.workspace.as_ref().filter(is_own)
    }
}
