//! `$ref`s where the specification has none: in place of names (`schemas: { $ref: schemas.yaml }`) and of what is read as
//! it stands (`info: { $ref: info.yaml }`). Tools that bundle files follow them wherever they stand, so documents of
//! several files are full of them.

use serde_json::{Map, Value};

use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::size::{MAX_ADDED, Size};
use crate::source::{FileId, Pointer, Sources};

/// What stands elsewhere in place of a node.
pub(super) struct Borrowed {
    pub(super) file: FileId,
    pub(super) pointer: Pointer,
    /// The reference without its fragment.
    pub(super) location: String,
    pub(super) lender: (FileId, Pointer),
    pub(super) parts: Parts,
}

/// How what is borrowed takes the place of the node.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Parts {
    /// As a copy, which is an object.
    Object,
    /// As a copy, which is a list.
    List,
    /// Each member, so many levels below, is a reference of its own, so that what it refers to stays beside it.
    Referred { below: usize },
}

impl Parts {
    /// Whether it is copied with all that is in it.
    pub(super) fn are_copied(self) -> bool {
        matches!(self, Self::Object | Self::List)
    }

    /// Whether a value can be taken so: what has names for its keys, has objects behind them.
    pub(super) fn can_be_of(self, value: &Value) -> bool {
        let is_named = |(key, member): (&String, &Value)| {
            member.is_object() || member.is_boolean() || key == "$ref" || key.starts_with("x-")
        };
        match (self, value) {
            (Self::Referred { .. }, Value::Object(members)) => members.iter().all(is_named),
            (Self::Referred { .. }, Value::Array(items)) => items.iter().all(Value::is_object),
            (Self::Referred { .. }, _) => false,
            (Self::Object, value) => value.is_object(),
            // What lends may itself borrow.
            (Self::List, value) => value.is_array() || value.get("$ref").is_some(),
        }
    }
}

/// Puts what is borrowed in its place, up to a bound. What lends may itself borrow, and is then found after the borrower.
pub(super) fn settle(sources: &mut Sources, found: Vec<Borrowed>, diagnostics: &mut Diagnostics) {
    let mut added = 0;
    for borrowed in found.into_iter().rev() {
        let Borrowed {
            file,
            pointer,
            location,
            lender: (lending_file, lent),
            parts,
        } = borrowed;
        let lender = sources.value(lending_file);
        let Some(lender) = lender.and_then(|value| lent.find(value)) else {
            continue;
        };
        let value = match parts {
            Parts::Object | Parts::List => lender.clone(),
            Parts::Referred { below } => referred(lender, &location, &lent, below),
        };
        added += Size::of(&value).amount;
        if added > MAX_ADDED {
            diagnostics.push(repeated(Place::value(file, pointer)));
            return;
        }
        let node = sources.value(file).and_then(|value| pointer.find(value));
        let own = node.and_then(Value::as_object);
        let own: Map<String, Value> = own
            .into_iter()
            .flatten()
            .filter(|(key, _)| *key != "$ref")
            .map(|(key, member)| (key.clone(), member.clone()))
            .collect();
        let placed = match &value {
            Value::Object(members) if !own.is_empty() => members
                .keys()
                .filter(|key| !own.contains_key(*key))
                .map(|key| (pointer.join(key), lent.join(key)))
                .collect(),
            _ => vec![(pointer.clone(), lent)],
        };
        let value = match value {
            Value::Object(mut members) => {
                members.extend(own);
                Value::Object(members)
            }
            other => other,
        };
        sources.place(file, &pointer, value, lending_file, placed);
    }
}

fn repeated(place: Place) -> Diagnostic {
    let message = "the references where the specification has none repeat far too much";
    Diagnostic::error(codes::ALIAS_BOMB, message)
        .at(place)
        .help("write what they refer to in their place")
}

/// An object or list with a reference in place of each member.
fn referred(value: &Value, location: &str, pointer: &Pointer, below: usize) -> Value {
    let member = |member: &Value, pointer: Pointer| match member {
        Value::Object(_) if below > 0 => referred(member, location, &pointer, below - 1),
        Value::Object(_) => {
            let reference = Value::String(format!("{location}{pointer}"));
            Value::Object(Map::from_iter([("$ref".to_owned(), reference)]))
        }
        scalar => scalar.clone(),
    };
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), member(value, pointer.join(key))))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| member(item, pointer.index(index)))
            .collect(),
        other => other.clone(),
    }
}
