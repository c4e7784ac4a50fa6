//! Everything in the documents that has a name and a schema: members of objects, and parameters.

use serde_json::Value;

use super::Context;
use crate::dialect::{Node, Schema};
use crate::source::Pointer;

/// Keywords below which there are values, not schemas.
const OF_VALUES: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Calls `visit` with each name and the schema that stands there, if it is no reference.
pub(super) fn each(context: &Context<'_, '_>, mut visit: impl FnMut(&str, &Schema<'_>)) {
    for file in context.sources.files() {
        if let Some(value) = context.sources.value(file) {
            members(&Node::new(file, Pointer::root(), value), &mut visit);
        }
    }
    for operation in context.operations() {
        for parameter in &operation.parameters {
            if let Some(schema) = &parameter.schema {
                visit(&parameter.data().name, schema);
            }
        }
    }
}

fn members(node: &Node<'_>, visit: &mut impl FnMut(&str, &Schema<'_>)) {
    match node.value {
        Value::Object(object) => {
            if let Some(properties) = node.get("properties") {
                let named = properties.members();
                for (name, node) in named.filter(|(_, node)| node.object().is_some()) {
                    visit(name, &Schema::new(node));
                }
            }
            for key in object.keys().filter(|key| is_searched(key)) {
                if let Some(child) = node.get(key) {
                    members(&child, visit);
                }
            }
        }
        Value::Array(_) => node.items().for_each(|item| members(&item, visit)),
        _ => {}
    }
}

fn is_searched(key: &str) -> bool {
    !OF_VALUES.contains(&key) && !key.starts_with("x-")
}
