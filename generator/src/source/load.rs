//! Reading the main document, its overlay, and all files that they refer to.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::reference;
use super::{FileId, Pointer, Sources, overlay};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};

/// Reads files. The generator itself knows no file system.
///
/// Any `Fn(&Path) -> io::Result<Vec<u8>>` is one, such as `|path: &Path| std::fs::read(path)`.
pub trait Loader {
    /// The bytes of the file at `path`.
    ///
    /// # Errors
    /// When there is no such file, or it can't be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
}

impl<F: Fn(&Path) -> io::Result<Vec<u8>>> Loader for F {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self(path)
    }
}

/// What to load besides the main document.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoadOptions<'a> {
    /// An overlay to apply to the main document (OpenAPI Overlay 1.0 or 1.1).
    pub overlay: Option<&'a Path>,
    /// Lets `$ref` name files outside of the folder of the main document.
    pub may_leave_folder: bool,
}

/// What [`load`] gives.
#[derive(Debug)]
pub struct Loaded {
    /// All files that were read, also those with faults.
    pub sources: Sources,
    /// The main document; `None` where it could not be read at all. It is an object.
    pub document: Option<FileId>,
    /// All faults.
    pub diagnostics: Diagnostics,
}

/// Reads the document at `root`, applies the overlay, and reads every file that a `$ref` in any
/// of them names, however far. Faults are collected; reading goes on where it can.
///
/// A file that can't be read is no fault by itself when only a `$ref` names it: the text may
/// stand in an example. [`Sources::resolve`] reports it when the reference is followed.
pub fn load(loader: &dyn Loader, root: &Path, options: LoadOptions<'_>) -> Loaded {
    let root = given(root);
    let mut loading = Loading {
        loader,
        sources: Sources::in_folder(root.parent(), options.may_leave_folder),
        pending: Vec::new(),
        diagnostics: Diagnostics::new(),
    };
    let document = loading.document(&root);
    if let (Some(document), Some(path)) = (document, options.overlay) {
        loading.overlay(document, &given(path));
    }
    loading.referenced_files();
    Loaded {
        sources: loading.sources,
        document,
        diagnostics: loading.diagnostics,
    }
}

/// A path that is given, normalized. Of the current folder nothing would be left to tell of.
fn given(path: &Path) -> PathBuf {
    let normalized = reference::normalized(path);
    match normalized.as_os_str().is_empty() {
        true => path.to_path_buf(),
        false => normalized,
    }
}

struct Loading<'l> {
    loader: &'l dyn Loader,
    sources: Sources,
    /// References to other files that have not been looked at, with the file that they stand in.
    pending: Vec<(FileId, String)>,
    diagnostics: Diagnostics,
}

impl Loading<'_> {
    /// Reads a file that there has to be, and that has to be an object.
    fn document(&mut self, path: &Path) -> Option<FileId> {
        let file = match self.file(path) {
            Ok((file, references)) => {
                let references = references.into_iter();
                self.pending.extend(references.map(|text| (file, text)));
                file
            }
            Err(error) => {
                let file = self.sources.add_text(path, "");
                self.diagnostics.push(unreadable(path, file, &error));
                return None;
            }
        };
        let value = self.sources.value(file)?;
        if value.is_object() {
            return Some(file);
        }
        self.diagnostics.push(not_an_object(file, value));
        None
    }

    fn overlay(&mut self, document: FileId, path: &Path) {
        let Some(overlay) = self.document(path) else {
            return;
        };
        // What an overlay brings in becomes part of the document, and so do its references.
        for (file, _) in &mut self.pending {
            *file = document;
        }
        self.diagnostics.fix_places(document, &self.sources);
        overlay::apply(&mut self.sources, document, overlay, &mut self.diagnostics);
    }

    fn referenced_files(&mut self) {
        while let Some((from, reference)) = self.pending.pop() {
            let Ok(Some(path)) = self.sources.target(from, &reference) else {
                continue;
            };
            if self.sources.by_path.contains_key(&path) {
                continue;
            }
            if let Ok((file, references)) = self.file(&path) {
                let references = references.into_iter();
                self.pending.extend(references.map(|text| (file, text)));
            }
        }
    }

    fn file(&mut self, path: &Path) -> io::Result<(FileId, Vec<String>)> {
        let read = self.loader.read(path).map(|bytes| {
            self.sources
                .add_document(path.to_path_buf(), bytes, &mut self.diagnostics)
        });
        let outcome = match &read {
            Ok((file, _)) => Ok(*file),
            Err(error) => Err(error.to_string()),
        };
        self.sources.by_path.insert(PathBuf::from(path), outcome);
        read
    }
}

fn unreadable(path: &Path, file: FileId, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` can't be read: {error}", path.display());
    let mut parts = path.components();
    let first = parts.next().map(|part| part.as_os_str());
    let help = match first.and_then(OsStr::to_str) {
        Some("http:" | "https:") => "nothing is fetched from the network: save it as a file",
        _ => "check the path and the rights of the file",
    };
    Diagnostic::error(codes::UNREADABLE, message)
        .at(Place::bytes(file, 0..0))
        .help(help)
}

fn not_an_object(file: FileId, value: &Value) -> Diagnostic {
    let kind = match value {
        Value::Array(_) => "a list",
        _ => "a single value",
    };
    let message = format!("the document is {kind}, but must be an object");
    Diagnostic::error(codes::NOT_AN_OBJECT, message)
        .at(Place::value(file, Pointer::root()))
        .help("begin with keys, such as `openapi: 3.0.3`")
}
