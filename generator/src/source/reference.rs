//! References: `$ref` texts, the files that they name and the nodes that they point at.
//!
//! A reference is a URI reference (RFC 3986) whose fragment is a JSON Pointer (RFC 6901), as of
//! the Reference Object of the OpenAPI specification, or the name of an anchor.

use std::path::{Component, Path, PathBuf};
use std::sync::atomic::Ordering;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::identifiers::Resource;
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

/// What the fragment of a reference is looked up in.
struct Context<'s> {
    file: FileId,
    /// A schema that names itself, and, as many authors mean it, the whole document.
    scopes: [Option<&'s Resource>; 2],
}

impl Context<'_> {
    fn scopes(&self) -> impl Iterator<Item = &Resource> {
        self.scopes.into_iter().flatten()
    }

    /// What a pointer leads to in the document, with the pointer to that.
    fn part<'v>(&self, pointer: Pointer, document: &'v Value) -> Option<(Pointer, &'v Value)> {
        let below = self.scopes().map(|scope| scope.root.concat(&pointer));
        // Behind the slash of `#/` a name may be missing, which many write for the whole.
        let whole = (pointer.as_str() == "/").then(Pointer::root);
        let mut candidates = below.chain([pointer.clone()]).chain(whole);
        candidates.find_map(|pointer| {
            let value = pointer.find(document)?;
            Some((pointer, value))
        })
    }

    /// What an anchor stands for in the document, with the pointer to that.
    fn anchor<'v>(
        &self,
        name: &str,
        reference: &str,
        document: &'v Value,
    ) -> Result<(Pointer, &'v Value), Diagnostic> {
        let name = percent_decode_str(name).decode_utf8_lossy();
        let found = self.scopes().find_map(|scope| scope.anchor(&name));
        let found = found.map(|pointer| {
            let value = pointer.find(document);
            (pointer.clone(), value.unwrap_or(&Value::Null))
        });
        found.ok_or_else(|| {
            let names = self.scopes().flat_map(Resource::anchors);
            let similar = nearest(&name, names).map(|name| format!("#{name}"));
            let meant = similar.or_else(|| meant_within(&name, document));
            let (location, _) = split(reference);
            dangling(reference, meant.map(|meant| format!("{location}{meant}")))
        })
    }
}

