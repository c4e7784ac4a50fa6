//! Operations that no tag puts into a group.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for group in &context.api.groups {
        for lowered in &group.operations {
            let operation = context.operations().iter().find(|operation| {
                operation.object.tags.is_empty()
                    && operation.node.pointer.to_string() == lowered.pointer
            });
            let Some(operation) = operation else { continue };
            let settings = context.settings(operation);
            if settings.is_some_and(|settings| settings.group.is_some()) {
                continue;
            }
            diagnostics.push(
                Diagnostic::note(codes::UNTAGGED_OPERATION, "an operation without a tag")
                    .at(operation.node.key_place())
                    .label(format!(
                        "stands in the group `{}`, after its path",
                        group.module
                    ))
                    .help("add `tags`, or a `group` under `[operations]` in sdk.toml"),
            );
        }
    }
}
