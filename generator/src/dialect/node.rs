//! A value of the document together with its place.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::{FileId, Pointer, Sources};

/// A value of the document together with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node<'d> {
    pub(crate) file: FileId,
    pub(crate) pointer: Pointer,
    pub(crate) value: &'d Value,
}

impl<'d> Node<'d> {
    pub(crate) fn new(file: FileId, pointer: Pointer, value: &'d Value) -> Self {
        Self {
            file,
            pointer,
            value,
        }
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

    pub(crate) fn object(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }

    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.object()?.get(key)?;
        Some(self.child(key, value))
    }

    /// The `$ref`, or the `$dynamicRef`, which is taken for one: what it leads to where no schema around overrides it.
    pub(crate) fn reference(&self) -> Option<Self> {
        self.get("$ref").or_else(|| self.get("$dynamicRef"))
    }

    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.object()?.get(key)?.as_str()
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        self.object()
            .and_then(|object| object.get(key))
            .and_then(Value::as_bool)
            == Some(true)
    }

    /// The members of an object; nothing for other values.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> {
        let node = self.clone();
        self.object()
            .into_iter()
            .flatten()
            .map(move |(key, value)| (key.as_str(), node.child(key, value)))
    }

    /// The items of an array; nothing for other values.
    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let node = self.clone();
        self.value
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
            .map(move |(index, value)| node.child(&index.to_string(), value))
    }

    fn child(&self, key: &str, value: &'d Value) -> Self {
        Self::new(self.file, self.pointer.join(key), value)
    }
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
            diagnostics.push(
                Diagnostic::warning(codes::BAD_REFERENCE, "`$ref` is not a string")
                    .at(reference.place())
                    .help("write a reference such as `#/components/schemas/Name`"),
            );
            return None;
        };
        match self.sources.resolve(node.file, &node.pointer, text) {
            Ok(target) => Some(Node::new(target.file, target.pointer, target.value)),
            Err(diagnostic) => {
                diagnostics.push(diagnostic.at(reference.place()));
                None
            }
        }
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
