//! A document, changed by chance in a few places.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// Names that mean something to OpenAPI, to YAML or to Rust, or that are hard to make a name of.
const NAMES: [&str; 40] = [
    "",
    " ",
    "-",
    "_",
    "__",
    "$ref",
    "x-y",
    "a/b",
    "a~b",
    "{id}",
    "/",
    "//",
    "/{a}/{a}",
    "0",
    "1a",
    "self",
    "Self",
    "crate",
    "super",
    "type",
    "async",
    "r#fn",
    "mod",
    "lib",
    "runtime",
    "client",
    "Client",
    "Error",
    "Option",
    "String",
    "größe",
    "名前",
    "\u{202e}a",
    "😀",
    "\"#",
    "*/",
    "\\",
    "\n",
    "\0",
    "foo bar-baz.Qux",
];

/// Keywords, to be put where they have no business.
const KEYWORDS: [&str; 44] = [
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "type",
    "format",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "nullable",
    "default",
    "discriminator",
    "readOnly",
    "pattern",
    "minLength",
    "maxItems",
    "minimum",
    "multipleOf",
    "get",
    "post",
    "parameters",
    "requestBody",
    "responses",
    "operationId",
    "tags",
    "security",
    "servers",
    "content",
    "schema",
    "schemas",
    "components",
    "securitySchemes",
    "in",
    "name",
    "style",
    "explode",
    "description",
    "title",
    "deprecated",
    "definitions",
];

/// Texts that are values somewhere.
const TEXTS: [&str; 26] = [
    "",
    "object",
    "array",
    "string",
    "integer",
    "number",
    "boolean",
    "null",
    "file",
    "binary",
    "date-time",
    "uuid",
    "byte",
    "query",
    "path",
    "header",
    "cookie",
    "formData",
    "deepObject",
    "pipeDelimited",
    "apiKey",
    "oauth2",
    "https://{a}.example/{a",
    "(((",
    "a\u{0}b",
    "```\n# *//*! \"###",
];

/// Parts larger than this are not copied: a few copies of copies would make a document of any size.
const LARGEST_COPY: usize = 400;

/// The document with one to six changes.
pub(super) fn changed(document: &Value, random: &Random) -> Value {
    let mut document = document.clone();
    for _ in 0..=random.below(6) {
        change(&mut document, random);
    }
    document
}

fn change(document: &mut Value, random: &Random) {
    let pointers = pointers(document);
    let Some(at) = nonempty(&pointers).map(|pointers| random.one_of(pointers)) else {
        return;
    };
    let other = random.one_of(&pointers);
    match random.below(11) {
        0 => {
            remove(document, at);
        }
        1 => copy_beside(document, at, random),
        2 => swap(document, at, other),
        3 => replace(document, at, copy(document, other)),
        4 => replace(document, at, odd_value(random)),
        5 | 6 => rename(document, at, random.one_of::<&str>(&NAMES)),
        7 => replace(document, at, text(random)),
        8 => {
            let value = match random.once_in(2) {
                true => odd_value(random),
                false => copy(document, other),
            };
            let keyword: &str = random.one_of::<&str>(&KEYWORDS);
            insert(document, at, keyword, value);
        }
        9 => insert(document, at, "$ref", reference(at, other, random)),
        _ => replace(
            document,
            at,
            json!({ "$ref": reference(at, other, random) }),
        ),
    }
}

fn nonempty<T>(items: &[T]) -> Option<&[T]> {
    (!items.is_empty()).then_some(items)
}

/// The way to every node below the root.
fn pointers(document: &Value) -> Vec<String> {
    let mut pointers = Vec::new();
    let mut waiting = vec![(String::new(), document)];
    while let Some((way, value)) = waiting.pop() {
        let below: Vec<(String, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| (name.replace('~', "~0").replace('/', "~1"), member))
                .collect(),
            Value::Array(items) => (0..)
                .map(|index: usize| index.to_string())
                .zip(items)
                .collect(),
            _ => Vec::new(),
        };
        for (step, value) in below {
            let way = format!("{way}/{step}");
            pointers.push(way.clone());
            waiting.push((way, value));
        }
    }
    pointers
}

/// The node that holds another, and the other's key or index in it.
fn parent<'v>(document: &'v mut Value, at: &str) -> Option<(&'v mut Value, String)> {
    let (parent, last) = at.rsplit_once('/')?;
    let last = last.replace("~1", "/").replace("~0", "~");
    Some((document.pointer_mut(parent)?, last))
}

fn remove(document: &mut Value, at: &str) -> Option<Value> {
    let (parent, last) = parent(document, at)?;
    match parent {
        Value::Object(members) => members.shift_remove(&last),
        Value::Array(items) => Some(items.remove(last.parse().ok()?)),
        _ => None,
    }
}

fn copy(document: &Value, from: &str) -> Value {
    let value = document.pointer(from);
    match value.filter(|value| pointers(value).len() <= LARGEST_COPY) {
        Some(value) => value.clone(),
        None => Value::Null,
    }
}

fn copy_beside(document: &mut Value, at: &str, random: &Random) {
    let value = copy(document, at);
    match parent(document, at) {
        Some((Value::Object(members), last)) => {
            let name = match random.below(4) {
                0 => last.to_uppercase(),
                1 => format!("{last}_"),
                2 => format!("{last}2"),
                _ => (*random.one_of(&NAMES)).to_owned(),
            };
            members.insert(name, value);
        }
        Some((Value::Array(items), _)) => items.push(value),
        _ => {}
    }
}

fn swap(document: &mut Value, one: &str, other: &str) {
    let values = (copy(document, one), copy(document, other));
    replace(document, one, values.1);
    replace(document, other, values.0);
}

fn replace(document: &mut Value, at: &str, value: Value) {
    if let Some(node) = document.pointer_mut(at) {
        *node = value;
    }
}

fn rename(document: &mut Value, at: &str, name: &str) {
    if let Some((Value::Object(members), last)) = parent(document, at) {
        *members = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| match key == last {
                true => (name.to_owned(), value),
                false => (key, value),
            })
            .collect::<Map<_, _>>();
    }
}

fn insert(document: &mut Value, at: &str, key: &str, value: Value) {
    match document.pointer_mut(at) {
        Some(Value::Object(members)) => {
            members.insert(key.to_owned(), value);
        }
        Some(Value::Array(items)) => items.push(value),
        _ => {}
    }
}

/// A `$ref` to something else, to itself, around itself, or to nothing.
fn reference(at: &str, other: &str, random: &Random) -> Value {
    let above = at.rsplit_once('/').map_or("", |(above, _)| above);
    let target = match random.below(8) {
        0 => at,
        1 => above,
        2 => "/components/schemas/Nothing",
        3 => "not/a/pointer~",
        4 => "",
        _ => other,
    };
    match random.below(12) {
        0 => json!(format!("gone.yaml#{target}")),
        1 => json!(target),
        2 => odd_value(random),
        _ => json!(format!("#{target}")),
    }
}

fn text(random: &Random) -> Value {
    json!(match random.once_in(2) {
        true => random.one_of(&TEXTS),
        false => random.one_of(&NAMES),
    })
}

fn odd_value(random: &Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(random.once_in(2)),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!([]),
        6 => json!({}),
        7 => json!([null, [[]], {}, text(random), text(random)]),
        8 => json!({ text(random).to_string(): text(random), "": {} }),
        9 => json!("a".repeat(3000)),
        10 => json!(0.1),
        _ => text(random),
    }
}
