//! References: `$ref` texts, the files that they name and the nodes that they point at.
//!
//! A reference is a URI reference (RFC 3986) whose fragment is a JSON Pointer (RFC 6901), as of
//! the Reference Object of the OpenAPI specification.

use std::path::{Component, Path, PathBuf};
use std::sync::atomic::Ordering;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::pointer::Pointer;
use super::suggest::nearest;
use super::{FileId, Sources};
use crate::diagnostics::{Diagnostic, codes};

/// Each suggestion compares a name with all others; past so many a document has other troubles.
const MAX_SUGGESTIONS: usize = 100;

/// The node that a reference points at.
#[derive(Clone, Debug)]
pub struct Resolved<'s> {
    /// The file of the node.
    pub file: FileId,
    /// Its pointer there.
    pub pointer: Pointer,
    /// The node.
    pub value: &'s Value,
}

/// A reference, taken apart.
pub(super) struct Target<'r> {
    /// The file that it names; `None` for the file that it stands in.
    pub(super) path: Option<PathBuf>,
    fragment: &'r str,
}

impl Sources {
    /// Follows a reference that stands in `file`. One step only: what it points at may be a
    /// reference again.
    ///
    /// # Errors
    /// When the text is no reference that can be followed, or leads to nothing. The diagnostic
    /// has no place yet; give it the place of the reference by [`Diagnostic::at`].
    pub fn resolve(&self, file: FileId, reference: &str) -> Result<Resolved<'_>, Diagnostic> {
        let target = self.target(file, reference)?;
        let pointer = fragment_pointer(reference, target.fragment)?;
        let file = match target.path {
            Some(path) => self.loaded(&path)?,
            None => file,
        };
        let Some(document) = self.value(file) else {
            return Err(faulty(self.path(file)));
        };
        match pointer.find(document) {
            Some(value) => Ok(Resolved {
                file,
                pointer,
                value,
            }),
            None => {
                let similar = self.may_suggest().then(|| similar(&pointer, document));
                Err(dangling(reference, similar.flatten()))
            }
        }
    }

    /// Takes a reference apart, and refuses those that are not to be followed.
    pub(super) fn target<'r>(
        &self,
        from: FileId,
        reference: &'r str,
    ) -> Result<Target<'r>, Diagnostic> {
        let (location, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if location.is_empty() {
            return Ok(Target {
                path: None,
                fragment,
            });
        }
        if has_scheme(location) {
            return Err(remote(reference));
        }
        let relative = percent_decode_str(location)
            .decode_utf8()
            .map_err(|_| bad_reference(reference, "its path is not UTF-8"))?;
        let folder = self.path(from).parent().unwrap_or(Path::new(""));
        let path = normalized(&folder.join(&*relative));
        if !self.may_leave_folder && !is_inside(&path, &self.folder) {
            return Err(outside(reference, &self.folder));
        }
        Ok(Target {
            path: Some(path),
            fragment,
        })
    }

    /// Whether it is worth the time to look for what a reference might have meant.
    pub(super) fn may_suggest(&self) -> bool {
        self.suggestions.fetch_add(1, Ordering::Relaxed) < MAX_SUGGESTIONS
    }

    fn loaded(&self, path: &Path) -> Result<FileId, Diagnostic> {
        match self.by_path.get(path) {
            Some(Ok(file)) => Ok(*file),
            Some(Err(error)) => Err(unloaded(path, error)),
            None => Err(unloaded(path, "only files that a `$ref` names are read")),
        }
    }
}

/// A path without `.` and, as far as it can be told without a file system, without `..`.
pub(super) fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if ends_with_name(&normalized) => {
                normalized.pop();
            }
            other => normalized.push(other),
        }
    }
    normalized
}

fn ends_with_name(path: &Path) -> bool {
    matches!(path.components().next_back(), Some(Component::Normal(_)))
}

fn is_inside(path: &Path, folder: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|below| {
        below
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
    })
}

