//! Operations that page: recognised by the ways to page that `sdk.toml` names.

use super::schemas::{Schemas, resolved};
use crate::api::{
    BodyEncoding, Cursor, Emptiness, NextPage, Operation, Output, Pagination, ParameterLocation,
    Step, Type, TypeKind,
};
use crate::config::{ConfigFile, NextPageConfig, PaginationChoice, PaginationConfig};
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
                let diagnostic = misfit(operation, name, config, schemas);
                schemas.diagnostics.push(diagnostic);
            }
            found
        }
        Some(PaginationChoice::Enabled(true)) | None => {
            let mut entries = ways.values();
            let found = entries.find_map(|entry| fitting(operation, entry.get_ref(), schemas));
            if found.is_none() && choice.is_some() {
                let diagnostic = misfit_of_all(operation, config);
                schemas.diagnostics.push(diagnostic);
            }
            found
        }
    }
}

fn fitting(
    operation: &Operation,
    way: &PaginationConfig,
    schemas: &Schemas<'_, '_>,
) -> Option<Pagination> {
    let Output::Always(content) = &operation.output else {
        return None;
    };
    let (items, Type::List(item)) = walk_to_items(&content.ty, way, schemas)? else {
        return None;
    };
    let more = match &way.more {
        Some(path) => Some(walk_to_flag(&content.ty, path, schemas)?),
        None => None,
    };
    Some(Pagination {
        cursor: place_of_cursor(operation, &way.cursor, schemas)?,
        items,
        next: next_page(&content.ty, Some(&item), &way.next, schemas)?,
        more,
        item: *item,
    })
}

fn walk_to_items(
    from: &Type,
    way: &PaginationConfig,
    schemas: &Schemas<'_, '_>,
) -> Option<(Vec<Step>, Type)> {
    match &way.items {
        Some(path) => walk(from, path, schemas),
        None => Some((Vec::new(), resolved(&schemas.types, from).clone())),
    }
}

fn next_page(
    from: &Type,
    item: Option<&Type>,
    next: &NextPageConfig,
    schemas: &Schemas<'_, '_>,
) -> Option<NextPage> {
    Some(match next {
        NextPageConfig::Told(path) => {
            let (steps, is_integer) = walk_to_cursor(from, path, schemas)?;
            NextPage::Told { steps, is_integer }
        }
        NextPageConfig::InUrl(path) => match walk(from, path, schemas)? {
            (steps, Type::Text) => NextPage::InUrl(steps),
            _ => return None,
        },
        NextPageConfig::InLink => NextPage::InLink,
        NextPageConfig::InHeader(name) => NextPage::InHeader(name.clone()),
        NextPageConfig::LastItem(field) => {
            let (steps, is_integer) = walk_to_cursor(item?, field, schemas)?;
            NextPage::LastItem { steps, is_integer }
        }
        NextPageConfig::Numbered(first) => NextPage::Numbered(*first),
        NextPageConfig::Offset(first) => NextPage::Offset(*first),
    })
}

/// The way to a cursor, and whether it is an integer.
fn walk_to_cursor(from: &Type, path: &str, schemas: &Schemas<'_, '_>) -> Option<(Vec<Step>, bool)> {
    match walk(from, path, schemas)? {
        (steps, Type::Text) => Some((steps, false)),
        (steps, Type::Integer(_)) => Some((steps, true)),
        _ => None,
    }
}

fn walk_to_flag(from: &Type, path: &str, schemas: &Schemas<'_, '_>) -> Option<Vec<Step>> {
    match walk(from, path, schemas)? {
        (steps, Type::Bool) => Some(steps),
        _ => None,
    }
}

/// Where an operation takes a cursor of this name, which it has to do without for the first page.
fn place_of_cursor(operation: &Operation, name: &str, schemas: &Schemas<'_, '_>) -> Option<Cursor> {
    let mut optional = operation.parameters.iter().filter(|one| !one.required);
    let parameter = optional.find_map(|parameter| {
        let wire_name = parameter.wire_name.as_str();
        match parameter.location {
            ParameterLocation::Query if wire_name == name => Some(Cursor::Query(name.to_owned())),
            ParameterLocation::Header if wire_name.eq_ignore_ascii_case(name) => {
                Some(Cursor::Header(wire_name.to_owned()))
            }
            _ => None,
        }
    });
    parameter.or_else(|| member_for_cursor(operation, name, schemas))
}

