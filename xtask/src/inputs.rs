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
        let own = self.spec.is_none();
        let default = |name: &str| own.then(|| in_workspace(Path::new("spec").join(name)));
        let document = self
            .spec
            .clone()
            .unwrap_or_else(|| in_workspace("spec/custom-connections.yaml"));
        let overlay = self.overlay.clone().or_else(|| default("overlay.yaml"));
        let config = self.config.clone().or_else(|| default("sdk.toml"));
        let inputs = Inputs {
            document: &document,
            overlay: overlay.as_deref(),
            config: config.as_deref(),
            strict: self.strict,
        };
        generate(&read, inputs)
    }
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

fn read(path: &Path) -> io::Result<Vec<u8>> {
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
