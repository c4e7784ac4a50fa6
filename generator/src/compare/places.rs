//! Where changes stand: nodes of the documents, and the file and line of each.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use super::{Change, Comparison};
use crate::api::{Operation, TypeDefinition};
use crate::diagnostics::Place;
use crate::source::{FileId, Pointer, Sources};

/// A node of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Node {
    /// A JSON pointer into its file, in which parameters and values may stand by name.
    pub pointer: String,
    /// The file of that pointer, among those of the document's run.
    #[serde(skip)]
    pub file: FileId,
}

impl Node {
    /// A node of the main document, which is read before all other files.
    pub(super) fn of_document(pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            file: FileId::default(),
        }
    }

    /// What these keys lead to from it, each as in a JSON pointer.
    pub(super) fn below(self, keys: &str) -> Self {
        Self {
            pointer: format!("{}/{keys}", self.pointer),
            ..self
        }
    }
}

impl From<&Operation> for Node {
    fn from(operation: &Operation) -> Self {
        Self {
            pointer: operation.pointer.clone(),
            file: operation.file,
        }
    }
}

impl From<&TypeDefinition> for Node {
    fn from(definition: &TypeDefinition) -> Self {
        Self {
            pointer: definition.pointer.clone(),
            file: definition.file,
        }
    }
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file, as it was asked for.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// A change with its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The change.
    pub change: Change,
    /// Where it stands in the old document.
    pub old: Option<Spot>,
    /// Where it stands in the new document.
    pub new: Option<Spot>,
}

/// A node is looked for in so many places: more than any document has, and few enough for one that leads on for ever.
const MOST_PARTS: usize = 256;

/// Finds the places of all changes.
#[must_use]
pub fn locate(comparison: &Comparison, old: &Sources, new: &Sources) -> Vec<Located> {
    let spot = |sources, node: &Option<Node>| spot(sources, node.as_ref()?);
    let located = comparison.changes.iter().map(|change| Located {
        change: change.clone(),
        old: spot(old, &change.old),
        new: spot(new, &change.new),
    });
    located.collect()
}

/// The line of a node.
fn spot(sources: &Sources, node: &Node) -> Option<Spot> {
    let (file, pointer) = nearest(sources, node)?;
    let location = sources.locate(&Place::value(file, pointer));
    Some(Spot {
        file: sources.path(location.file).to_path_buf(),
        line: location.line,
    })
}

/// The node, or the last one on the way to it.
fn nearest(sources: &Sources, node: &Node) -> Option<(FileId, Pointer)> {
    let pointer = Pointer::from_reference(&node.pointer)?;
    let segments: Vec<_> = pointer.segments().collect();
    let segments: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
    let ways = ways(node.file, &segments).into_iter();
    let walks = ways.filter_map(|(file, way)| {
        let walk = Walk {
            sources,
            file,
            at: Pointer::root(),
            value: sources.value(file)?,
        };
        Some(walk.furthest(&way))
    });
    let (_, best) = walks.min_by_key(|(missing, _)| *missing)?;
    Some((best.file, best.at))
}

/// The keys that lead to a node of a file, and where the same may stand instead: what a path item or the document says
/// for all its operations, and what Swagger 2.0 has elsewhere.
fn ways<'s>(file: FileId, segments: &[&'s str]) -> Vec<(FileId, Vec<&'s str>)> {
    let mut ways = vec![(file, segments.to_vec())];
    match segments {
        [item @ .., _, "parameters", name] => {
            ways.push((file, [item, &["parameters", name]].concat()));
        }
        [_, .., "security"] => ways.push((FileId::default(), vec!["security"])),
        ["components", "securitySchemes", name] => {
            ways.push((file, vec!["securityDefinitions", name]));
        }
        [item @ .., method, "requestBody"] => {
            let body = ["parameters", "=body"];
            ways.push((file, [item, &[*method], &body].concat()));
            ways.push((file, [item, &body].concat()));
        }
        _ => {}
    }
    ways
}

/// A walk down a document.
#[derive(Clone)]
struct Walk<'s> {
    sources: &'s Sources,
    file: FileId,
    at: Pointer,
    value: &'s Value,
}

impl<'s> Walk<'s> {
    /// As far as these keys lead, with the number of those that are left. Where several parts of a node have the first
    /// one, that is the part in which most of the others are found.
    fn furthest(self, keys: &[&str]) -> (usize, Self) {
        let Some((key, rest)) = keys.split_first() else {
            return (0, self);
        };
        let mut best: Option<(usize, Self)> = None;
        for inner in self.parts().iter().filter_map(|part| part.enter(key)) {
            let found = inner.furthest(rest);
            if best.as_ref().is_none_or(|(missing, _)| found.0 < *missing) {
                best = Some(found);
            }
            if matches!(best, Some((0, _))) {
                break;
            }
        }
        best.unwrap_or((keys.len(), self))
    }

    /// The node itself, what it refers to, and the parts of its `allOf`, with what these are in turn.
    fn parts(&self) -> Vec<Self> {
        let mut parts = vec![self.clone()];
        let mut index = 0;
        while let Some(part) = parts.get(index).cloned()
            && parts.len() < MOST_PARTS
        {
            let more = part.follow().into_iter().chain(part.all_of());
            let is_known = |more: &Self, parts: &[Self]| {
                let mut parts = parts.iter();
                parts.any(|part| (part.file, &part.at) == (more.file, &more.at))
            };
            for more in more {
                if !is_known(&more, &parts) {
                    parts.push(more);
                }
            }
            index += 1;
        }
        parts
    }

    fn enter(&self, key: &str) -> Option<Self> {
        match self.value {
            Value::Object(members) => Some(Self {
                at: self.at.join(key),
                value: members.get(key)?,
                ..self.clone()
            }),
            Value::Array(items) => {
                let item = |(index, value)| Self {
                    at: self.at.index(index),
                    value,
                    ..self.clone()
                };
                let mut all = items.iter().enumerate().map(item);
                let called = all.clone().find_map(|item| item.called(key));
                called.or_else(|| all.nth(key.parse().ok()?))
            }
            _ => None,
        }
    }

    /// The node where it has this name, or what it refers to: a parameter by its name or, after `=`, by where it is sent,
    /// and a value after `=`.
    fn called(&self, name: &str) -> Option<Self> {
        let is_called = |part: &Self| match (part.value, name.strip_prefix('=')) {
            (Value::String(text), Some(value)) => text == value,
            (Value::Number(number), Some(value)) => number.to_string() == value,
            (Value::Object(members), Some(place)) => {
                members.get("in").is_some_and(|it| it == place)
            }
            (Value::Object(members), None) => members.get("name").is_some_and(|it| it == name),
            _ => false,
        };
        self.parts().into_iter().find(is_called)
    }

    /// What the node refers to.
    fn follow(&self) -> Option<Self> {
        let reference = self.value.get("$ref")?.as_str()?;
        let resolved = self.sources.resolve(self.file, &self.at, reference).ok()?;
        Some(Self {
            sources: self.sources,
            file: resolved.file,
            at: resolved.pointer,
            value: resolved.value,
        })
    }

    fn all_of(&self) -> Vec<Self> {
        let parts = self.value.get("allOf").and_then(Value::as_array);
        let parts = parts.into_iter().flatten().enumerate();
        let at = self.at.join("allOf");
        parts
            .map(|(index, value)| Self {
                at: at.index(index),
                value,
                ..self.clone()
            })
            .collect()
    }
}
