//! Arguments and setters without documentation.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{Operation, Parameter};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    for operation in context.operations() {
        for parameter in &operation.parameters {
            let is_in_path = matches!(parameter.object, openapiv3::Parameter::Path { .. });
            if is_in_path
                || is_described(context, parameter)
                || !is_emitted(context, operation, parameter)
            {
                continue;
            }
            let name = &parameter.data().name;
            diagnostics.push(
                Diagnostic::note(
                    codes::UNDOCUMENTED_PARAMETER,
                    format!("the parameter `{name}` has no description"),
                )
                .at(parameter
                    .node
                    .get("name")
                    .unwrap_or_else(|| parameter.node.clone())
                    .place())
                .help("add a `description`"),
            );
        }
    }
}

/// Whether there is an argument or a setter for a parameter: some are left out, and some are sent by the client.
fn is_emitted(
    context: &Context<'_, '_>,
    operation: &Operation<'_>,
    parameter: &Parameter<'_>,
) -> bool {
    let name = &parameter.data().name;
    let methods = context.lowered(operation);
    methods.is_none_or(|(_, method)| {
        method
            .parameters
            .iter()
            .any(|known| known.wire_name == *name)
    })
}

fn is_described(context: &Context<'_, '_>, parameter: &Parameter<'_>) -> bool {
    let own = parameter.description;
    let schema = parameter.schema.as_ref().map(|schema| schema.node.clone());
    let mut unheard = Diagnostics::new();
    let schema = schema.and_then(|node| context.document.references.resolve(node, &mut unheard));
    let of_schema = schema.as_ref().and_then(|node| node.text("description"));
    let mut texts = [own, of_schema].into_iter().flatten();
    texts.any(|text| !text.trim().is_empty())
}