fn member_for_cursor(
    operation: &Operation,
    name: &str,
    schemas: &Schemas<'_, '_>,
) -> Option<Cursor> {
    let body = operation.body.as_ref()?;
    match &body.encoding {
        BodyEncoding::Json(media_type) if body.required || media_type == "application/json" => {}
        _ => return None,
    }
    let (steps, ty) = walk(&body.ty, name, schemas)?;
    match (steps.as_slice(), ty) {
        ([step], _) if step.ty == Emptiness::Never => None,
        ([_], Type::Text) => Some(Cursor::Text(name.to_owned())),
        ([_], Type::Integer(_)) => Some(Cursor::Number(name.to_owned())),
        _ => None,
    }
}

/// An operation that is asked to page in whichever way, and can't.
fn misfit_of_all(operation: &Operation, config: &ConfigFile) -> Diagnostic {
    let message = format!(
        "`{}` pages in none of the ways of `[pagination]`",
        operation.id
    );
    let names = config.values.pagination.keys().map(String::as_str);
    let names: Vec<&str> = names.collect();
    asked(
        Diagnostic::warning(codes::IMPOSSIBLE_PAGINATION, message),
        operation,
        config,
    )
    .help(match names.as_slice() {
        [] => "there is none: add one, or remove `pagination`".to_owned(),
        _ => format!(
            "ask for one by its name to see what it would need: `{}`",
            names.join("`, `")
        ),
    })
}

/// At the entry of sdk.toml that asks for it.
fn asked(diagnostic: Diagnostic, operation: &Operation, config: &ConfigFile) -> Diagnostic {
    match config.operation(&operation.id, &operation.method, &operation.path) {
        Some((_, entry)) => diagnostic.at(config.place(entry)).label("asked for here"),
        None => diagnostic,
    }
}

/// Why an operation can't page as it is asked to.
fn misfit(
    operation: &Operation,
    name: &str,
    config: &ConfigFile,
    schemas: &Schemas<'_, '_>,
) -> Diagnostic {
    let message = format!("`{}` does not page by `{name}`", operation.id);
    let diagnostic = Diagnostic::warning(codes::IMPOSSIBLE_PAGINATION, message);
    let diagnostic = asked(diagnostic, operation, config);
    let ways = &config.values.pagination;
    let Some(entry) = ways.get(name) else {
        let known = ways.keys().map(String::as_str);
        return diagnostic.did_you_mean(name, known, "no way of that name is under `[pagination]`");
    };
    let way = entry.get_ref();
    let output = match &operation.output {
        Output::Always(content) => Some(&content.ty),
        _ => None,
    };
    let items = output.and_then(|output| walk_to_items(output, way, schemas));
    let item = match &items {
        Some((_, Type::List(item))) => Some(&**item),
        _ => None,
    };
    let next = output.and_then(|output| next_page(output, item, &way.next, schemas));
    let more = way.more.as_ref().filter(|path| {
        let flag = output.and_then(|output| walk_to_flag(output, path, schemas));
        flag.is_none()
    });
    let cursor = place_of_cursor(operation, &way.cursor, schemas);
    let wanted = [
        cursor.is_none().then(|| {
            let name = &way.cursor;
            format!("an optional parameter `{name}`, in the query, a header or the JSON body")
        }),
        item.is_none().then(|| match &way.items {
            Some(path) => format!("a list at `{path}` in the response"),
            None => "a list as its response".to_owned(),
        }),
        next.is_none().then(|| place_of_next(&way.next)).flatten(),
        more.map(|path| format!("a flag at `{path}` in the response")),
    ];
    let wanted: Vec<String> = wanted.into_iter().flatten().collect();
    diagnostic
        .related(config.place(entry), "the way to page")
        .help(format!("it would need {}", wanted.join(", and ")))
}

/// Where a cursor has to be.
fn place_of_next(next: &NextPageConfig) -> Option<String> {
    Some(match next {
        NextPageConfig::Told(path) => {
            format!("a text or an integer at `{path}` in the response")
        }
        NextPageConfig::InUrl(path) => format!("a text at `{path}` in the response"),
        NextPageConfig::LastItem(field) => format!("a text or an integer at `{field}` in an item"),
        NextPageConfig::InLink
        | NextPageConfig::InHeader(_)
        | NextPageConfig::Numbered(_)
        | NextPageConfig::Offset(_) => return None,
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
