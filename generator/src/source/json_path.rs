//! JSONPath (RFC 9535), within bounds.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::suggest::nearest;

/// Brackets that stand within each other: the parser recurses by them, without a bound of its own.
const MAX_NESTING: usize = 32;

/// Steps to all descendants (`..`): what is selected grows with each by the depth of the document.
const MAX_DESCENTS: usize = 3;

/// Reads a path; the error is the message.
pub(crate) fn parse(text: &str) -> Result<JsonPath, String> {
    let Shape { nesting, descents } = shape(text);
    if nesting > MAX_NESTING {
        return Err(format!(
            "this JSONPath asks for too much: brackets nested deeper than {MAX_NESTING} levels"
        ));
    }
    if descents > MAX_DESCENTS {
        return Err(format!(
            "this JSONPath asks for too much: more than {MAX_DESCENTS} times `..`"
        ));
    }
    JsonPath::parse(text).map_err(|_| format!("`{text}` is not a JSONPath"))
}

/// How far a path that selects nothing leads, in words for a help text: what is there, and what was probably meant.
pub(crate) fn where_it_ends(text: &str, document: &Value) -> Option<String> {
    let (there, missing, found) = steps(text).into_iter().rev().find_map(|at| {
        let (there, missing) = text.split_at(at);
        let found = parse(there).ok()?.query(document).all();
        (!found.is_empty()).then_some((there, missing, found))
    })?;
    let step = match steps(missing).get(1) {
        Some(next) => &missing[..*next],
        None => missing,
    };
    if step.trim_start_matches('.').starts_with("[?") {
        return Some(format!(
            "`{there}` is there, but nothing in it is selected by `{step}`"
        ));
    }
    let name = step.trim_start_matches(['.', '[']).trim_end_matches(']');
    let quote = name
        .chars()
        .next()
        .filter(|first| matches!(first, '\'' | '"'));
    let name = quote.map_or(name, |quote| name.trim_matches(quote));
    let (nothing, keys) = if step.starts_with("..") {
        let nothing = format!("`{there}` is there, but nothing below it is called `{name}`");
        (nothing, keys_below(found))
    } else {
        let objects = found.into_iter().filter_map(Value::as_object);
        let nothing = format!("`{there}` is there, but has no `{name}`");
        (nothing, objects.flat_map(Map::keys).collect())
    };
    Some(match nearest(name, keys.into_iter().map(String::as_str)) {
        Some(meant) => format!("{nothing}; did you mean `{meant}`?"),
        None => nothing,
    })
}

/// All keys in these values, however deep.
fn keys_below(mut values: Vec<&Value>) -> BTreeSet<&String> {
    let mut keys = BTreeSet::new();
    while let Some(value) = values.pop() {
        match value {
            Value::Object(members) => {
                keys.extend(members.keys());
                values.extend(members.values());
            }
            Value::Array(items) => values.extend(items),
            _ => {}
        }
    }
    keys
}

/// Where the steps of a path begin. What stands in brackets or quotes is part of one, and so is what follows `..`.
fn steps(path: &str) -> Vec<usize> {
    let (mut depth, mut quote, mut is_escaped) = (0_usize, None, false);
    let mut previous = ' ';
    let mut steps = Vec::new();
    for (at, c) in path.char_indices() {
        match (quote, c) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[' | '.') if depth == 0 => {
                if previous != '.' {
                    steps.push(at);
                }
                depth += usize::from(c == '[');
            }
            (None, '[' | '(') => depth += 1,
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        previous = c;
    }
    steps
}

struct Shape {
    nesting: usize,
    descents: usize,
}

/// What can be told of a path without its grammar; quoted names say nothing.
fn shape(path: &str) -> Shape {
    let (mut depth, mut nesting, mut descents) = (0_usize, 0, 0);
    let (mut quote, mut previous) = (None, ' ');
    let mut characters = path.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                characters.next();
            }
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[' | '(') => {
                depth += 1;
                nesting = nesting.max(depth);
            }
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, '.') if previous == '.' => descents += 1,
            (None, _) => {}
        }
        previous = c;
    }
    Shape { nesting, descents }
}