/// Whether a URI reference begins with a scheme (RFC 3986, section 3.1) or an authority.
fn has_scheme(location: &str) -> bool {
    if location.starts_with("//") {
        return true;
    }
    location.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

fn fragment_pointer(reference: &str, fragment: &str) -> Result<Pointer, Diagnostic> {
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Err(bad_reference(
            reference,
            "what follows `#` is the name of an anchor, not a path",
        )
        .help("write the whole path, such as `#/components/schemas/Pet`"));
    }
    Pointer::from_fragment(fragment).map_err(|error| bad_reference(reference, &error.reason))
}

fn bad_reference(reference: &str, reason: &str) -> Diagnostic {
    let message = format!("`{reference}` can't be followed: {reason}");
    Diagnostic::error(codes::BAD_REFERENCE, message)
}

fn remote(reference: &str) -> Diagnostic {
    let message = format!("`{reference}` is not a file beside the document");
    Diagnostic::error(codes::REMOTE_REFERENCE, message)
        .help("nothing is fetched from the network: save it as a file, and refer to that")
}

fn outside(reference: &str, folder: &Path) -> Diagnostic {
    let folder = match folder.as_os_str().is_empty() {
        true => ".".into(),
        false => folder.display().to_string(),
    };
    let message = format!("`{reference}` leads out of `{folder}`, the folder of the main document");
    Diagnostic::error(codes::OUTSIDE_FOLDER, message)
        .help("move the file into that folder, or allow references to leave it")
}

fn unloaded(path: &Path, reason: &str) -> Diagnostic {
    let message = format!("`{}` can't be used: {reason}", path.display());
    Diagnostic::error(codes::UNLOADED_FILE, message)
        .help("check the path: it is relative to the file that the reference stands in")
}

fn faulty(path: &Path) -> Diagnostic {
    let message = format!("`{}` has errors of its own", path.display());
    Diagnostic::error(codes::UNLOADED_FILE, message).help("mend them first")
}

fn dangling(reference: &str, similar: Option<Pointer>) -> Diagnostic {
    let message = format!("`{reference}` points at nothing");
    let diagnostic = Diagnostic::error(codes::DANGLING_REFERENCE, message);
    match similar {
        Some(similar) => {
            let file = reference.split('#').next().unwrap_or_default();
            let meant = format!("{file}{similar}");
            let help = format!("did you mean `{meant}`?");
            diagnostic.suggest(meant).help(help)
        }
        None => diagnostic.help("define what it points at, or correct the reference"),
    }
}

/// A node whose pointer differs only by a slip, or that has the same name elsewhere.
fn similar(pointer: &Pointer, document: &Value) -> Option<Pointer> {
    corrected(pointer, document).or_else(|| same_name_elsewhere(pointer, document))
}

fn corrected(pointer: &Pointer, document: &Value) -> Option<Pointer> {
    let mut node = document;
    let mut corrected = Pointer::root();
    for segment in pointer.segments() {
        let below = corrected.join(&segment);
        corrected = match below.last().and_then(|name| child(node, &name)) {
            Some(_) => below,
            None => {
                let names = node.as_object()?.keys().map(String::as_str);
                corrected.join(nearest(&segment, names)?)
            }
        };
        node = child(node, &corrected.last()?)?;
    }
    Some(corrected)
}

fn child<'v>(node: &'v Value, segment: &str) -> Option<&'v Value> {
    match node {
        Value::Object(members) => members.get(segment),
        Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Looks in the containers of all versions of OpenAPI: `definitions` of 2.0, `components` of 3.x.
fn same_name_elsewhere(pointer: &Pointer, document: &Value) -> Option<Pointer> {
    let name = pointer.last()?;
    let components = Pointer::root().join("components");
    let sections = components.find(document).and_then(Value::as_object);
    let in_components = sections
        .into_iter()
        .flat_map(|sections| sections.keys())
        .map(|section| components.join(section));
    ["definitions", "parameters", "responses"]
        .into_iter()
        .map(|section| Pointer::root().join(section))
        .chain(in_components)
        .map(|section| section.join(&name))
        .find(|candidate| candidate.find(document).is_some())
}
