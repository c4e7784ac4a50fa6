//! Links ([Link Object](https://spec.openapis.org/oas/v3.0.4.html#link-object)): which operation goes on from a response.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::api::{Docs, Group, Link, LinkTarget};
use crate::dialect::{Node, Response};
use crate::source::Pointer;

/// The links of responses, sorted by name; what is said first holds.
pub(super) fn links<'r, 'd: 'r>(responses: impl Iterator<Item = &'r Response<'d>>) -> Vec<Link> {
    let mut links = BTreeMap::new();
    for (name, node) in responses.flat_map(|response| &response.links) {
        links.entry(*name).or_insert_with(|| link(name, node));
    }
    links.into_values().collect()
}

fn link(name: &str, node: &Node<'_>) -> Link {
    let by_reference = || node.text("operationRef").map(decoded);
    let operation = node.text("operationId").map(str::to_owned);
    let operation = operation.or_else(by_reference);
    let parameters = node.get("parameters");
    let mut arguments: Vec<(String, String)> = parameters
        .iter()
        .flat_map(Node::members)
        .map(|(name, value)| (name.to_owned(), text(value.value)))
        .collect();
    arguments.extend(
        node.get("requestBody")
            .map(|body| ("body".to_owned(), text(body.value))),
    );
    Link {
        name: name.to_owned(),
        operation: operation.unwrap_or_default(),
        target: None,
        arguments,
        docs: Docs {
            description: node.text("description").map(str::to_owned),
            ..Docs::default()
        },
    }
}

/// A reference into the document without the encoding that URIs need, as operations are known.
fn decoded(reference: &str) -> String {
    let pointer = Pointer::from_reference(reference);
    pointer.map_or_else(|| reference.to_owned(), |pointer| pointer.to_string())
}

/// A runtime expression, or a value as JSON.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Finds the methods that links lead to, now that all have their names.
pub(super) fn find_targets(groups: &mut [Group]) {
    let mut targets: BTreeMap<String, LinkTarget> = BTreeMap::new();
    for group in groups.iter() {
        for operation in &group.operations {
            let target = LinkTarget {
                group: group.module.clone(),
                handle: group.handle.clone(),
                operation: operation.name.clone(),
            };
            targets
                .entry(operation.id.clone())
                .or_insert_with(|| target.clone());
            targets.entry(operation.pointer.clone()).or_insert(target);
        }
    }
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    for link in operations.flat_map(|operation| &mut operation.links) {
        link.target = targets.get(&link.operation).cloned();
    }
}
