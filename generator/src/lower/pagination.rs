//! Operations that page: recognised by the ways to page that `sdk.toml` names.

use super::operations::Settings;
use crate::api::{
    BodyEncoding, Cursor, Emptiness, Group, NextPage, Operation, Output, Pagination,
    ParameterLocation, Step, Type, Types,
};
use crate::config::{ConfigFile, NextPageConfig, PaginationChoice, PaginationConfig};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// Finds the operations that page. Which members of a page may be empty has to be settled.
pub(super) fn find(
    groups: &mut [Group],
    settings: &Settings<'_>,
    config: &ConfigFile,
    types: &Types,
    diagnostics: &mut Diagnostics,
) {
    for group in groups {
        for operation in &mut group.operations {
            let entry = settings.of(&group.module, &operation.name);
            let choice = entry.and_then(|entry| entry.get_ref().pagination.as_ref());
            operation.pagination = match pagination(operation, choice, config, types) {
                Ok(pagination) => pagination,
                Err(misfit) => {
                    diagnostics.push(match entry {
                        Some(entry) => misfit.at(config.place(entry)).label("asked for here"),
                        None => misfit,
                    });
                    None
                }
            };
        }
    }
}

/// How the operation pages: the first way that fits, or the one that is asked for.
fn pagination(
    operation: &Operation,
    choice: Option<&PaginationChoice>,
    config: &ConfigFile,
    types: &Types,
) -> Result<Option<Pagination>, Diagnostic> {
    let ways = &config.values.pagination;
    match choice {
        Some(PaginationChoice::Enabled(false)) => Ok(None),
        Some(PaginationChoice::Named(name)) => ways
            .get(name)
            .and_then(|entry| fitting(operation, entry.get_ref(), types))
            .map_or_else(
                || Err(misfit(operation, name, config, types)),
                |way| Ok(Some(way)),
            ),
        Some(PaginationChoice::Enabled(true)) | None => {
            let mut entries = ways.values();
            let found = entries.find_map(|entry| fitting(operation, entry.get_ref(), types));
            match found {
                None if choice.is_some() => Err(misfit_of_all(operation, config)),
                found => Ok(found),
            }
        }
    }
}

fn fitting(operation: &Operation, way: &PaginationConfig, types: &Types) -> Option<Pagination> {
    let Output::Always(content) = &operation.output else {
        return None;
    };
    let (items, Type::List(item)) = walk_to_items(&content.ty, way, types)? else {
        return None;
    };
    let more = match &way.more {
        Some(path) => Some(walk_to_flag(&content.ty, path, types)?),
        None => None,
    };
    Some(Pagination {
        cursor: place_of_cursor(operation, &way.cursor, types)?,
        items,
        next: next_page(&content.ty, Some(&item), &way.next, types)?,
        more,
        item: *item,
    })
}

fn walk_to_items(from: &Type, way: &PaginationConfig, types: &Types) -> Option<(Vec<Step>, Type)> {
    match &way.items {
        Some(path) => walk(from, path, types),
        None => Some((Vec::new(), from.resolved(types).clone())),
    }
}

fn next_page(
    from: &Type,
    item: Option<&Type>,
    next: &NextPageConfig,
    types: &Types,
) -> Option<NextPage> {
    Some(match next {
        NextPageConfig::Told(path) => {
            let (steps, is_integer) = walk_to_cursor(from, path, types)?;
            NextPage::Told { steps, is_integer }
        }
        NextPageConfig::InUrl(path) => match walk(from, path, types)? {
            (steps, Type::Text) => NextPage::InUrl(steps),
            _ => return None,
        },
        NextPageConfig::InLink => NextPage::InLink,
        NextPageConfig::InHeader(name) => NextPage::InHeader(name.clone()),
        NextPageConfig::LastItem(field) => {
            let (steps, is_integer) = walk_to_cursor(item?, field, types)?;
            NextPage::LastItem { steps, is_integer }
        }
        NextPageConfig::Numbered(first) => NextPage::Numbered(*first),
        NextPageConfig::Offset(first) => NextPage::Offset(*first),
    })
}

/// The way to a cursor, and whether it is an integer.
fn walk_to_cursor(from: &Type, path: &str, types: &Types) -> Option<(Vec<Step>, bool)> {
    match walk(from, path, types)? {
        (steps, Type::Text) => Some((steps, false)),
        (steps, Type::Integer(_)) => Some((steps, true)),
        _ => None,
    }
}

fn walk_to_flag(from: &Type, path: &str, types: &Types) -> Option<Vec<Step>> {
    match walk(from, path, types)? {
        (steps, Type::Bool) => Some(steps),
        _ => None,
    }
}

/// Where an operation takes a cursor of this name, which it has to do without for the first page.
fn place_of_cursor(operation: &Operation, name: &str, types: &Types) -> Option<Cursor> {
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
    parameter.or_else(|| member_for_cursor(operation, name, types))
}

fn member_for_cursor(operation: &Operation, name: &str, types: &Types) -> Option<Cursor> {
    let body = operation.body.as_ref()?;
    match &body.encoding {
        BodyEncoding::Json(media_type) if body.required || media_type == "application/json" => {}
        _ => return None,
    }
    let (steps, ty) = walk(&body.ty, name, types)?;
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
    Diagnostic::warning(codes::IMPOSSIBLE_PAGINATION, message).help(match names.as_slice() {
        [] => "there is none: add one, or remove `pagination`".to_owned(),
        _ => format!(
            "ask for one by its name to see what it would need: `{}`",
            names.join("`, `")
        ),
    })
}

/// Why an operation can't page as it is asked to.
fn misfit(operation: &Operation, name: &str, config: &ConfigFile, types: &Types) -> Diagnostic {
    let message = format!("`{}` does not page by `{name}`", operation.id);
    let diagnostic = Diagnostic::warning(codes::IMPOSSIBLE_PAGINATION, message);
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
    let items = output.and_then(|output| walk_to_items(output, way, types));
    let item = match &items {
        Some((_, Type::List(item))) => Some(&**item),
        _ => None,
    };
    let next = output.and_then(|output| next_page(output, item, &way.next, types));
    let more = way.more.as_ref().filter(|path| {
        let flag = output.and_then(|output| walk_to_flag(output, path, types));
        flag.is_none()
    });
    let cursor = place_of_cursor(operation, &way.cursor, types);
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
fn walk(from: &Type, path: &str, types: &Types) -> Option<(Vec<Step>, Type)> {
    let mut current = from.clone();
    let mut steps = Vec::new();
    for wire_name in path.split('.') {
        let member = current
            .object(types)?
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
    let end = current.resolved(types).clone();
    Some((steps, end))
}
