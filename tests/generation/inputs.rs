//! What the tests generate from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostics::{RenderOptions, render};
use generator::emit::Artefacts;
use generator::source::{LoadOptions, Loader, load};
use generator::{Generation, Inputs, generate};
use serde_json::Value;

/// A folder with documents, by its own name and with names relative to it in every message.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A feature of `tests/fixtures/`.
    pub(crate) fn fixture(feature: &str) -> Self {
        Self(fixtures().join(feature))
    }

    /// The folder of the API that the SDK of this workspace is made for.
    pub(crate) fn spec() -> Self {
        Self(workspace().join("spec"))
    }

    /// The faulty documents.
    pub(crate) fn faulty() -> Self {
        Self::fixture("faulty")
    }

    /// The committed snapshots.
    pub(crate) fn snapshots() -> Self {
        Self(Path::new(env!("CARGO_MANIFEST_DIR")).join("generation/snapshots"))
    }

    /// The name of the folder itself.
    pub(crate) fn name(&self) -> String {
        let name = self.0.file_name().expect("a folder has a name");
        name.to_string_lossy().into_owned()
    }

    /// The names of the files in it, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = entries(&self.0).map(|path| name_of(&path)).collect();
        names.sort();
        names
    }

    /// Generates from the one document of the folder, with its `sdk.toml` and `overlay.yaml` if it has them.
    pub(crate) fn generate(&self) -> Generation {
        self.generate_through(&|path: &Path| self.read(path))
    }

    /// The same, with files read through a loader of one's own.
    pub(crate) fn generate_through(&self, loader: &dyn Loader) -> Generation {
        let inputs = Inputs {
            document: self.document(),
            overlay: self.if_there("overlay.yaml"),
            config: self.if_there("sdk.toml"),
            strict: false,
        };
        generate(loader, inputs)
    }

    /// The name of the one document of the folder.
    pub(crate) fn document(&self) -> &'static Path {
        ["openapi.yaml", "custom-connections.yaml"]
            .into_iter()
            .find_map(|name| self.if_there(name))
            .expect("the folder holds a document")
    }

    fn if_there(&self, name: &'static str) -> Option<&'static Path> {
        self.0.join(name).is_file().then(|| Path::new(name))
    }

    /// Reads a file of the folder, as a [`Loader`] does.
    pub(crate) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(path))
    }

    /// The tree of a document of the folder; `None` where it is none.
    pub(crate) fn value(&self, path: &Path) -> Option<Value> {
        value_of(&|path: &Path| self.read(path), path, None)
    }

    /// The tree of the one document of the folder, as its overlay has it.
    pub(crate) fn corrected(&self) -> Option<Value> {
        let overlay = self.if_there("overlay.yaml");
        value_of(&|path: &Path| self.read(path), self.document(), overlay)
    }

    /// Generates from another document in the place of the folder's, which needs no corrections. Choices for what it
    /// does not have are no error.
    pub(crate) fn generate_from(&self, document: &[u8]) -> Generation {
        let loader = |path: &Path| match path.to_str() {
            Some("sdk.toml") => {
                let text = fs::read_to_string(self.0.join(path))?;
                Ok(text.replace("strict = true", "strict = false").into_bytes())
            }
            _ if path == self.document() => Ok(document.to_vec()),
            _ => self.read(path),
        };
        let inputs = Inputs {
            document: self.document(),
            overlay: None,
            config: self.if_there("sdk.toml"),
            strict: false,
        };
        generate(&loader, inputs)
    }
}

/// The tree of a document; `None` where it is none.
pub(crate) fn value_of(loader: &dyn Loader, path: &Path, overlay: Option<&Path>) -> Option<Value> {
    let options = LoadOptions {
        overlay,
        ..LoadOptions::default()
    };
    let mut loaded = load(loader, path, options);
    loaded.sources.take_value(loaded.document?)
}

/// The folders that hold one sound document: each feature, and the API that the SDK of this workspace is made for.
pub(crate) fn sound() -> impl Iterator<Item = Folder> {
    let features = features().into_iter();
    features
        .map(|feature| Folder::fixture(&feature))
        .chain([Folder::spec()])
}

/// The features that have a fixture, sorted.
pub(crate) fn features() -> Vec<String> {
    let mut features: Vec<String> = entries(&fixtures())
        .map(|path| name_of(&path))
        .filter(|name| name != "faulty")
        .collect();
    features.sort();
    features
}

/// The files of the crate; a fixture without an error has them.
pub(crate) fn artefacts(generation: &Generation) -> Artefacts {
    let artefacts = generation.artefacts();
    artefacts.unwrap_or_else(|| panic!("nothing was made:\n{}", messages(generation)))
}

/// All messages as text, without colour.
pub(crate) fn messages(generation: &Generation) -> String {
    let Generation {
        diagnostics,
        sources,
        ..
    } = generation;
    render(diagnostics, sources, RenderOptions::default())
}

/// Runs assertions about snapshots whose names are whole, without the module of the test.
pub(crate) fn with_plain_names(assertions: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(assertions);
}

/// The root of this workspace.
pub(crate) fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the package is in a workspace")
        .to_path_buf()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    entries.map(|entry| entry.expect("the folder can be listed").path())
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().expect("an entry has a name");
    name.to_string_lossy().into_owned()
}
