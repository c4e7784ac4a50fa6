//! The files of a run.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;

use serde_json::Value;

use super::edits::{Edit, Edits};
use super::identifiers::Identifiers;
use super::parse::{self, Format};
use super::places::PlaceTree;
use super::pointer::Pointer;
use super::text::SourceText;
use crate::diagnostics::{Diagnostics, Place, Spot};

/// A file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(u32);

/// All the texts of a run, and the value trees of those that are documents.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<File>,
    /// What came of each path that was read; the error is the loader's words.
    pub(super) by_path: HashMap<PathBuf, Result<FileId, String>>,
    /// The folder of the main document.
    pub(super) folder: PathBuf,
    /// Whether references may leave that folder.
    pub(super) may_leave_folder: bool,
    /// Whether any file has parts that give themselves names.
    has_identifiers: bool,
    /// The names of all parts, once they are looked for.
    identifiers: OnceLock<Identifiers>,
    /// How many references that lead nowhere were compared with what there is.
    pub(super) suggestions: AtomicUsize,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    text: SourceText,
    format: Format,
    value: Option<Value>,
    places: OnceLock<PlaceTree>,
    edits: Edits,
}

/// Where something stands in the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file: an overlay's, where the node came from there.
    pub file: FileId,
    /// The bytes of the file's text.
    pub span: Range<usize>,
    /// The line of its begin, from 1.
    pub line: usize,
    /// The column of its begin, from 1, in characters.
    pub column: usize,
    /// The line of its end, from 1.
    pub end_line: usize,
    /// The column after its end, from 1, in characters.
    pub end_column: usize,
}

impl Sources {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No files yet; references are followed inside of `folder`, or everywhere.
    pub(super) fn in_folder(folder: Option<&Path>, may_leave_folder: bool) -> Self {
        Self {
            folder: folder.map(Path::to_path_buf).unwrap_or_default(),
            may_leave_folder,
            ..Self::default()
        }
    }

    /// Adds a text that is no document, such as a configuration file, so that diagnostics can
    /// show it by [`Place::bytes`].
    pub fn add_text(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        self.add(File {
            path: path.into(),
            text: SourceText::new(text),
            format: Format::Yaml,
            value: None,
            places: OnceLock::new(),
            edits: Edits::default(),
        })
    }

    /// The path of a file, as it was asked for or as references lead to it.
    #[must_use]
    pub fn path(&self, file: FileId) -> &Path {
        &self.file(file).path
    }

    /// The path of a file from the folder of the main document, alike on every machine.
    pub(crate) fn path_in_folder(&self, file: FileId) -> String {
        let path = self.path(file);
        let path = path.strip_prefix(&self.folder).unwrap_or(path);
        let parts = path.components();
        let parts: Vec<_> = parts
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        parts.join("/")
    }

