//! Everything in the documents that has a name and a schema: members of objects, and parameters.

use serde_json::Value;

use super::Context;
use crate::dialect::{JsonType, Schema};
use crate::source::Trail;

/// Keywords below which there are values, not schemas.
const OF_VALUES: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Calls `visit` with each name that is wanted and the schema that stands there.
pub(super) fn each(
    context: &Context<'_, '_>,
    is_named: impl Fn(&str) -> bool,
    mut visit: impl FnMut(&str, &Schema<'_>),
) {
    for file in context.sources.files() {
        if let Some(value) = context.sources.value(file) {
            let mut found = |name: &str, trail: &Trail<'_>, value: &Value| {
                if is_named(name) {
                    let root = &context.document.root;
                    let node = root.elsewhere(file, trail.to_pointer(), value);
                    visit(name, &Schema::new(node));
                }
            };
            members(value, &Trail::Root, &mut found);
        }
    }
    for operation in context.operations() {
        for parameter in &operation.parameters {
            let name = &parameter.data().name;
            if let Some(schema) = parameter.schema.as_ref().filter(|_| is_named(name)) {
                visit(name, schema);
            }
        }
    }
}

/// The types of a value, apart from null; of a list, those of its items.
pub(super) fn types(schema: &Schema<'_>) -> Vec<JsonType> {
    let mut types = schema.types().unwrap_or_default();
    types.retain(|json_type| *json_type != JsonType::Null);
    match (types.as_slice(), schema.array_items()) {
        ([JsonType::Array], Some(items)) => self::types(&items),
        _ => types,
    }
}

/// The schema that says of which type a value is; for a list, that of its items.
pub(super) fn single<'d>(schema: &Schema<'d>) -> Schema<'d> {
    match schema.array_items() {
        Some(items) => single(&items),
        None => schema.clone(),
    }
}

fn members(value: &Value, trail: &Trail<'_>, found: &mut impl FnMut(&str, &Trail<'_>, &Value)) {
    match value {
        Value::Object(object) => {
            for (key, child) in object.iter().filter(|(key, _)| is_searched(key)) {
                let at = Trail::Key(trail, key);
                if let ("properties", Value::Object(properties)) = (key.as_str(), child) {
                    for (name, schema) in properties.iter().filter(|(_, it)| it.is_object()) {
                        found(name, &Trail::Key(&at, name), schema);
                    }
                }
                members(child, &at, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                members(item, &Trail::Index(trail, index), found);
            }
        }
        _ => {}
    }
}

fn is_searched(key: &str) -> bool {
    !OF_VALUES.contains(&key) && !key.starts_with("x-")
}
