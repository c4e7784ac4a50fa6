//! Operations: `src/api/`, a handle for each group and a file for each operation.

mod arguments;
mod example;
mod operation;
mod output;
mod pagination;
mod path;
mod streaming;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use output::status_in_words;
use quote::quote;

use super::layout::module_order;
use super::names::{ident, module, module_file, words};
use super::scope::{Scope, tokens};
use super::source_file::{Source, SourceFile};
use super::types::Named;
use super::{docs, features};
use crate::api::{Api, Group, Home};

/// The files of `src/api/`.
pub(super) fn sources(api: &Api) -> Vec<Source<'_>> {
    let mut inner: BTreeMap<(&str, &str), Vec<Named<'_>>> = BTreeMap::new();
    for named in &api.types {
        if let Home::Operation { group, operation } = &named.0.home {
            inner.entry((group, operation)).or_default().push(named);
        }
    }
    let mut sources = vec![Source::new("src/api/mod.rs", || index(api))];
    for group in &api.groups {
        let stem = format!("src/api/{}", module_file(&group.module));
        sources.push(Source::new(format!("{stem}.rs"), || handle(api, group)));
        for operation in &group.operations {
            let types = inner.remove(&(group.module.as_str(), operation.name.as_str()));
            let types = types.unwrap_or_default();
            let path = format!("{stem}/{}.rs", module_file(&operation.name));
            let file = move || operation::file(api, group, operation, &types);
            sources.push(Source::new(path, file));
        }
    }
    sources
}

fn index(api: &Api) -> SourceFile {
    let mut file = SourceFile::new(vec![
        "The operations of the API, a module for each group.".to_owned(),
    ]);
    let modules = modules(api.groups.iter().map(|group| {
        let feature = group.feature.iter().map(|feature| feature.name.clone());
        (
            group.module.as_str(),
            features::any(&feature.collect::<Vec<_>>()),
        )
    }));
    if !modules.is_empty() {
        file.text(modules);
    }
    file
}

/// Declarations of modules, each with the attribute that says when it is there.
fn modules<'a>(modules: impl Iterator<Item = (&'a str, String)>) -> String {
    let mut modules: Vec<(String, String)> = modules
        .map(|(name, condition)| (module(name), condition))
        .collect();
    modules.sort_by(|(a, _), (b, _)| module_order(a, b));
    modules
        .iter()
        .map(|(name, condition)| format!("{condition}pub mod {name};\n"))
        .collect()
}

fn handle(api: &Api, group: &Group) -> SourceFile {
    let own = BTreeSet::from([group.handle.clone()]);
    let home = Home::Operation {
        group: group.module.clone(),
        operation: String::new(),
    };
    let scope = Scope::new(api, home, own);
    let lines = docs::lines(&group.docs, || {
        format!("Operations on {}.", words(&group.module))
    });
    let documentation = docs::attributes(&lines);
    let name = ident(&group.handle);
    let client = tokens(&scope.runtime("Client"));

    let mut file = SourceFile::new(lines);
    file.text(modules(
        group
            .operations
            .iter()
            .map(|operation| (operation.name.as_str(), String::new())),
    ));
    file.items(quote! {
        #documentation
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            pub(crate) client: &'c #client,
        }

        impl<'c> From<&'c #client> for #name<'c> {
            fn from(client: &'c #client) -> Self {
                Self { client }
            }
        }
    });
    file.import(scope.imports());
    file
}
