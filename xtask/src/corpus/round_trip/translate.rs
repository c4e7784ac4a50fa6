//! The document's schemas as JSON Schema 2020-12, each where it stood, so that a common validator understands them.
//!
//! OpenAPI 3.0 and Swagger 2.0 have their own dialect of JSON Schema, and real documents break its grammar: what no
//! validator would take is left out, not reported; that is the generator's task.

use serde_json::{Map, Value, json};

/// Members that hold schemas (or other objects of the document) by names of the author's choice.
const MAPS: [&str; 16] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "dependentSchemas",
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "paths",
    "content",
    "callbacks",
    "links",
    "webhooks",
    "securitySchemes",
];

/// Members that hold values, not schemas.
const VALUES: [&str; 6] = ["example", "examples", "default", "enum", "const", "mapping"];

const TYPES: [&str; 7] = [
    "null", "boolean", "object", "array", "number", "integer", "string",
];

/// Marks a choice between what the document says and something else, so that pointers of the document still lead there.
const ADDED_CHOICE: &str = "x-or-else";

/// Keywords that need a number.
const NUMBERS: [&str; 10] = [
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
];

/// Translates a whole document.
pub(super) fn document(document: &Value) -> Value {
    let mut translated = document.clone();
    node(&mut translated);
    translated
}

/// The pointer in the translated document for a pointer of the document.
pub(super) fn pointer(translated: &Value, pointer: &str) -> Option<String> {
    let mut found = String::new();
    let mut here = translated;
    for segment in pointer.split('/').skip(1) {
        let key = segment.replace("~1", "/").replace("~0", "~");
        let step = |value: &Value| match value {
            Value::Array(_) => key.parse::<usize>().is_ok_and(|at| value.get(at).is_some()),
            _ => value.get(&key).is_some(),
        };
        if !step(here) && here.get(ADDED_CHOICE).is_some() {
            found.push_str("/anyOf/0");
            here = here.get("anyOf")?.get(0)?;
        }
        here = match here {
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            other => other.get(&key)?,
        };
        found.push('/');
        found.push_str(segment);
    }
    Some(found)
}

/// An object of the document, whatever it is: keywords of schemas mean nothing elsewhere.
fn node(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, child) in object.iter_mut() {
                match key.as_str() {
                    key if VALUES.contains(&key) || key.starts_with("x-") => {}
                    key if MAPS.contains(&key) && child.is_object() => map(child),
                    _ => node(child),
                }
            }
            schema(object);
        }
        Value::Array(items) => items.iter_mut().for_each(node),
        _ => {}
    }
}

fn map(value: &mut Value) {
    if let Value::Object(object) = value {
        object.values_mut().for_each(node);
    }
}

fn schema(object: &mut Map<String, Value>) {
    leave_out_faults(object);
    exclusive_bound(object, "exclusiveMinimum", "minimum");
    exclusive_bound(object, "exclusiveMaximum", "maximum");
    type_of_format(object);
    numerals(object);
    width_of_integers(object);
    bare_objects(object);
    array_of_items(object);
    discriminator(object);
    null_beside_references(object);
    null(object);
}

/// Keywords with values that they can't have.
fn leave_out_faults(object: &mut Map<String, Value>) {
    if object.get("type").is_some_and(|value| value == "file") {
        object.insert("type".to_owned(), json!("string"));
    }
    let known = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    object.retain(|key, value| match key.as_str() {
        "type" => {
            known(value)
                || value
                    .as_array()
                    .is_some_and(|names| names.iter().all(known))
        }
        "required" => value.is_array(),
        "enum" => value.is_array(),
        "properties" | "patternProperties" => value.is_object(),
        "additionalProperties" => value.is_object() || value.is_boolean(),
        "allOf" | "oneOf" | "anyOf" => value.as_array().is_some_and(|parts| !parts.is_empty()),
        "format" => value.is_string(),
        "pattern" => value.as_str().is_some_and(is_pattern),
        "uniqueItems" => value.is_boolean(),
        "$ref" => value.is_string(),
        "$id" | "$schema" | "id" => !value.is_string(),
        key if NUMBERS.contains(&key) => value.is_number(),
        _ => true,
    });
    if let Some(Value::Array(names)) = object.get_mut("required") {
        // Named twice, a member would have to be there twice.
        let mut seen: Vec<Value> = Vec::new();
        names.retain(|name| {
            let is_new = !seen.contains(name);
            seen.push(name.clone());
            is_new
        });
    }
}

