//! The example of an operation: the shortest call of it, with values where they are short and arguments where not.

use std::collections::BTreeSet;

use heck::ToKebabCase as _;

use super::arguments::Argument;
use crate::api::{
    Api, Body, Group, Home, Newtype, NewtypeBase, Object, Operation, Output, Type, TypeKind,
    TypePath,
};
use crate::emit::names::{client_method, identifier, literal};
use crate::emit::scope::Scope;
use crate::emit::types::is_converted;

/// How deep values are made: what holds more is taken as an argument.
const DEPTH: usize = 2;
/// The longest call that is shown with values, in characters.
const WIDTH: usize = 90;
/// An argument that is called as the client is.
const OTHER_CLIENT: &str = "client_argument";

/// The lines of the documentation, with its heading.
pub(super) fn lines(api: &Api, group: &Group, operation: &Operation) -> Vec<String> {
    let library = api.package.name.replace('-', "_");
    let with_values = Example::new(api, group, operation, Shown::Values);
    let example = if with_values.call.len() <= WIDTH {
        with_values
    } else {
        Example::new(api, group, operation, Shown::Names)
    };

    let uses = example.uses.iter().map(|path| format!("# use {path};"));
    let head = format!(
        "# async fn example({}) -> Result<(), Box<dyn std::error::Error>> {{",
        example.taken.join(", ")
    );
    let lines = ["# Examples".to_owned(), "```no_run".to_owned()]
        .into_iter()
        .chain(uses)
        .chain([head])
        .chain(statements(operation, &example.call))
        .chain(["# Ok(()) }".to_owned(), "```".to_owned()]);
    lines.map(|line| outside(&line, &library)).collect()
}

/// A line with the paths that begin at the crate's root as they are written outside the crate.
fn outside(line: &str, library: &str) -> String {
    let mut parts = line.split("crate::");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // `milk_crate::` is a module.
        let root = match out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            true => "crate",
            false => library,
        };
        out.push_str(root);
        out.push_str("::");
        out.push_str(part);
    }
    out
}

/// What stands for the arguments of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// Values, where they are short.
    Values,
    /// Their names alone.
    Names,
}

/// A call as a program outside the crate writes it.
struct Example {
    call: String,
    /// The arguments of the function that the call stands in.
    taken: Vec<String>,
    uses: Vec<String>,
}

impl Example {
    fn new(api: &Api, group: &Group, operation: &Operation, shown: Shown) -> Self {
        // Outside the crate: nothing is at hand, everything is imported.
        let home = Home::Operation {
            group: String::new(),
            operation: String::new(),
        };
        let scope = Scope::new(api, home, BTreeSet::new());
        let mut taken = vec!["client: crate::Client".to_owned()];
        let arguments = operation_arguments(operation).map(|(name, ty)| {
            let value = match shown {
                Shown::Values => by_reference(&name, ty, &scope),
                Shown::Names => None,
            };
            value.unwrap_or_else(|| {
                let name = if name == "client" {
                    OTHER_CLIENT
                } else {
                    &name
                };
                let argument = Argument::of_method(name, ty, &scope);
                taken.push(format!("{}: {}", argument.name, argument.ty));
                argument.name.to_string()
            })
        });
        let arguments: Vec<String> = arguments.collect();
        let call = format!(
            "client.{}().{}({})",
            identifier(&client_method(&group.module)),
            identifier(&operation.name),
            arguments.join(", ")
        );
        let uses = scope.imports().into_iter().map(|path| path.to_string());
        Self {
            call,
            taken,
            uses: uses.collect(),
        }
    }
}

/// What the method takes, in its order.
fn operation_arguments(operation: &Operation) -> impl Iterator<Item = (String, &Type)> {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let body = operation.body.as_ref().filter(|body| body.required);
    parameters
        .map(|parameter| (parameter.name.clone(), &parameter.ty))
        .chain(body.map(|body| (Body::NAME.to_owned(), &body.ty)))
}

/// The call and what is done with its outcome.
fn statements(operation: &Operation, call: &str) -> Vec<String> {
    if operation.pagination.is_some() {
        vec![
            format!("let mut items = {call}.stream();"),
            "while let Some(item) = items.try_next().await? {".to_owned(),
            "    println!(\"{item:?}\");".to_owned(),
            "}".to_owned(),
        ]
    } else if matches!(operation.output, Output::Nothing) {
        vec![format!("{call}.send().await?;")]
    } else {
        vec![format!("let reply = {call}.send().await?;")]
    }
}

