//! Operations that are called after method and path.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for operation in context.operations() {
        let id = operation.node.text("operationId");
        let is_named = context
            .settings(operation)
            .is_some_and(|settings| settings.name.is_some());
        if is_named || id.is_some_and(|id| !id.trim().is_empty()) {
            continue;
        }
        let diagnostic = Diagnostic::warning(
            codes::MISSING_OPERATION_ID,
            "an operation without an `operationId`",
        );
        let (method, path) = (operation.method.as_str(), operation.path);
        let diagnostic = diagnostic.at(operation.node.key_place()).help(format!(
            "add one, or a `name` under `[operations.\"{method} {path}\"]` in sdk.toml"
        ));
        diagnostics.push(match context.lowered(operation) {
            Some((_, lowered)) => {
                diagnostic.label(format!("its method is called `{}`", lowered.name))
            }
            None => diagnostic,
        });
    }
}
