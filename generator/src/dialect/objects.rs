//! Objects of the document as types of `openapiv3`; what is wrong with one costs no more than it must.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::node::{Node, Wanted};
use crate::diagnostics::wording::plain;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// Objects with more members than this are read whole or not at all.
const MAX_MEMBERS: usize = 100;

/// An object as a type of `openapiv3`. Left out are the members in `without`, which are read apart, all that no code is
/// made of, and members that can't be read, as long as it can do without them.
pub(super) fn typed<T: DeserializeOwned>(
    node: &Node<'_>,
    without: &[&str],
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let Value::Object(object) = node.value else {
        let read = serde_json::from_value(node.value.clone());
        return read.map_err(|error| node.misfit(wanted(&error))).ok();
    };
    let mut members = used(object, without);
    loop {
        let error = match T::deserialize(&members) {
            Ok(read) => return Some(read),
            Err(error) => error.to_string(),
        };
        let Some(faulty) = faulty_member::<T>(&members, without, &error) else {
            diagnostics.push(unreadable(node, &error));
            return None;
        };
        members.remove(&faulty);
        if let Some(member) = node.get(&faulty) {
            diagnostics.push(unreadable_member(&member, &error));
        }
    }
}

/// What an error says that a value has to be.
fn wanted(error: &serde_json::Error) -> Wanted {
    match error.to_string().contains("expected a sequence") {
        true => Wanted::List,
        false => Wanted::Object,
    }
}

/// The members that are read, with something empty where `openapiv3` wants what is read apart.
fn used(object: &Map<String, Value>, without: &[&str]) -> Map<String, Value> {
    const WANTED: [&str; 3] = ["schema", "responses", "flows"];
    const UNUSED: [&str; 4] = ["example", "examples", "externalDocs", "x-code-samples"];
    let is_used = |(key, value): &(&String, &Value)| {
        let key = key.as_str();
        !without.contains(&key)
            && !UNUSED.contains(&key)
            && !key.starts_with("x-")
            && !value.is_null()
    };
    let members = object.iter().filter(is_used);
    let members = members.map(|(key, value)| (key.clone(), value.clone()));
    let wanted = WANTED.iter().filter(|key| without.contains(key));
    let empty = wanted.map(|key| ((*key).to_owned(), Value::Object(Map::new())));
    members.chain(empty).collect()
}

/// The member that an error speaks of: without it there is none, or another one.
#[cold]
fn faulty_member<T: DeserializeOwned>(
    members: &Map<String, Value>,
    without: &[&str],
    error: &str,
) -> Option<String> {
    let is_own = |key: &&String| !without.contains(&key.as_str());
    let own: Vec<&String> = members.keys().filter(is_own).collect();
    if own.len() > MAX_MEMBERS {
        return None;
    }
    let is_faulty = |key: &&String| {
        let mut others = members.clone();
        others.remove(*key);
        match T::deserialize(&others).map_err(|other| other.to_string()) {
            Ok(_) => true,
            Err(other) => other != error && !other.starts_with("missing field"),
        }
    };
    own.into_iter().find(is_faulty).cloned()
}

fn unreadable_member(member: &Node<'_>, error: &str) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        codes::UNREADABLE_OBJECT,
        format!("this member can't be read: {}", plain(error, "an object")),
    );
    const HELP: &str = "see the OpenAPI specification for its values; it is left out here";
    let quoted = quoted(error);
    let diagnostic = diagnostic.at(member.place());
    match (quoted.split_first(), member.value.as_str()) {
        (Some((wrong, known)), Some(text)) if is_variant(error) && text == *wrong => {
            diagnostic.did_you_mean(wrong, known.iter().copied(), HELP)
        }
        _ => diagnostic.help(HELP),
    }
}

/// An object that `openapiv3` can't read, with the member that is at fault where the error names it.
fn unreadable(node: &Node<'_>, error: &str) -> Diagnostic {
    let diagnostic = Diagnostic::warning(
        codes::UNREADABLE_OBJECT,
        format!("this object can't be read: {}", plain(error, "an object")),
    );
    let quoted = quoted(error);
    let Some((wrong, known)) = quoted.split_first().filter(|_| is_variant(error)) else {
        return diagnostic
            .at(node.place())
            .help("see the OpenAPI specification for its members; it is left out here");
    };
    let mut members = node.members().map(|(_, member)| member);
    let member = members.find(|member| member.value.as_str() == Some(wrong));
    diagnostic
        .at(member.unwrap_or_else(|| node.clone()).place())
        .did_you_mean(
            wrong,
            known.iter().copied(),
            "see the OpenAPI specification for its values; the object is left out here",
        )
}

/// The error is a name that is none of those that are allowed.
fn is_variant(error: &str) -> bool {
    error.starts_with("unknown variant")
}

fn quoted(error: &str) -> Vec<&str> {
    error.split('`').skip(1).step_by(2).collect()
}
