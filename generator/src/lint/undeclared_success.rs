//! Operations that say nothing of success.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for operation in context.operations() {
        let mut statuses = operation.responses.iter().map(|(key, _)| *key);
        // A redirection is what some operations are for.
        if statuses.any(|key| key == "default" || key.starts_with(['1', '2', '3'])) {
            continue;
        }
        let responses = operation.node.get("responses");
        let node = responses.unwrap_or_else(|| operation.node.clone());
        diagnostics.push(
            Diagnostic::warning(
                codes::UNDECLARED_SUCCESS,
                "no response for success is declared",
            )
            .at(node.key_place())
            .label("a call gives `()`")
            .help("declare what is sent on success, such as `200` with a schema, or `204`"),
        );
    }
}
