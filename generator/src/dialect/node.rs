//! A value of the document together with its place.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};

use super::schema::JsonType;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::{FileId, Pointer, Sources};

/// A value of the document together with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node<'d> {
    pub(crate) file: FileId,
    pub(crate) pointer: Pointer,
    pub(crate) value: &'d Value,
    misfits: &'d Misfits,
}

/// Values that are not what they were asked for, each once. Who asks goes on as if there were nothing.
#[derive(Debug, Default)]
pub(crate) struct Misfits(Mutex<BTreeMap<(FileId, Pointer), Diagnostic>>);

impl Misfits {
    /// What is to be told of them.
    pub(crate) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        let misfits = self.0.into_inner();
        misfits
            .unwrap_or_else(PoisonError::into_inner)
            .into_values()
    }
}

/// What a value has to be.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Wanted {
    Object,
    List,
}

impl<'d> Node<'d> {
    pub(crate) fn new(
        file: FileId,
        pointer: Pointer,
        value: &'d Value,
        misfits: &'d Misfits,
    ) -> Self {
        Self {
            file,
            pointer,
            value,
            misfits,
        }
    }

    /// A node that is found by other means than from its parent.
    pub(crate) fn elsewhere<'v>(&self, file: FileId, pointer: Pointer, value: &'v Value) -> Node<'v>
    where
        'd: 'v,
    {
        Node::new(file, pointer, value, self.misfits)
    }

    /// The place of the value.
    pub(crate) fn place(&self) -> Place {
        Place::value(self.file, self.pointer.clone())
    }

    /// The place of the key that leads to the value.
    pub(crate) fn key_place(&self) -> Place {
        Place::key(self.file, self.pointer.clone())
    }

    /// What tells this node from all others.
    pub(crate) fn identity(&self) -> (FileId, Pointer) {
        (self.file, self.pointer.clone())
    }

    /// The value, if it is an object; it may be something else.
    pub(crate) fn object(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }

    /// The value, which has to be an object.
    pub(super) fn wanted_object(&self) -> Option<&'d Map<String, Value>> {
        let object = self.object();
        if object.is_none() {
            self.misfit(Wanted::Object);
        }
        object
    }

    /// The value, which has to be a list.
    pub(super) fn wanted_list(&self) -> Option<&'d Vec<Value>> {
        let list = self.value.as_array();
        if list.is_none() {
            self.misfit(Wanted::List);
        }
        list
    }

    /// Takes note that the value should be something else. Null says nothing, and `true` and `false` are schemas, or
    /// say what is `required` as draft 3 of JSON Schema had it.
    pub(super) fn misfit(&self, wanted: Wanted) {
        if !matches!(self.value, Value::Null | Value::Bool(_)) {
            self.note(|| match self.pointer.last().as_deref() {
                Some("$ref") => misplaced_reference().at(self.key_place()),
                _ => misfit(self.value, wanted).at(self.place()),
            });
        }
    }

    /// Takes note, once, that something is wrong with the value.
    pub(super) fn note(&self, misfit: impl FnOnce() -> Diagnostic) {
        let misfits = self.misfits.0.lock();
        let mut misfits = misfits.unwrap_or_else(PoisonError::into_inner);
        misfits.entry(self.identity()).or_insert_with(misfit);
    }

    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.member(key)?;
        Some(self.child(key, value))
    }

    /// The `$ref`, or the `$dynamicRef`, which is taken for one: what it leads to where no schema around overrides it.
    pub(crate) fn reference(&self) -> Option<Self> {
        self.get("$ref").or_else(|| self.get("$dynamicRef"))
    }

    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.member(key)?.as_str()
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        self.member(key).and_then(Value::as_bool) == Some(true)
    }

    /// The members of an object whose keys are names of the document's own, such as paths and statuses: an extension is
    /// none of them (OpenAPI 3.1.1, section 4.9).
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'d str, Self)> {
        self.members().filter(|(key, _)| !key.starts_with("x-"))
    }

    /// The members of what has to be an object.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let node = self.clone();
        self.wanted_object()
            .into_iter()
            .flatten()
            .map(move |(key, value)| (key.as_str(), node.child(key, value)))
    }

    /// The items of what has to be a list.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let node = self.clone();
        self.wanted_list()
            .into_iter()
            .flatten()
            .enumerate()
            .map(move |(index, value)| node.child(&index.to_string(), value))
    }

    /// The value of a member of what has to be an object.
    fn member(&self, key: &str) -> Option<&'d Value> {
        // To compare the keys of the usual, small object takes less than to hash the one that is looked for.
        const FEW: usize = 8;
        let object = self.wanted_object()?;
        if object.len() > FEW {
            return object.get(key);
        }
        let mut members = object.iter();
        members.find_map(|(known, value)| (known == key).then_some(value))
    }

    fn child(&self, key: &str, value: &'d Value) -> Self {
        self.elsewhere(self.file, self.pointer.join(key), value)
    }
}

