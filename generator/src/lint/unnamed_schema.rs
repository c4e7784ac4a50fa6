//! Bodies without a name.

use std::collections::HashMap;

use super::Context;
use crate::api::{Home, TypeKind, TypePath};
use crate::compare::spelling;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{MediaType, Schema};
use crate::lower::type_name;
use crate::source::FileId;

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let unnamed = unnamed(context);
    for operation in context.operations() {
        let body = operation.body.iter().flat_map(|body| &body.content);
        let replies = operation
            .responses
            .iter()
            .flat_map(|(_, reply)| &reply.content);
        for schema in body.chain(replies).flat_map(schemas) {
            let place = (schema.node.file, schema.node.pointer.to_string());
            let Some(path) = unnamed.get(&place) else {
                continue;
            };
            let rust = spelling::path(context.api, path);
            diagnostics.push(
                Diagnostic::note(codes::UNNAMED_SCHEMA, "the schema of a body has no name")
                    .at(schema.node.place())
                    .label(format!("becomes `{rust}`"))
                    .help(format!(
                        "move it to `{}`, or give it a `name` under `[types]` in sdk.toml",
                        context.document.schemas_section()
                    )),
            );
        }
    }
}

/// The structs and unions that live in the module of an operation, and are called after their place in it, by file and
/// pointer.
fn unnamed<'a>(context: &Context<'a, '_>) -> HashMap<(FileId, String), &'a TypePath> {
    let types = context.api.types.iter().filter(|(path, definition)| {
        let in_operation = matches!(path.home, Home::Operation { .. });
        let has_members = matches!(definition.kind, TypeKind::Object(_) | TypeKind::Union(_));
        in_operation && has_members && !is_chosen(context, &path.name)
    });
    types
        .map(|(path, definition)| ((definition.file, definition.pointer.clone()), path))
        .collect()
}

/// Whether `sdk.toml` gives a schema that has no name in the document this one.
fn is_chosen(context: &Context<'_, '_>, name: &str) -> bool {
    let mut entries = context.config.values.types.iter();
    entries.any(|(key, entry)| {
        let chosen = entry.get_ref().name.as_deref().map(type_name);
        key.starts_with('$') && chosen.as_deref() == Some(name)
    })
}

/// The schema of some content, and that of its items where it is a list.
fn schemas<'d>(content: &MediaType<'d>) -> Vec<Schema<'d>> {
    let Some(schema) = &content.schema else {
        return Vec::new();
    };
    let items = schema.array_items();
    std::iter::once(schema.clone()).chain(items).collect()
}