fn is_pattern(pattern: &str) -> bool {
    jsonschema::options()
        .build(&json!({ "pattern": pattern }))
        .is_ok()
}

/// `exclusiveMinimum: true` beside a `minimum` is a number of its own in later drafts.
fn exclusive_bound(object: &mut Map<String, Value>, exclusive: &str, bound: &str) {
    match object.get(exclusive) {
        Some(Value::Bool(true)) => match object.remove(bound) {
            Some(value) => object.insert(exclusive.to_owned(), value),
            None => object.remove(exclusive),
        },
        Some(Value::Number(_)) | None => None,
        Some(_) => object.remove(exclusive),
    };
}

/// A format of numbers stands for their type where nothing else is said.
fn type_of_format(object: &mut Map<String, Value>) {
    const OTHERS: [&str; 9] = [
        "type",
        "$ref",
        "enum",
        "const",
        "allOf",
        "oneOf",
        "anyOf",
        "properties",
        "items",
    ];
    let name = match object.get("format").and_then(Value::as_str) {
        Some("float" | "double") => "number",
        Some("int8" | "int16" | "int32" | "int64") => "integer",
        Some("uint" | "uint8" | "uint16" | "uint32" | "uint64") => "integer",
        _ => return,
    };
    if !OTHERS.iter().any(|keyword| object.contains_key(*keyword)) {
        object.insert("type".to_owned(), json!(name));
    }
}

/// `format: int32` and its like bound a number.
fn width_of_integers(object: &mut Map<String, Value>) {
    let (low, high) = match object.get("format").and_then(Value::as_str) {
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint8") => (json!(0), json!(u8::MAX)),
        Some("uint16") => (json!(0), json!(u16::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint" | "uint64") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    let types = object.get("type").map(|types| match types {
        Value::Array(names) => names.iter().filter(|name| *name != "null").collect(),
        name => vec![name],
    });
    match types.as_deref() {
        Some([name]) if *name == "number" => object.entry("multipleOf").or_insert(json!(1)),
        Some([name]) if *name == "integer" => &mut Value::Null,
        _ => return,
    };
    let number = |value: &Value| value.as_f64();
    let narrower = |said: Option<&Value>, bound: &Value, sign: f64| {
        said.and_then(number)
            .zip(number(bound))
            .is_some_and(|(said, bound)| said * sign >= bound * sign)
    };
    if !narrower(object.get("minimum"), &low, 1.0) {
        object.insert("minimum".to_owned(), low);
    }
    if !narrower(object.get("maximum"), &high, -1.0) {
        object.insert("maximum".to_owned(), high);
    }
}

/// An object of which nothing is said is any value where its own examples say so; as the item of a list or map, unless they
/// show objects.
fn bare_objects(object: &mut Map<String, Value>) {
    const FORMATS: [&str; 5] = ["date-time", "date", "uuid", "byte", "binary"];
    let format = object.get("format").and_then(Value::as_str);
    let is_of_texts = format.is_some_and(|format| FORMATS.contains(&format));
    let is_disproved = is_of_texts || shown(object).into_iter().any(is_no_object);
    if is_bare_object(object) && is_disproved {
        object.remove("type");
    }
    let within = shown(object).into_iter().flat_map(|whole| match whole {
        Value::Array(items) => items.to_vec(),
        Value::Object(members) => members.values().cloned().collect(),
        _ => Vec::new(),
    });
    let within: Vec<Value> = within.collect();
    for keyword in ["items", "additionalProperties"] {
        let part = object.get_mut(keyword).and_then(Value::as_object_mut);
        let Some(part) = part.filter(|part| is_bare_object(part)) else {
            continue;
        };
        let shown: Vec<&Value> = shown(part).into_iter().chain(&within).collect();
        if !shown.iter().any(|it| it.is_object()) || shown.into_iter().any(is_no_object) {
            part.remove("type");
        }
    }
}

/// The values that stand for all others.
fn shown(object: &Map<String, Value>) -> Vec<&Value> {
    let values = ["example", "default"].into_iter();
    let values = values.filter_map(|keyword| object.get(keyword));
    let examples = object.get("examples").and_then(Value::as_array);
    values.chain(examples.into_iter().flatten()).collect()
}

fn is_no_object(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty() && !text.trim_start().starts_with('{'),
        other => !other.is_object() && !other.is_null(),
    }
}

