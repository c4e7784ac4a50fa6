//! Operations that page: recognised by the ways to page that `sdk.toml` names.

use super::schemas::{Schemas, resolved};
use crate::api::{
    Emptiness, Operation, Output, Pagination, ParameterLocation, Step, Type, TypeKind,
};
use crate::config::{ConfigFile, PaginationChoice, PaginationConfig};
use crate::diagnostics::{Diagnostic, codes};

/// How the operation pages: the first way that fits, or the one that is asked for.
pub(super) fn pagination(
    operation: &Operation,
    choice: Option<&PaginationChoice>,
    config: &ConfigFile,
    schemas: &mut Schemas<'_, '_>,
) -> Option<Pagination> {
    let ways = &config.values.pagination;
    match choice {
        Some(PaginationChoice::Enabled(false)) => None,
        Some(PaginationChoice::Named(name)) => {
            let found = ways
                .get(name)
                .and_then(|entry| fitting(operation, entry.get_ref(), schemas));
            if found.is_none() {
                let entry = config.values.operations.get(&operation.id);
                let diagnostic = Diagnostic::warning(
                    codes::IMPOSSIBLE_PAGINATION,
                    format!("`{}` does not page by `{name}`", operation.id),
                )
                .help("the query parameter and both members of the response have to be there");
                schemas.diagnostics.push(match entry {
                    Some(entry) => diagnostic.at(config.place(entry)),
                    None => diagnostic,
                });
            }
            found
        }
        Some(PaginationChoice::Enabled(true)) | None => ways
            .values()
            .find_map(|entry| fitting(operation, entry.get_ref(), schemas)),
    }
}

fn fitting(
    operation: &Operation,
    way: &PaginationConfig,
    schemas: &Schemas<'_, '_>,
) -> Option<Pagination> {
    let takes_cursor = operation.parameters.iter().any(|parameter| {
        parameter.location == ParameterLocation::Query
            && parameter.wire_name == way.cursor
            && !parameter.required
    });
    let Output::Always(content) = &operation.output else {
        return None;
    };
    let (items, found) = walk(&content.ty, &way.items, schemas)?;
    let (next, cursor) = walk(&content.ty, &way.next, schemas)?;
    let (Type::List(item), Type::Text) = (found, cursor) else {
        return None;
    };
    takes_cursor.then(|| Pagination {
        cursor: way.cursor.clone(),
        items,
        next,
        item: *item,
    })
}

/// Steps through members to the type at the end, without what may be empty on the way.
fn walk(from: &Type, path: &str, schemas: &Schemas<'_, '_>) -> Option<(Vec<Step>, Type)> {
    let mut current = from.clone();
    let mut steps = Vec::new();
    for wire_name in path.split('.') {
        let Type::Named(path) = resolved(&schemas.types, &current) else {
            return None;
        };
        let TypeKind::Object(object) = &schemas.types.get(path)?.kind else {
            return None;
        };
        let member = object
            .members
            .iter()
            .find(|member| member.wire_name == wire_name)?;
        let (ty, inner) = match &member.ty {
            Type::Optional(inner) => (Emptiness::Option, inner.as_ref()),
            Type::Nullable(inner) => (Emptiness::Nullable, inner.as_ref()),
            other => (Emptiness::Never, other),
        };
        let inner = if let Type::Boxed(inner) = inner {
            inner.as_ref()
        } else {
            inner
        };
        steps.push(Step {
            field: member.name.clone(),
            ty,
        });
        current = inner.clone();
    }
    let end = resolved(&schemas.types, &current).clone();
    Some((steps, end))
}