impl Sources {
    /// Follows a reference that stands in `file`, at or below `at`. One step only: what it points at may be a
    /// reference again.
    ///
    /// # Errors
    /// When the text is no reference that can be followed, or leads to nothing. The diagnostic
    /// has no place yet; give it the place of the reference by [`Diagnostic::at`].
    pub fn resolve(
        &self,
        file: FileId,
        at: &Pointer,
        reference: &str,
    ) -> Result<Resolved<'_>, Diagnostic> {
        let context = self.context(file, at, reference)?;
        let Some(document) = self.value(context.file) else {
            return Err(faulty(self.path(context.file)));
        };
        let (location, fragment) = split(reference);
        let found = match is_anchor(fragment) {
            true => context.anchor(fragment, reference, document),
            false => {
                let pointer = Pointer::from_fragment(fragment)
                    .map_err(|error| bad_reference(reference, &error.reason))?;
                context.part(pointer.clone(), document).ok_or_else(|| {
                    let similar = self.may_suggest().then(|| similar(&pointer, document));
                    let meant = similar.flatten();
                    dangling(
                        reference,
                        meant.map(|pointer| format!("{location}{pointer}")),
                    )
                })
            }
        };
        let (pointer, value) = found?;
        Ok(Resolved {
            file: context.file,
            value,
            pointer,
        })
    }

    /// What a reference names without its fragment.
    fn context(
        &self,
        file: FileId,
        at: &Pointer,
        reference: &str,
    ) -> Result<Context<'_>, Diagnostic> {
        let (location, _) = split(reference);
        let identifiers = self.identifiers();
        let around = identifiers.and_then(|known| known.around(file, at));
        let named = match location {
            "" => around,
            _ => identifiers
                .zip(around)
                .and_then(|(known, around)| known.named(around, location)),
        };
        let file = match (named, self.target(file, reference)) {
            (Some(named), _) => named.file,
            (None, Ok(Some(path))) => self.loaded(&path, file, reference)?,
            (None, Ok(None)) => file,
            (None, Err(diagnostic)) => return Err(diagnostic),
        };
        let document = identifiers.and_then(|known| known.around(file, &Pointer::root()));
        Ok(Context {
            file,
            scopes: [named, document],
        })
    }

    /// The file that a reference names; `None` for the one that it stands in. Refuses what is not to be followed.
    pub(super) fn target(
        &self,
        from: FileId,
        reference: &str,
    ) -> Result<Option<PathBuf>, Diagnostic> {
        let (location, _) = split(reference);
        if location.is_empty() {
            return Ok(None);
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
        Ok(Some(path))
    }

    /// The node that a reference names by file and pointer, if that file was read.
    pub(crate) fn target_of(&self, from: FileId, reference: &str) -> Option<(FileId, Pointer)> {
        let file = match self.target(from, reference).ok()? {
            Some(path) => *self.by_path.get(&path)?.as_ref().ok()?,
            None => from,
        };
        let (_, fragment) = split(reference);
        Some((file, Pointer::from_fragment(fragment).ok()?))
    }

    /// Whether it is worth the time to look for what a reference might have meant.
    pub(super) fn may_suggest(&self) -> bool {
        self.suggestions.fetch_add(1, Ordering::Relaxed) < MAX_SUGGESTIONS
    }

    fn loaded(&self, path: &Path, from: FileId, reference: &str) -> Result<FileId, Diagnostic> {
        let reason = match self.by_path.get(path) {
            Some(Ok(file)) => return Ok(*file),
            Some(Err(reason)) => reason.as_str(),
            None => "only files that a `$ref` names are read",
        };
        let within = self.value(from);
        if let Some(meant) = within.and_then(|document| meant_within(reference, document)) {
            return Err(dangling(reference, Some(meant)));
        }
        let similar = self.may_suggest().then(|| self.similar(path)).flatten();
        Err(unloaded(path, reason, reference, similar))
    }

    /// The name of a file in the same folder that was read, and that is called nearly so.
    fn similar(&self, path: &Path) -> Option<&str> {
        let is_beside = |other: &&PathBuf| other.parent() == path.parent();
        let read = self.by_path.iter().filter(|(_, file)| file.is_ok());
        let beside = read.map(|(path, _)| path).filter(is_beside);
        nearest(name(path)?, beside.filter_map(|path| name(path)))
    }
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
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

/// A reference without its fragment, and the fragment.
fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Whether a fragment is the name of an anchor, not a JSON Pointer.
fn is_anchor(fragment: &str) -> bool {
    !fragment.is_empty() && !fragment.starts_with(['/', '%'])
}

fn bad_reference(reference: &str, reason: &str) -> Diagnostic {
    let message = format!("`{reference}` can't be followed: {reason}");
    Diagnostic::warning(codes::BAD_REFERENCE, message).help(
        "behind `#`, `/` stands before each key; within one, `~1` stands for `/` and `~0` for `~`",
    )
}

fn remote(reference: &str) -> Diagnostic {
    let message = format!("`{reference}` is not a file beside the document");
    Diagnostic::warning(codes::REMOTE_REFERENCE, message)
        .help("nothing is fetched from the network: save it as a file, and refer to that")
}

fn outside(reference: &str, folder: &Path) -> Diagnostic {
    let folder = match folder.as_os_str().is_empty() {
        true => ".".into(),
        false => folder.display().to_string(),
    };
    let message = format!("`{reference}` leads out of `{folder}`, the folder of the main document");
    Diagnostic::warning(codes::OUTSIDE_FOLDER, message)
        .help("move the file into that folder: what comes from elsewhere may not read all of this machine")
}

fn unloaded(path: &Path, reason: &str, reference: &str, similar: Option<&str>) -> Diagnostic {
    let message = format!("`{}` can't be used: {reason}", path.display());
    let diagnostic = Diagnostic::warning(codes::UNLOADED_FILE, message);
    let (location, _) = split(reference);
    match similar.zip(name(path).and_then(|name| location.strip_suffix(name))) {
        Some((similar, folder)) => {
            let fragment = &reference[location.len()..];
            let meant = format!("{folder}{similar}{fragment}");
            let help = format!("did you mean `{meant}`?");
            diagnostic.suggest(meant).help(help)
        }
        None => diagnostic
            .help("check the path: it is relative to the file that the reference stands in"),
    }
}

fn faulty(path: &Path) -> Diagnostic {
    let message = format!("`{}` has errors of its own", path.display());
    Diagnostic::warning(codes::UNLOADED_FILE, message).help("mend them first")
}

fn dangling(reference: &str, meant: Option<String>) -> Diagnostic {
    let message = format!("`{reference}` points at nothing");
    let diagnostic = Diagnostic::warning(codes::DANGLING_REFERENCE, message);
    match meant {
        Some(meant) => {
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

/// What a reference to a part of the same document would be that lacks its `#`, its slash, or all but the name.
fn meant_within(reference: &str, document: &Value) -> Option<String> {
    let pointer = Pointer::from_fragment(&format!("/{reference}")).ok()?;
    let found = match pointer.find(document) {
        Some(_) => Some(pointer),
        None => same_name_elsewhere(&pointer, document).filter(|_| !reference.contains('/')),
    };
    found.map(|pointer| pointer.to_string())
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
