//! Changes of a document that leave most of it as it is.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::random::Random;

/// A kind of change.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// What has no order stands in another one.
    Order,
    /// Operations, schemas that nothing refers to, and members that need not be there, are gone.
    Removal,
    /// Operations, schemas, members, parameters, values and failures are there that were not.
    Addition,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Change {
    pub(super) fn applied(self, document: &Value, random: &Random) -> Value {
        let mut changed = document.clone();
        match self {
            Self::Order => changed = shuffled(document, "", random),
            Self::Removal => remove(&mut changed, random),
            Self::Addition => add(&mut changed, random),
        }
        changed
    }
}

/// Lists whose order has no meaning.
const SETS: [&str; 2] = ["parameters", "required"];

fn shuffled(value: &Value, key: &str, random: &Random) -> Value {
    match value {
        Value::Object(members) => random
            .shuffled(members)
            .into_iter()
            .map(|(name, member)| (name.clone(), shuffled(member, name, random)))
            .collect(),
        Value::Array(items) => {
            let items: Vec<Value> = items
                .iter()
                .map(|item| shuffled(item, "", random))
                .collect();
            match SETS.contains(&key) {
                true => Value::Array(random.shuffled(items)),
                false => Value::Array(items),
            }
        }
        leaf => leaf.clone(),
    }
}

fn remove(document: &mut Value, random: &Random) {
    let targets = reference_targets(document);
    let mut paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.iter_mut().flat_map(|paths| paths.iter_mut()) {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let at = format!("/paths/{}", escaped(path));
        item.retain(|method, _| {
            !METHODS.contains(&method.as_str())
                || is_target(&format!("{at}/{method}"), &targets)
                || !random.once_in(4)
        });
    }
    remove_members(document, "", &targets, random);
    let targets = reference_targets(document);
    for section in ["/components/schemas", "/definitions"] {
        if let Some(Value::Object(schemas)) = document.pointer_mut(section) {
            schemas.retain(|name, _| {
                is_target(&format!("{section}/{}", escaped(name)), &targets) || random.once_in(2)
            });
        }
    }
}

/// Removes members that need not be there. One stays, so that an object remains an object.
fn remove_members(schema: &mut Value, at: &str, targets: &BTreeSet<String>, random: &Random) {
    if let Some(properties) = properties(schema) {
        let required = required(schema);
        let removable: Vec<String> = properties
            .keys()
            .filter(|name| !required.contains(name))
            .filter(|name| !is_target(&format!("{at}/properties/{}", escaped(name)), targets))
            .cloned()
            .collect();
        let one_stays = required.is_empty().then(|| random.below(removable.len()));
        for (index, name) in removable.iter().enumerate() {
            if one_stays != Some(index)
                && random.once_in(5)
                && let Some(properties) = schema.get_mut("properties")
            {
                properties
                    .as_object_mut()
                    .map(|members| members.shift_remove(name));
            }
        }
    }
    for (way, value) in children(schema, at) {
        remove_members(value, &way, targets, random);
    }
}

fn add(document: &mut Value, random: &Random) {
    let is_swagger = document.get("swagger").is_some();
    let fields = json!({ "type": "object", "properties": { "zzNew": { "type": "string" } } });
    let schemas = if is_swagger {
        "/definitions"
    } else {
        "/components/schemas"
    };
    if let Some(Value::Object(schemas)) = document.pointer_mut(schemas) {
        schemas.insert("ZzNew".to_owned(), fields);
        *schemas = reordered(schemas, random);
    }
    let parameter = match is_swagger {
        true => json!({ "name": "zzNew", "in": "query", "type": "string" }),
        false => json!({ "name": "zzNew", "in": "query", "schema": { "type": "string" } }),
    };
    if let Some(Value::Object(paths)) = document.get_mut("paths") {
        let mut tags = vec![json!("zzNew")];
        for (index, item) in paths.values_mut().enumerate() {
            let Some(item) = item
                .as_object_mut()
                .filter(|item| !item.contains_key("$ref"))
            else {
                continue;
            };
            for method in METHODS {
                if let Some(Value::Object(operation)) = item.get_mut(method) {
                    tags.extend(operation.get("tags").and_then(|tags| tags.get(0)).cloned());
                    extend_operation(operation, &parameter, random);
                } else if method != "trace" && random.once_in(20) {
                    item.insert(
                        method.to_owned(),
                        operation(&format!("{index}{method}"), &tags, random),
                    );
                }
            }
        }
        for index in 0..3 {
            let operation = operation(&index.to_string(), &tags, random);
            paths.insert(format!("/zzNew{index}"), json!({ "get": operation }));
        }
        *paths = reordered(paths, random);
    }
    add_members(document, "", random);
}