/// A value as a method takes it; see [`Argument::of_method`].
fn by_reference(name: &str, ty: &Type, scope: &Scope<'_>) -> Option<String> {
    if scope.is_passed_by_value(ty) {
        return exact(name, ty, scope, 0);
    }
    match scope.resolve(ty) {
        Type::Text => Some(text(name)),
        Type::List(item) => Some(format!("&[{}]", exact(name, item, scope, 0)?)),
        Type::Boxed(inner) => by_reference(name, inner, scope),
        Type::Optional(inner) => Some(format!("Some({})", by_reference(name, inner, scope)?)),
        _ => Some(format!("&{}", exact(name, ty, scope, 0)?)),
    }
}

/// A value of just this type, where it is short to write.
fn exact(name: &str, ty: &Type, scope: &Scope<'_>, depth: usize) -> Option<String> {
    Some(match scope.resolve(ty) {
        Type::Null => "()".to_owned(),
        Type::Bool => "true".to_owned(),
        Type::Integer(_) => "1".to_owned(),
        Type::Float => "1.0".to_owned(),
        Type::Text => format!("{}.to_owned()", text(name)),
        Type::Any => "serde_json::json!({})".to_owned(),
        Type::DateTime => "\"2026-01-31T12:00:00Z\".parse()?".to_owned(),
        Type::Date => "\"2026-01-31\".parse()?".to_owned(),
        Type::Uuid => "\"67e55044-10b1-426f-9247-bb680e5fe0c8\".parse()?".to_owned(),
        Type::List(item) => format!("vec![{}]", exact(name, item, scope, depth)?),
        Type::Optional(inner) => format!("Some({})", exact(name, inner, scope, depth)?),
        Type::Named(path) => named(name, path, scope, depth)?,
        Type::Base64 | Type::File | Type::Tuple(_) | Type::Map(_) => return None,
        Type::Nullable(_) | Type::Boxed(_) => return None,
    })
}

fn named(name: &str, path: &TypePath, scope: &Scope<'_>, depth: usize) -> Option<String> {
    if depth >= DEPTH {
        return None;
    }
    let kind = scope.kind(path)?;
    let written = scope.ty(&Type::Named(path.clone()));
    match kind {
        TypeKind::Newtype(newtype) => Some(format!("{written}::{}", newtype_value(name, newtype))),
        TypeKind::Enumeration(enumeration) => {
            let variant = enumeration.variants.first()?;
            Some(format!("{written}::{}", identifier(&variant.name)))
        }
        TypeKind::Union(union) => {
            let variant = union.variants.first()?;
            let value = exact(name, &variant.ty, scope, depth + 1)?;
            Some(format!("{written}::{}({value})", identifier(&variant.name)))
        }
        TypeKind::Object(object) => {
            let arguments = constructor_arguments(object, scope, depth + 1)?;
            Some(format!("{written}::new({arguments})"))
        }
        TypeKind::Alias(_) => None,
    }
}

fn newtype_value(name: &str, newtype: &Newtype) -> String {
    match newtype.base {
        NewtypeBase::Integer => "new(1)".to_owned(),
        NewtypeBase::Text if newtype.rule.is_some() => format!("new({})?", text(name)),
        NewtypeBase::Text => format!("new({})", text(name)),
    }
}

fn constructor_arguments(object: &Object, scope: &Scope<'_>, depth: usize) -> Option<String> {
    let arguments = object.members.iter().filter(|member| member.is_argument());
    let values = arguments.map(|member| {
        let name = &member.name;
        if !is_converted(&member.ty, scope) {
            return exact(name, &member.ty, scope, depth);
        }
        match scope.resolve(&member.ty) {
            Type::Text => Some(text(name)),
            Type::List(item) => Some(format!("[{}]", exact(name, item, scope, depth)?)),
            Type::Boxed(inner) => exact(name, inner, scope, depth),
            other => exact(name, other, scope, depth),
        }
    });
    Some(values.collect::<Option<Vec<_>>>()?.join(", "))
}

/// A text that says what it stands for.
fn text(name: &str) -> String {
    literal(&name.to_kebab_case())
}