/// A `$ref` among names of the document's own, such as media types, where it is taken for one of them.
fn misplaced_reference() -> Diagnostic {
    let message = "a `$ref` can't stand here, where each key is a name";
    Diagnostic::warning(codes::UNREADABLE_OBJECT, message).help(
        "give each member a `$ref` of its own, or refer to the object around; it is left out here",
    )
}

/// A value that is of another kind than the specification has it there.
fn misfit(value: &Value, wanted: Wanted) -> Diagnostic {
    let found = match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::String(_) => "a text",
        Value::Number(_) | Value::Bool(_) | Value::Null => "a single value",
    };
    let (wanted, mend) = match wanted {
        Wanted::Object => match value.as_str().and_then(JsonType::parse) {
            Some(_) => ("an object", "write the type as `{ type: ... }`"),
            None => ("an object", "write keys with values"),
        },
        Wanted::List if value.is_object() => {
            ("a list", "begin each item with `- `, or put it in brackets")
        }
        Wanted::List => ("a list", "put it in brackets"),
    };
    Diagnostic::warning(
        codes::UNREADABLE_OBJECT,
        format!("{wanted} is wanted here, but this is {found}"),
    )
    .help(format!(
        "{mend}, as the OpenAPI specification has it; it is left out here"
    ))
}

/// Follows `$ref`s ([Reference Object](https://spec.openapis.org/oas/v3.0.4.html#reference-object)).
#[derive(Clone, Copy)]
pub(crate) struct References<'d> {
    sources: &'d Sources,
}

impl<'d> References<'d> {
    pub(crate) fn new(sources: &'d Sources) -> Self {
        Self { sources }
    }

    /// The node that a `$ref` leads to in one step; `None` where there is no `$ref` or it leads nowhere, which is then reported.
    pub(crate) fn target(
        &self,
        node: &Node<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Node<'d>> {
        let reference = node.reference()?;
        let Some(text) = reference.value.as_str() else {
            let help = match reference.value {
                Value::Null => "in YAML `#` begins a comment: put the reference in quotes",
                _ => "write a reference such as `\"#/components/schemas/Name\"`",
            };
            diagnostics.push(
                Diagnostic::warning(codes::BAD_REFERENCE, "`$ref` is not a text")
                    .at(reference.place())
                    .help(help),
            );
            return None;
        };
        match self.leads_to(node, text) {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                diagnostics.push(diagnostic.at(reference.place()));
                None
            }
        }
    }

    /// The name of the file that a node stands in, without its ending.
    pub(crate) fn file_stem(&self, node: &Node<'d>) -> Cow<'d, str> {
        let stem = self.sources.path(node.file).file_stem();
        stem.map_or(Cow::Borrowed(""), OsStr::to_string_lossy)
    }

    /// The path of the file that a node stands in, from the folder of the main document.
    pub(crate) fn file_path(&self, node: &Node<'d>) -> String {
        self.sources.path_in_folder(node.file)
    }

    /// What a text that stands at a node leads to as a reference, or why it leads nowhere.
    pub(crate) fn leads_to(&self, at: &Node<'d>, reference: &str) -> Result<Node<'d>, Diagnostic> {
        let target = self.sources.resolve(at.file, &at.pointer, reference)?;
        Ok(at.elsewhere(target.file, target.pointer, target.value))
    }

    /// Why a text that stands at a node leads nowhere as a reference; `None` where it leads somewhere.
    pub(crate) fn fault(&self, at: &Node<'d>, reference: &str) -> Option<Diagnostic> {
        let fault = self.leads_to(at, reference).err();
        fault.map(|fault| fault.at(at.place()))
    }

    /// The node itself, or what its `$ref` leads to in the end. Unresolved and circular ones are reported.
    pub(crate) fn resolve(
        &self,
        node: Node<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Node<'d>> {
        let mut way: Vec<Node<'d>> = Vec::new();
        let mut seen = HashSet::new();
        let mut current = node;
        while let Some(reference) = current.reference() {
            if !seen.insert(current.identity()) {
                let from = way
                    .iter()
                    .position(|step| step.identity() == reference.identity());
                diagnostics.push(circle(&way[from.unwrap_or_default()..]));
                return None;
            }
            way.push(reference);
            current = self.target(&current, diagnostics)?;
        }
        Some(current)
    }
}

/// References of which each leads to the next, and the last to the first.
fn circle(references: &[Node<'_>]) -> Diagnostic {
    let mut diagnostic = Diagnostic::warning(
        codes::CIRCULAR_REFERENCE,
        "this `$ref` leads back to itself",
    );
    if let Some((first, others)) = references.split_first() {
        diagnostic = diagnostic.at(first.place());
        for other in others {
            diagnostic = diagnostic.related(other.place(), "by way of this");
        }
    }
    diagnostic.help("let one of the references in the circle be a definition")
}