fn is_bare_object(object: &Map<String, Value>) -> bool {
    const NOTES: [&str; 9] = [
        "type",
        "format",
        "nullable",
        "title",
        "description",
        "example",
        "examples",
        "default",
        "deprecated",
    ];
    let is_note = |key: &String| NOTES.contains(&key.as_str()) || key.starts_with("x-");
    let types = object.get("type");
    let is_object = [
        json!("object"),
        json!(["object", "null"]),
        json!(["null", "object"]),
    ];
    types.is_some_and(|types| is_object.contains(types)) && object.keys().all(is_note)
}

/// What may be a number or a text that spells one is a number: as such it is written.
fn numerals(object: &mut Map<String, Value>) {
    const NUMBERS: [&str; 2] = ["7", "1234567"];
    const OTHERS: [&str; 8] = ["", "-", "+1", "01", "1-1", "1.1.1", "x1", "1x"];
    let pattern = object.get("pattern").cloned();
    let validator =
        pattern.and_then(|it| jsonschema::validator_for(&json!({ "pattern": it })).ok());
    let spells_numbers = validator.is_some_and(|validator| {
        let matches = |text: &&str| validator.is_valid(&json!(text));
        NUMBERS.iter().all(&matches) && !OTHERS.iter().any(matches)
    });
    if let Some(Value::Array(types)) = object.get_mut("type")
        && spells_numbers
        && types
            .iter()
            .any(|name| name == "integer" || name == "number")
    {
        types.retain(|name| name != "string");
    }
}

/// An array under `items` is `prefixItems` now.
fn array_of_items(object: &mut Map<String, Value>) {
    if object.get("items").is_some_and(Value::is_array)
        && let Some(items) = object.remove("items")
    {
        object.entry("prefixItems").or_insert(items);
    }
}

/// An alternative that a discriminator's mapping names has one of the values that choose it.
fn discriminator(object: &mut Map<String, Value>) {
    let Some(discriminator) = object.get("discriminator") else {
        return;
    };
    let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else {
        return;
    };
    let property = property.to_owned();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mapping: Vec<(String, String)> = mapping
        .into_iter()
        .flatten()
        .filter_map(|(tag, target)| Some((tag.clone(), target.as_str()?.to_owned())))
        .collect();
    for keyword in ["oneOf", "anyOf"] {
        let alternatives = object.get_mut(keyword).and_then(Value::as_array_mut);
        for alternative in alternatives.into_iter().flatten() {
            let Some(reference) = alternative.get("$ref").and_then(Value::as_str) else {
                continue;
            };
            let name = reference.rsplit('/').next().unwrap_or_default();
            let chooses = |target: &str| target == reference || target == name;
            let tags: Vec<&String> = mapping
                .iter()
                .filter(|(_, target)| chooses(target))
                .map(|(tag, _)| tag)
                .collect();
            if !tags.is_empty() && alternative.get("properties").is_none() {
                let bound = json!({ property.as_str(): { "enum": tags } });
                alternative["properties"] = bound;
            }
        }
    }
}