    /// The text of a file, without a byte order mark.
    #[must_use]
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).text.as_str()
    }

    /// The tree of a file, overlays applied; `None` where the text could not be read, is no
    /// document, or where the tree has been taken.
    #[must_use]
    pub fn value(&self, file: FileId) -> Option<&Value> {
        self.file(file).value.as_ref()
    }

    /// The same, to change it.
    pub(crate) fn value_mut(&mut self, file: FileId) -> Option<&mut Value> {
        self.file_mut(file).value.as_mut()
    }

    /// Takes the tree of a file, to change it without a copy. References into the file can't be
    /// resolved afterwards; places stay.
    pub fn take_value(&mut self, file: FileId) -> Option<Value> {
        self.file_mut(file).value.take()
    }

    /// Takes the trees of all files, which are most of what is held. References can't be resolved afterwards; places stay.
    pub fn take_values(&mut self) -> Vec<Value> {
        let files = self.files.iter_mut();
        files.filter_map(|file| file.value.take()).collect()
    }

    /// Lets files have other paths in messages. References can't be resolved afterwards.
    pub fn rename(&mut self, name: impl Fn(&Path) -> PathBuf) {
        for file in &mut self.files {
            file.path = name(&file.path);
        }
    }

    /// All files, in the order in which they were read.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        (0..).map(FileId).take(self.files.len())
    }

    /// Where a place stands. The first call for a file finds the places of all its nodes.
    ///
    /// A node that is not in the text has the place of its nearest ancestor that is.
    #[must_use]
    pub fn locate(&self, place: &Place) -> Location {
        match &place.spot {
            Spot::Bytes(range) => self.location(place.file, range.clone()),
            Spot::Key(pointer) => self.locate_node(place.file, pointer, true),
            Spot::Value(pointer) => self.locate_node(place.file, pointer, false),
        }
    }

    fn locate_node(&self, file: FileId, pointer: &Pointer, wants_key: bool) -> Location {
        let (file, pointer) = self.file(file).edits.origin(file, pointer);
        let File {
            text,
            format,
            places,
            ..
        } = self.file(file);
        let places = places.get_or_init(|| parse::place_tree(text.as_str(), *format));
        let span = places
            .find(&pointer, text.as_str())
            .map_or(0..0, |node| match node.key {
                // An object or array is many lines long, and an empty value has none; the key says
                // which one it is.
                Some(key) if wants_key || node.is_container || node.value.is_empty() => key,
                // An item of a list, or the whole text, has none: its first line says which one it is.
                _ if node.is_container => first_line(text.as_str(), node.value),
                _ => node.value,
            });
        self.location(file, span)
    }

    fn location(&self, file: FileId, span: Range<usize>) -> Location {
        let text = &self.file(file).text;
        let start = text.clamp(span.start);
        let end = text.clamp(span.end).max(start);
        let (line, column) = text.position(start);
        // Most spans are short, but what is before them may be a line of megabytes.
        let inside = &text.as_str()[start..end];
        let last = inside.rsplit('\n').next().unwrap_or_default();
        let added = last.chars().count();
        let end_line = line + inside.matches('\n').count();
        let end_column = if end_line == line {
            column + added
        } else {
            1 + added
        };
        Location {
            file,
            span: start..end,
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The bytes of the line that holds a byte.
    pub(crate) fn line_around(&self, file: FileId, offset: usize) -> Range<usize> {
        self.file(file).text.line_around(offset)
    }

    /// Adds and parses a document. Gives also the `$ref` texts that name other files.
    pub(super) fn add_document(
        &mut self,
        path: PathBuf,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> (FileId, Vec<String>) {
        let (text, encoding_fault) = SourceText::decode(bytes);
        let id = self.next_id();
        let parsed = parse::parse(id, &path, &text, encoding_fault, diagnostics);
        self.has_identifiers |= parsed.has_identifiers;
        self.add(File {
            path,
            text,
            format: parsed.format,
            value: parsed.value,
            places: parsed.places.map(OnceLock::from).unwrap_or_default(),
            edits: Edits::default(),
        });
        (id, parsed.file_references)
    }

    /// The names that parts of documents give themselves; `None` where no part does.
    pub(super) fn identifiers(&self) -> Option<&Identifiers> {
        self.has_identifiers
            .then(|| self.identifiers.get_or_init(|| Identifiers::find(self)))
    }

    /// Puts a changed tree in place, with what was done to it.
    pub(super) fn replace_value(&mut self, file: FileId, value: Value, edits: Edits) {
        self.identifiers = OnceLock::new();
        let file = self.file_mut(file);
        file.value = Some(value);
        file.edits.append(edits);
    }

    /// Puts a value in the place of a node. `origins` says of its parts where in `from` they stand, so that places are
    /// found there.
    pub(crate) fn place(
        &mut self,
        file: FileId,
        pointer: &Pointer,
        value: Value,
        from: FileId,
        origins: Vec<(Pointer, Pointer)>,
    ) {
        let file = self.file_mut(file);
        let node = file.value.as_mut();
        if let Some(node) = node.and_then(|root| root.pointer_mut(pointer.as_str())) {
            *node = value;
            for (at, origin) in origins {
                file.edits.push(Edit::Placed {
                    at,
                    from_file: from,
                    from: origin,
                });
            }
        }
    }

    fn next_id(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX))
    }

    fn add(&mut self, file: File) -> FileId {
        let id = self.next_id();
        self.files.push(file);
        id
    }

    fn file(&self, file: FileId) -> &File {
        &self.files[file.0 as usize]
    }

    fn file_mut(&mut self, file: FileId) -> &mut File {
        &mut self.files[file.0 as usize]
    }
}

/// The part of a span that stands on its first line.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let line = text[span.clone()].lines().next().unwrap_or_default();
    span.start..span.start + line.trim_end().len()
}
