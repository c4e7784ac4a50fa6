//! JSON that nobody describes.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for operation in context.operations() {
        let successes = operation
            .responses
            .iter()
            .filter(|(key, _)| key.starts_with('2'));
        for (_, response) in successes {
            let untyped = response.content.iter().find(|content| {
                content.name.contains("json")
                    && content.schema.is_none()
                    && content.item_schema.is_none()
            });
            let Some(content) = untyped else { continue };
            let node = response
                .node
                .get("content")
                .and_then(|all| all.get(content.name));
            let node = node.unwrap_or_else(|| response.node.clone());
            diagnostics.push(
                Diagnostic::warning(codes::UNTYPED_RESPONSE, "JSON without a schema")
                    .at(node.key_place())
                    .label("a `serde_json::Value` for callers")
                    .help("describe it by a `schema`"),
            );
        }
    }
}
