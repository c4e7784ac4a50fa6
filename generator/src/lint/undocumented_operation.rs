//! Methods without documentation.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for operation in context.operations() {
        let texts = [&operation.object.summary, &operation.object.description];
        if texts
            .into_iter()
            .flatten()
            .any(|text| !text.trim().is_empty())
        {
            continue;
        }
        diagnostics.push(
            Diagnostic::note(
                codes::UNDOCUMENTED_OPERATION,
                "an operation without documentation",
            )
            .at(operation.node.key_place())
            .help("add a `summary` or a `description`"),
        );
    }
}
