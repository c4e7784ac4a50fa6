//! Where a workspace keeps what its SDK is made of.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use generator::Generation;
use generator::diagnostics::{RenderOptions, render};
use serde::Deserialize;

use crate::inputs::InputFiles;
use crate::output_folder::{Plan, artefacts};

/// The files of a workspace, as `[workspace.metadata.openapi-crate]` of its Cargo.toml names them:
///
/// ```toml
/// [workspace.metadata.openapi-crate]
/// document = "spec/openapi.yaml" # OpenAPI or Swagger, YAML or JSON
/// overlay = "spec/overlay.yaml"  # corrections to it; may be left out
/// config = "spec/sdk.toml"       # how it becomes a crate; may be left out
/// output = "generated-sdk"       # the folder of the crate
/// ```
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    pub(crate) inputs: InputFiles,
    /// The folder of the crate.
    pub(crate) output: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Manifest {
    workspace: Table,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Table {
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Metadata {
    openapi_crate: Option<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    document: PathBuf,
    overlay: Option<PathBuf>,
    config: Option<PathBuf>,
    output: PathBuf,
}

impl Workspace {
    /// The workspace that a folder stands in; `None` where no Cargo.toml from there upwards has the table.
    ///
    /// # Errors
    /// When a Cargo.toml can't be read, or the table has other keys than those above.
    pub fn around(folder: &Path) -> Result<Option<Self>> {
        let folder = std::path::absolute(folder)?;
        for root in folder.ancestors() {
            let manifest = root.join("Cargo.toml");
            if !manifest.is_file() {
                continue;
            }
            let text = fs::read_to_string(&manifest)
                .with_context(|| format!("can't read {}", manifest.display()))?;
            let read: Manifest = toml::from_str(&text)
                .with_context(|| format!("{} can't be used", manifest.display()))?;
            if let Some(entry) = read.workspace.metadata.openapi_crate {
                return Ok(Some(Self::new(root, entry)));
            }
        }
        Ok(None)
    }

    fn new(root: &Path, entry: Entry) -> Self {
        // As short as the current folder allows: paths stand in messages.
        let is_here = std::env::current_dir().is_ok_and(|current| current == root);
        let placed = |path: PathBuf| if is_here { path } else { root.join(path) };
        Self {
            root: root.to_path_buf(),
            inputs: InputFiles {
                document: placed(entry.document),
                overlay: entry.overlay.map(placed),
                config: entry.config.map(placed),
                strict: false,
            },
            output: placed(entry.output),
        }
    }

    /// What the document gives.
    #[must_use]
    pub fn generate(&self) -> Generation {
        self.inputs.generate()
    }

    /// What there is to say about the document, as text; empty where there is nothing.
    #[must_use]
    pub fn diagnostics(&self) -> String {
        let generation = self.generate_by_relative_names();
        let text = render(
            &generation.diagnostics,
            &generation.sources,
            RenderOptions::default(),
        );
        text.trim_end().to_owned()
    }

    /// Messages are the same wherever the workspace stands, and whatever the current folder is.
    fn generate_by_relative_names(&self) -> Generation {
        let relative = |path: &Path| path.strip_prefix(&self.root).unwrap_or(path).to_path_buf();
        let InputFiles {
            document,
            overlay,
            config,
            strict,
        } = &self.inputs;
        let inputs = InputFiles {
            document: relative(document),
            overlay: overlay.as_deref().map(relative),
            config: config.as_deref().map(relative),
            strict: *strict,
        };
        inputs.generate_through(&|path: &Path| fs::read(self.root.join(path)))
    }

    /// Where the crate differs from what the document gives, as a diff; empty where it doesn't.
    ///
    /// # Errors
    /// When no crate can be made of the document, or a file of the crate can't be read.
    pub fn drift(&self) -> Result<String> {
        let artefacts = artefacts(&self.generate(), &self.output);
        let artefacts = artefacts.context("no crate can be made of the document")?;
        Ok(Plan::new(&self.output, &artefacts)?.diff())
    }
}
