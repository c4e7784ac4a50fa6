//! Which files a command works on.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use generator::{Generation, Inputs, generate};

/// The inputs, defaulting to this workspace's.
#[derive(Args)]
pub(crate) struct InputArguments {
    /// The OpenAPI document, YAML or JSON [default: spec/custom-connections.yaml]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Corrections to the document, an OpenAPI Overlay [default: spec/overlay.yaml, if --spec is not given]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// How the document becomes a crate [default: spec/sdk.toml, if --spec is not given]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
}

/// Where the crate stands, defaulting to this workspace's.
#[derive(Args)]
pub(crate) struct OutputArguments {
    /// The folder of the crate [default: generated-sdk, if --spec is not given]
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl InputArguments {
    /// Runs the generator's stages up to the model.
    pub(crate) fn generate(&self) -> Generation {
        let (document, overlay, config) = (self.document(), self.overlay(), self.config());
        let inputs = Inputs {
            document: &document,
            overlay: overlay.as_deref(),
            config: config.as_deref(),
            strict: self.strict,
        };
        generate(&read, inputs)
    }

    /// The document.
    pub(crate) fn document(&self) -> PathBuf {
        self.spec.clone().unwrap_or_else(default_document)
    }

    /// The corrections to it, where there are any.
    pub(crate) fn overlay(&self) -> Option<PathBuf> {
        let own = self.spec.is_none();
        self.overlay.clone().or_else(|| own.then(default_overlay))
    }

    /// The configuration, where there is one.
    pub(crate) fn config(&self) -> Option<PathBuf> {
        let own = self.spec.is_none();
        self.config.clone().or_else(|| own.then(default_config))
    }
}

/// The document of this workspace.
pub(crate) fn default_document() -> PathBuf {
    in_workspace("spec/custom-connections.yaml")
}

/// The corrections to the document of this workspace.
pub(crate) fn default_overlay() -> PathBuf {
    in_workspace("spec/overlay.yaml")
}

/// How the document of this workspace becomes a crate.
pub(crate) fn default_config() -> PathBuf {
    in_workspace("spec/sdk.toml")
}

impl OutputArguments {
    /// The folder of the crate. Another document than this workspace's doesn't take the place of its SDK by default.
    pub(crate) fn folder(&self, inputs: &InputArguments) -> Result<PathBuf> {
        match &self.out {
            Some(folder) => Ok(folder.clone()),
            None if inputs.spec.is_some() => {
                bail!("say where the crate of this document goes: add `--out FOLDER`")
            }
            None => Ok(in_workspace("generated-sdk")),
        }
    }
}

/// Reads a file off the disk.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// A path of this workspace, as short as the current folder allows.
fn in_workspace(path: impl AsRef<Path>) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."));
    match std::env::current_dir() {
        Ok(current) if current == root => path.as_ref().to_path_buf(),
        _ => root.join(path),
    }
}