fn operation(mark: &str, tags: &[Value], random: &Random) -> Value {
    json!({
        "operationId": format!("zzNew{mark}"),
        "tags": [random.one_of(tags)],
        "responses": { "204": { "description": "New." } },
    })
}

/// A parameter and a failure more.
fn extend_operation(operation: &mut Map<String, Value>, parameter: &Value, random: &Random) {
    if random.once_in(3) {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Value::Array(parameters) = parameters {
            parameters.insert(random.below(parameters.len() + 1), parameter.clone());
        }
    }
    if let Some(Value::Object(responses)) = operation.get_mut("responses")
        && random.once_in(3)
    {
        let failure = json!({ "description": "New." });
        responses.entry("418").or_insert(failure);
    }
}

/// A member more in some objects, a value more in some enumerations.
fn add_members(schema: &mut Value, at: &str, random: &Random) {
    if properties(schema).is_some()
        && random.once_in(3)
        && let Some(Value::Object(properties)) = schema.get_mut("properties")
    {
        properties.insert("zzNew".to_owned(), json!({ "type": "string" }));
        *properties = reordered(properties, random);
    }
    let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && is_text
        && values.len() > 1
        && random.once_in(3)
    {
        values.push(json!("zzNew"));
    }
    for (way, value) in children(schema, at) {
        add_members(value, &way, random);
    }
}

fn reordered(members: &Map<String, Value>, random: &Random) -> Map<String, Value> {
    let members = members
        .iter()
        .map(|(name, member)| (name.clone(), member.clone()));
    random.shuffled(members).into_iter().collect()
}

/// The members of an object schema; at least one.
fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    let says_object = schema.get("type").is_none_or(|said| said == "object");
    let properties = schema.get("properties")?.as_object()?;
    (says_object && !properties.is_empty() && properties.values().all(Value::is_object))
        .then_some(properties)
}

fn required(schema: &Value) -> Vec<String> {
    let required = schema.get("required").and_then(Value::as_array);
    required
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// The nodes below a node where schemas can stand, with the way to each.
fn children<'v>(value: &'v mut Value, at: &str) -> Vec<(String, &'v mut Value)> {
    const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];
    match value {
        Value::Object(members) => members
            .iter_mut()
            .filter(|(name, _)| !DATA.contains(&name.as_str()) && !name.starts_with("x-"))
            .map(|(name, member)| (format!("{at}/{}", escaped(name)), member))
            .collect(),
        Value::Array(items) => items
            .iter_mut()
            .enumerate()
            .map(|(index, item)| (format!("{at}/{index}"), item))
            .collect(),
        _ => Vec::new(),
    }
}

/// What any `$ref` or discriminator of the document leads to.
fn reference_targets(document: &Value) -> BTreeSet<String> {
    let mut targets = BTreeSet::new();
    let mut waiting = vec![document];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => waiting.extend(members.values()),
            Value::Array(items) => waiting.extend(items),
            Value::String(text) => {
                let pointer = text.split_once('#').map(|(_, pointer)| pointer);
                targets
                    .extend(pointer.map(|pointer| pointer.replace("%7B", "{").replace("%7D", "}")));
            }
            _ => {}
        }
    }
    targets
}

/// Whether something refers to a node or into it.
fn is_target(at: &str, targets: &BTreeSet<String>) -> bool {
    let from_here = targets.range(at.to_owned()..);
    let mut near = from_here.take_while(|target| target.starts_with(at));
    near.any(|target| target[at.len()..].is_empty() || target[at.len()..].starts_with('/'))
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
