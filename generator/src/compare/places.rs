//! Where changes stand: from the pointers of a change to file and line.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use super::{Change, Comparison};
use crate::diagnostics::Place;
use crate::source::{FileId, Location, Pointer, Sources};

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
    let spot = |sources: &Sources, pointer: &Option<String>| {
        pointer
            .as_deref()
            .and_then(|pointer| spot(sources, pointer))
    };
    let located = comparison.changes.iter().map(|change| Located {
        change: change.clone(),
        old: spot(old, &change.old),
        new: spot(new, &change.new),
    });
    located.collect()
}

/// Where a pointer of the model leads.
pub(crate) fn location(sources: &Sources, pointer: &str) -> Option<Location> {
    let fragment = pointer.strip_prefix('#').unwrap_or(pointer);
    let pointer = Pointer::from_fragment(fragment).ok()?;
    let (file, pointer) = nearest(sources, &pointer)?;
    Some(sources.locate(&Place::value(file, pointer)))
}

/// The line that a pointer of the model leads to.
fn spot(sources: &Sources, pointer: &str) -> Option<Spot> {
    let location = location(sources, pointer)?;
    Some(Spot {
        file: sources.path(location.file).to_path_buf(),
        line: location.line,
    })
}

/// The node, or the last one on the way to it. The model does not say which file a pointer is in: the file that leads
/// furthest is taken, the main document before others.
fn nearest(sources: &Sources, pointer: &Pointer) -> Option<(FileId, Pointer)> {
    let segments: Vec<_> = pointer.segments().collect();
    let segments: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
    let ways = ways(&segments);
    let walks = ways.iter().flat_map(|way| {
        sources.files().filter_map(|file| {
            let walk = Walk {
                sources,
                file,
                at: Pointer::root(),
                value: sources.value(file)?,
            };
            Some(walk.furthest(way))
        })
    });
    let (_, best) = walks.min_by_key(|(missing, _)| *missing)?;
    Some((best.file, best.at))
}

/// A pointer, and where the same may stand instead: what a path item or the document says for all its operations, and
/// what Swagger 2.0 has elsewhere.
fn ways<'s>(segments: &[&'s str]) -> Vec<Vec<&'s str>> {
    let mut ways = vec![segments.to_vec()];
    match segments {
        [item @ .., _, "parameters", name] => ways.push([item, &["parameters", name]].concat()),
        [_, .., "security"] => ways.push(vec!["security"]),
        ["components", "securitySchemes", name] => ways.push(vec!["securityDefinitions", name]),
        [item @ .., method, "requestBody"] => {
            let body = ["parameters", "=body"];
            ways.push([item, &[*method], &body].concat());
            ways.push([item, &body].concat());
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
