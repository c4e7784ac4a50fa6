//! Operations that no tag puts into a group.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let untagged = context
        .operations()
        .iter()
        .filter(|operation| operation.object.tags.is_empty());
    for operation in untagged {
        let settings = context.settings(operation);
        if settings.is_some_and(|settings| settings.group.is_some()) {
            continue;
        }
        let diagnostic = Diagnostic::note(codes::UNTAGGED_OPERATION, "an operation without a tag")
            .at(operation.node.key_place())
            .help("add `tags`, or a `group` under `[operations]` in sdk.toml");
        diagnostics.push(match context.lowered(operation) {
            Some((group, _)) => diagnostic.label(format!(
                "stands in the group `{}`, after its path",
                group.module
            )),
            None => diagnostic,
        });
    }
}
