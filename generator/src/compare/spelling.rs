//! Items as callers of the crate write them.

use std::fmt::Display;

use crate::api::{
    Api, Cursor, Group, Home, IntegerKind, NextPage, Operation, Pagination, Step, Type, TypePath,
};

/// A type of the crate, by the path under which it is exported.
pub(crate) fn path(api: &Api, path: &TypePath) -> String {
    let named = |definition: &crate::api::TypeDefinition| definition.schema_name.is_some();
    match &path.home {
        Home::Schema { .. } if api.types.get(path).is_some_and(named) => {
            format!("types::{}", path.name)
        }
        _ => path.to_string(),
    }
}

/// An operation: the method of its handle.
pub(crate) fn operation(group: &Group, operation: &Operation) -> String {
    format!(
        "api::{}::{}::{}",
        group.module, group.handle, operation.name
    )
}

/// Texts of the document or the crate, any of which will do.
pub(super) fn alternatives(texts: impl IntoIterator<Item = impl Display>) -> String {
    let quoted = texts.into_iter().map(|text| format!("`{text}`"));
    quoted.collect::<Vec<_>>().join(" or ")
}

/// A type at the place of its use.
pub(crate) fn ty(api: &Api, of: &Type) -> String {
    let around = |name: &str, inner: &Type| format!("{name}<{}>", ty(api, inner));
    match of {
        Type::Bool => "bool".to_owned(),
        Type::Integer(kind) => integer(*kind).to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Text => "String".to_owned(),
        Type::Base64 => "Base64".to_owned(),
        Type::File => "File".to_owned(),
        Type::Null => "()".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Uuid => "Uuid".to_owned(),
        Type::Any => "Value".to_owned(),
        Type::List(inner) => around("Vec", inner),
        Type::Map(inner) => around("Map", inner),
        Type::Optional(inner) => around("Option", inner),
        Type::Nullable(inner) => around("Nullable", inner),
        Type::Boxed(inner) => around("Box", inner),
        Type::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| ty(api, item)).collect();
            format!("({})", items.join(", "))
        }
        Type::Named(named) => path(api, named),
    }
}

fn integer(kind: IntegerKind) -> &'static str {
    match kind {
        IntegerKind::I32 => "i32",
        IntegerKind::I64 => "i64",
        IntegerKind::U32 => "u32",
        IntegerKind::U64 => "u64",
    }
}

/// The fields on a way into an output, such as `paging.next`.
pub(crate) fn way(steps: &[Step]) -> String {
    let fields: Vec<&str> = steps.iter().map(|step| step.field.as_str()).collect();
    fields.join(".")
}

/// Where a request has the cursor.
pub(crate) fn cursor(cursor: &Cursor) -> String {
    match cursor {
        Cursor::Query(name) => format!("`{name}`"),
        Cursor::Header(name) => format!("the header `{name}`"),
        Cursor::Text(name) | Cursor::Number(name) => format!("`{name}` of the body"),
    }
}

/// Where the cursor of the next page comes from.
pub(crate) fn next_page(pagination: &Pagination) -> String {
    let place = match &pagination.next {
        NextPage::Told { steps, .. } => format!("`{}`", way(steps)),
        NextPage::InUrl(steps) => format!("its value in the URL in `{}`", way(steps)),
        NextPage::InLink => "its value in the URL in the `Link` header".to_owned(),
        NextPage::InHeader(name) => format!("the header `{name}`"),
        NextPage::LastItem { steps, .. } => format!("`{}` of the last item", way(steps)),
        NextPage::Numbered(first) => format!("the number of the page, counted from {first}"),
        NextPage::Offset(first) => format!("the number of its first item, counted from {first}"),
    };
    match &pagination.more {
        Some(more) => format!("{place} while `{}`", way(more)),
        None => place,
    }
}
