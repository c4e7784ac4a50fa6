//! Which files a command works on.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use generator::source::Loader;
use generator::{Generation, Inputs, generate, generate_to_compare};

use crate::git::Revision;
use crate::paths;
use crate::program::Program;

/// The inputs, as they are asked for.
#[derive(Args)]
pub(crate) struct InputArguments {
    /// The OpenAPI document, YAML or JSON [default: the workspace's]
    #[arg(value_name = "SPEC")]
    document: Option<PathBuf>,
    /// The same, as an option
    #[arg(long, value_name = "FILE", conflicts_with = "document")]
    spec: Option<PathBuf>,
    /// Corrections to the document, an OpenAPI Overlay [default: the workspace's, for its document]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// How the document becomes a crate [default: the workspace's sdk.toml, for its document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
}

/// Where the crate stands, as it is asked for.
#[derive(Args)]
pub(crate) struct OutputArguments {
    /// The folder of the crate [default: the workspace's, for its document]
    #[arg(short, long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// The files that a crate is made of.
#[derive(Clone, Debug)]
pub(crate) struct InputFiles {
    pub(crate) document: PathBuf,
    pub(crate) overlay: Option<PathBuf>,
    pub(crate) config: Option<PathBuf>,
    pub(crate) strict: bool,
}

impl InputArguments {
    fn document(&self) -> Option<&PathBuf> {
        self.document.as_ref().or(self.spec.as_ref())
    }

    /// The files: those that are named, else the workspace's.
    pub(crate) fn files(&self, program: &Program) -> Result<InputFiles> {
        let default = program.workspace.as_ref();
        let default = default.map(|workspace| &workspace.inputs.document);
        let document = self.document().or(default).context(
            "say which document: name its file, or run it in a workspace whose Cargo.toml names one under \
             `[workspace.metadata.openapi-crate]`",
        )?;
        let own = program.workspace_of(document);
        let own = own.map(|workspace| &workspace.inputs);
        Ok(InputFiles {
            document: document.clone(),
            overlay: self.overlay.clone().or_else(|| own?.overlay.clone()),
            config: self.config.clone().or_else(|| own?.config.clone()),
            strict: self.strict,
        }
        .alike())
    }
}

impl InputFiles {
    /// A document, as it is.
    pub(crate) fn only(document: &Path) -> Self {
        Self {
            document: document.to_path_buf(),
            overlay: None,
            config: None,
            strict: false,
        }
    }

    /// The same files by paths of one kind: an overlay names its document by a path from its own.
    pub(crate) fn alike(mut self) -> Self {
        let corrections = [&mut self.overlay, &mut self.config];
        let mut all = vec![&mut self.document];
        all.extend(corrections.into_iter().flatten());
        paths::make_alike(&mut all);
        self
    }

    /// Runs the generator's stages up to the model.
    pub(crate) fn generate(&self) -> Generation {
        self.generate_through(&read)
    }

    /// The same, with files read through a loader of one's own.
    pub(crate) fn generate_through(&self, loader: &dyn Loader) -> Generation {
        generate(loader, self.inputs())
    }

    /// The model of an API that is only compared with another one.
    pub(crate) fn generate_to_compare(&self) -> Generation {
        generate_to_compare(&read, self.inputs())
    }

    /// The same as git has the files at a revision. Corrections that it did not have yet are left out.
    pub(crate) fn generate_of_revision(&self, revision: &Revision) -> Generation {
        let is_there = |path: &&Path| revision.text(path).is_some();
        let inputs = self.inputs();
        let inputs = Inputs {
            overlay: inputs.overlay.filter(is_there),
            config: inputs.config.filter(is_there),
            ..inputs
        };
        generate_to_compare(revision, inputs)
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            document: &self.document,
            overlay: self.overlay.as_deref(),
            config: self.config.as_deref(),
            strict: self.strict,
        }
    }
}

impl OutputArguments {
    /// The folder of the crate. Another document than the workspace's doesn't take the place of its SDK by default.
    pub(crate) fn folder(&self, document: &Path, program: &Program) -> Result<PathBuf> {
        let own = program.workspace_of(document);
        let folder = self.out.clone().or_else(|| Some(own?.output.clone()));
        folder.context("say where the crate of this document goes: add `--out FOLDER`")
    }
}

/// Reads a file off the disk.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}
