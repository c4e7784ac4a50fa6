//! Types: `src/types/` and the types that stand in an operation's file.

mod enumeration;
mod newtype;
mod object;
mod union;

pub(super) use object::{FEW_ARGUMENTS, is_converted, many_arguments};

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use super::layout::{module_order, path_order};
use super::names::{ident, identifier, module, module_file, words};
use super::scope::Scope;
use super::source_file::{Source, SourceFile};
use super::{docs, features, markdown};
use crate::api::{Api, Home, Type, TypeDefinition, TypeKind, TypePath};

/// `src/types/mod.rs` and a file for each module of a schema.
pub(super) fn sources(api: &Api) -> Vec<Source<'_>> {
    let mut modules: BTreeMap<&str, Vec<Named<'_>>> = BTreeMap::new();
    for (path, definition) in &api.types {
        if let Home::Schema { module } = &path.home {
            modules.entry(module).or_default().push((path, definition));
        }
    }
    let names = modules.clone();
    let index = Source::new("src/types/mod.rs", move || index(&names));
    let files = modules.into_iter().map(|(name, types)| {
        let path = format!("src/types/{}.rs", module_file(name));
        Source::new(path, move || file(api, name, &types))
    });
    std::iter::once(index).chain(files).collect()
}

/// A type with its path.
pub(super) type Named<'a> = (&'a TypePath, &'a TypeDefinition);

fn index(modules: &BTreeMap<&str, Vec<Named<'_>>>) -> SourceFile {
    let condition = |definition: &TypeDefinition| features::any(&definition.features);
    let mut names: Vec<(String, String)> = modules
        .iter()
        .filter_map(|(name, types)| Some((module(name), condition(types.first()?.1))))
        .collect();
    names.sort_by(|(a, _), (b, _)| module_order(a, b));
    let mut exports: Vec<(String, String)> = modules
        .iter()
        .flat_map(|(name, types)| types.iter().map(move |named| (name, named)))
        .filter(|(_, (_, definition))| definition.schema_name.is_some())
        .map(|(name, (path, definition))| {
            let path = format!("{}::{}", module(name), identifier(&path.name));
            (path, condition(definition))
        })
        .collect();
    exports.sort_by(|(a, _), (b, _)| path_order(a, b));

    let mut file = SourceFile::new(vec![
        "The types of the API, a module for each schema.".to_owned(),
    ]);
    if !names.is_empty() {
        file.text(
            names
                .iter()
                .map(|(name, condition)| format!("{condition}pub mod {name};\n"))
                .collect::<String>(),
        );
    }
    if !exports.is_empty() {
        file.text(
            exports
                .iter()
                .map(|(path, condition)| format!("{condition}pub use {path};\n"))
                .collect::<String>(),
        );
    }
    file
}

fn file(api: &Api, module: &str, types: &[Named<'_>]) -> SourceFile {
    let own: BTreeSet<String> = types.iter().map(|(path, _)| path.name.clone()).collect();
    let scope = Scope::new(
        api,
        Home::Schema {
            module: module.to_owned(),
        },
        own,
    );
    let title = types.iter().find_map(|(_, definition)| title(definition));
    let about = title.unwrap_or_else(|| format!("Types of {}.", words(module)));
    let mut file = SourceFile::new(vec![about]);
    let (main, inner): (Vec<Named<'_>>, Vec<_>) = types
        .iter()
        .partition(|(_, definition)| definition.schema_name.is_some());
    for named in main.into_iter().chain(inner) {
        add(named, &scope, &mut file);
    }
    file.import(scope.imports());
    file
}

/// Adds a type to a file.
pub(super) fn add((path, definition): Named<'_>, scope: &Scope<'_>, file: &mut SourceFile) {
    match &definition.kind {
        TypeKind::Object(object) => object::add(path, definition, object, scope, file),
        TypeKind::Enumeration(enumeration) => {
            enumeration::add(path, definition, enumeration, scope, file);
        }
        TypeKind::Union(union) => union::add(path, definition, union, scope, file),
        TypeKind::Newtype(newtype) => newtype::add(path, definition, newtype, scope, file),
        TypeKind::Alias(target) => alias(path, definition, target, scope, file),
    }
}

fn alias(
    path: &TypePath,
    definition: &TypeDefinition,
    target: &Type,
    scope: &Scope<'_>,
    file: &mut SourceFile,
) {
    let docs = docs::attributes(&documentation(path, definition));
    let name = ident(&path.name);
    let target = scope.ty_tokens(target);
    file.items(quote! {
        #docs
        pub type #name = #target;
    });
}

fn documentation(path: &TypePath, definition: &TypeDefinition) -> Vec<String> {
    docs::lines(&definition.docs, || {
        let title = title(definition);
        title.unwrap_or_else(|| format!("{}.", capitalised(&words(&path.name))))
    })
}

/// What the document calls a type, in a sentence.
fn title(definition: &TypeDefinition) -> Option<String> {
    let name = markdown::code(definition.schema_name.as_deref()?);
    let is_webhook =
        definition.pointer.contains("webhooks/") || definition.pointer.contains("/callbacks/");
    Some(if is_webhook {
        format!("The webhook {name}.")
    } else {
        format!("The schema {name}.")
    })
}

pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
