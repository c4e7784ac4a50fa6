//! The program that runs a command.

use std::path::Path;

use anyhow::Result;

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
}