/// The document with each `oneOf` read as `anyOf`: many authors mean it.
pub(super) fn loosely(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let free = !object.contains_key("anyOf");
            object
                .iter()
                .map(|(key, child)| match key.as_str() {
                    "oneOf" if free && child.is_array() => ("anyOf".to_owned(), loosely(child)),
                    _ => (key.clone(), loosely(child)),
                })
                .collect()
        }
        Value::Array(items) => items.iter().map(loosely).collect(),
        other => other.clone(),
    }
}

/// Beside references, a nullable object of which nothing is said is how tools write null for OpenAPI 3.0.
fn null_beside_references(object: &mut Map<String, Value>) {
    for keyword in ["oneOf", "anyOf"] {
        let alternatives = object.get_mut(keyword).and_then(Value::as_array_mut);
        let Some(alternatives) = alternatives else {
            continue;
        };
        let (references, others): (Vec<_>, Vec<_>) = alternatives
            .iter_mut()
            .partition(|alternative| alternative.get("$ref").is_some());
        if !references.is_empty() && others.iter().all(|other| is_nullable_object(other)) {
            for other in others {
                *other = json!({ "type": "null" });
            }
        }
    }
}

/// Whether a schema, translated, says nothing but that a value is an object or null.
fn is_nullable_object(schema: &Value) -> bool {
    const SAID: [&str; 4] = ["type", "nullable", "description", "title"];
    let said = schema.as_object();
    said.is_some_and(|said| said.keys().all(|key| SAID.contains(&key.as_str())))
        && schema.get("type") == Some(&json!(["object", "null"]))
}

/// `nullable` allows null beside all else that is said.
fn null(object: &mut Map<String, Value>) {
    let nullable = ["nullable", "x-nullable"]
        .iter()
        .any(|key| object.get(*key) == Some(&Value::Bool(true)));
    if !nullable {
        return;
    }
    match object.get_mut("type") {
        Some(Value::String(name)) => {
            let name = std::mem::take(name);
            object.insert("type".to_owned(), json!([name, "null"]));
        }
        Some(Value::Array(names)) if !names.contains(&json!("null")) => names.push(json!("null")),
        _ => {}
    }
    if let Some(Value::Array(values)) = object.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    let elsewhere = ["$ref", "allOf", "oneOf", "anyOf", "const"];
    if elsewhere.iter().any(|key| object.contains_key(*key)) {
        let said = Value::Object(std::mem::take(object));
        if let Value::Object(choice) = as_choice(vec![said, json!({ "type": "null" })]) {
            *object = choice;
        }
    }
}

/// A choice in place of a schema of the document, which is the first alternative.
pub(super) fn as_choice(alternatives: Vec<Value>) -> Value {
    json!({ "anyOf": alternatives, ADDED_CHOICE: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nullable_becomes_a_type() {
        let given = json!({ "schemas": { "A": {
            "type": "object",
            "properties": { "nullable": { "type": "string", "nullable": true, "enum": ["a"] } },
        } } });
        assert_eq!(
            document(&given)["schemas"]["A"]["properties"]["nullable"],
            json!({ "type": ["string", "null"], "nullable": true, "enum": ["a", null] })
        );
    }

    #[test]
    fn pointers_lead_behind_an_added_choice() {
        let given = json!({ "schemas": { "A": {
            "nullable": true,
            "allOf": [{ "type": "string" }],
        } } });
        let translated = document(&given);
        let found = pointer(&translated, "/schemas/A/allOf/0").unwrap_or_default();
        assert_eq!(found, "/schemas/A/anyOf/0/allOf/0");
        assert_eq!(
            translated.pointer(&found),
            Some(&json!({ "type": "string" }))
        );
    }

    #[test]
    fn bounds_of_older_drafts_are_numbers() {
        let given = json!({ "schemas": { "A": {
            "type": "number", "minimum": 1, "exclusiveMinimum": true,
            "maximum": 9, "exclusiveMaximum": false,
        } } });
        assert_eq!(
            document(&given)["schemas"]["A"],
            json!({ "type": "number", "exclusiveMinimum": 1, "maximum": 9 })
        );
    }
}
