//! Everything in the documents that has a name and a schema: members of objects, and parameters.

use serde_json::Value;

use super::Context;
use crate::api::{Parameter, Type, TypeKind};
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

/// Calls `visit` with each member and parameter of the crate whose name is wanted: its name in the document, its type, and
/// the schema that declares it. One that several types take up from a schema is met several times.
pub(super) fn each_typed(
    context: &Context<'_, '_>,
    is_named: impl Fn(&str) -> bool,
    mut visit: impl FnMut(&str, &Type, &Schema<'_>),
) {
    for definition in context.api.types.values() {
        let TypeKind::Object(object) = &definition.kind else {
            continue;
        };
        let wanted = object.members.iter();
        for member in wanted.filter(|member| is_named(&member.wire_name)) {
            let schema = context.schema(definition);
            let declared =
                schema.and_then(|schema| declaration(context, &schema, &member.wire_name, 0));
            if let Some(declared) = declared {
                visit(&member.wire_name, &member.ty, &declared);
            }
        }
    }
    for operation in context.operations() {
        let Some((_, lowered)) = context.lowered(operation) else {
            continue;
        };
        for declared in &operation.parameters {
            let name = &declared.data().name;
            let is_it = |parameter: &&Parameter| {
                parameter.wire_name == *name
                    && declared.node.text("in") == Some(parameter.location.as_str())
            };
            if let (true, Some(schema), Some(parameter)) = (
                is_named(name),
                &declared.schema,
                lowered.parameters.iter().find(is_it),
            ) {
                visit(name, &parameter.ty, schema);
            }
        }
    }
}

/// How many schemas lead to the one that declares a member, at most.
const MAX_WAY: usize = 8;

/// The schema of a member, which another schema may declare that is taken up by `allOf`.
fn declaration<'a>(
    context: &Context<'a, '_>,
    schema: &Schema<'a>,
    name: &str,
    way: usize,
) -> Option<Schema<'a>> {
    let schema = context.resolved(schema)?;
    let own = schema.node.get("properties").and_then(|all| all.get(name));
    if let Some(own) = own {
        return Some(Schema::new(own));
    }
    let mut parts = schema.all_of().into_iter().filter(|_| way < MAX_WAY);
    parts.find_map(|part| declaration(context, &part, name, way + 1))
}

/// The types of a value, apart from null.
pub(super) fn types(schema: &Schema<'_>) -> Vec<JsonType> {
    let mut types = schema.types().unwrap_or_default();
    types.retain(|json_type| *json_type != JsonType::Null);
    types
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
