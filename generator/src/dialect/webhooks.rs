//! What the server sends on its own: `webhooks` and `callbacks`
//! ([OpenAPI Object](https://spec.openapis.org/oas/v3.1.1.html#openapi-object),
//! [Callback Object](https://spec.openapis.org/oas/v3.0.4.html#callback-object)).

use super::node::{Node, References};
use super::operations::{RequestBody, body};
use super::{at_path, by_method, path_items};
use crate::diagnostics::Diagnostics;

/// A request that the server sends.
pub(crate) struct Webhook<'d> {
    pub(crate) node: Node<'d>,
    /// What the document calls it; for a callback, its operation comes first.
    pub(crate) name: String,
    pub(crate) summary: Option<&'d str>,
    pub(crate) description: Option<&'d str>,
    pub(crate) body: RequestBody<'d>,
}

/// Every request with a body that the server sends, in the document's order.
pub(super) fn read<'d>(
    root: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Webhook<'d>> {
    let mut webhooks = Vec::new();
    for key in ["webhooks", "x-webhooks"] {
        for (name, item) in root.get(key).iter().flat_map(Node::members) {
            webhooks.extend(of_item(name, item, references, diagnostics));
        }
    }
    for (path, item) in path_items(root) {
        for (_, method, operation) in at_path(item, references, diagnostics) {
            let id = operation.text("operationId");
            let id = id.map_or_else(|| format!("{} {path}", method.as_str()), str::to_owned);
            for (name, callback) in operation.get("callbacks").iter().flat_map(Node::members) {
                let Some(callback) = references.resolve(callback, diagnostics) else {
                    continue;
                };
                for (_, item) in callback.entries() {
                    let name = format!("{id} {name}");
                    webhooks.extend(of_item(&name, item, references, diagnostics));
                }
            }
        }
    }
    webhooks
}

fn of_item<'d>(
    name: &str,
    item: Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Webhook<'d>> {
    let Some(item) = references.resolve(item, diagnostics) else {
        return Vec::new();
    };
    let operations = by_method(&item, references, diagnostics);
    let several = operations.len() > 1;
    operations
        .into_iter()
        .filter_map(|(method, node)| {
            let body = body(&node, references, diagnostics)?;
            Some(Webhook {
                name: if several {
                    format!("{name} {}", method.as_str())
                } else {
                    name.to_owned()
                },
                summary: node.text("summary"),
                description: node.text("description"),
                body,
                node,
            })
        })
        .collect()
}
