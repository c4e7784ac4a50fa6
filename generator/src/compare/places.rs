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

/// References that lead to references are followed so far.
const MOST_STEPS: usize = 16;

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
    let walks = sources.files().filter_map(|file| {
        let mut walk = Walk {
            sources,
            file,
            at: Pointer::root(),
            value: sources.value(file)?,
        };
        let wanted = pointer.segments().count();
        let taken = pointer.segments().take_while(|key| walk.step(key)).count();
        Some((wanted - taken, walk.file, walk.at))
    });
    let best = walks.min_by_key(|(missing, ..)| *missing)?;
    Some((best.1, best.2))
}

/// A walk down a document.
struct Walk<'s> {
    sources: &'s Sources,
    file: FileId,
    at: Pointer,
    value: &'s Value,
}

impl Walk<'_> {
    /// Goes to a member: of the node itself, of what it refers to, or of a part of its `allOf`.
    fn step(&mut self, key: &str) -> bool {
        for _ in 0..MOST_STEPS {
            if self.enter(key) {
                return true;
            }
            if !self.follow() {
                break;
            }
        }
        self.enter_part(key)
    }

    fn enter(&mut self, key: &str) -> bool {
        let (at, value) = match self.value {
            Value::Object(members) => match members.get(key) {
                Some(value) => (self.at.join(key), value),
                None => return false,
            },
            Value::Array(items) => match items.iter().position(|item| is_called(item, key)) {
                Some(index) => (self.at.index(index), &items[index]),
                None => match key
                    .parse::<usize>()
                    .ok()
                    .and_then(|it| Some((it, items.get(it)?)))
                {
                    Some((index, value)) => (self.at.index(index), value),
                    None => return false,
                },
            },
            _ => return false,
        };
        (self.at, self.value) = (at, value);
        true
    }

    fn follow(&mut self) -> bool {
        let Some(Value::String(reference)) = self.value.get("$ref") else {
            return false;
        };
        let Ok(resolved) = self.sources.resolve(self.file, &self.at, reference) else {
            return false;
        };
        (self.file, self.at, self.value) = (resolved.file, resolved.pointer, resolved.value);
        true
    }

    fn enter_part(&mut self, key: &str) -> bool {
        let Some(Value::Array(parts)) = self.value.get("allOf") else {
            return false;
        };
        (0..parts.len()).any(|index| {
            let mut part = Walk {
                sources: self.sources,
                file: self.file,
                at: self.at.join("allOf").index(index),
                value: &parts[index],
            };
            let is_found = (0..MOST_STEPS).any(|_| part.enter(key) || !part.follow());
            let is_found = is_found && part.at.last().as_deref() == Some(key);
            if is_found {
                (self.file, self.at, self.value) = (part.file, part.at, part.value);
            }
            is_found
        })
    }
}

/// An item that has a name: a parameter, one by reference, or after `=` a value.
fn is_called(item: &Value, key: &str) -> bool {
    match (item, key.strip_prefix('=')) {
        (Value::String(text), Some(key)) => text == key,
        (Value::Number(number), Some(key)) => number.to_string() == key,
        (Value::Object(members), None) => ["name", "$ref"].iter().any(|member| {
            members
                .get(*member)
                .and_then(Value::as_str)
                .is_some_and(|text| text.rsplit('/').next() == Some(key))
        }),
        _ => false,
    }
}
