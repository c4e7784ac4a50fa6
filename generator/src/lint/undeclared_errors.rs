//! Operations that say nothing of failures.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for operation in context.operations() {
        let mut statuses = operation.responses.iter().map(|(key, _)| *key);
        if statuses.any(|key| key == "default" || key.starts_with(['4', '5'])) {
            continue;
        }
        let responses = operation.node.get("responses");
        let node = responses.unwrap_or_else(|| operation.node.clone());
        diagnostics.push(
            Diagnostic::note(
                codes::UNDECLARED_ERRORS,
                "no response for failures is declared",
            )
            .at(node.key_place())
            .help(format!(
                "declare a {} response with the schema of its body",
                match context.document.is_swagger() {
                    true => "`default`",
                    false => "`4XX` or `default`",
                }
            )),
        );
    }
}
