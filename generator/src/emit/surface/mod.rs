//! `api.txt`: what of the crate its users can name, one line an item, sorted.
//!
//! A type's line has the traits that it implements, a trait's the types that belong to it:
//!
//! ```text
//! types::Order impl Clone + Debug + Decode + Deserialize + Encode + Object + PartialEq + Serialize
//! types::Order.id: types::OrderId
//! types::Order::note(self, value: impl Into<Nullable<String>>) -> Self
//! ```
//!
//! Paths are those that users write, from the crate's root; modules are not listed by themselves. A reviewer sees in it
//! what a change of the API does to callers.

mod items;
mod names;
mod spelling;
mod tables;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use names::Exports;
use names::{Names, join};
pub(super) use tables::{Of, Table};
use tree::Tree;

use super::client::servers_name;
use super::layout::Declaration;
use super::names::{identifier, module};
use super::runtime;
use crate::api::{Api, Home};

/// What users can name of a file or of several.
#[derive(Default)]
pub(super) struct Surface {
    lines: Vec<String>,
    /// Types, each with the traits that it implements.
    types: BTreeMap<String, BTreeSet<String>>,
}

impl Surface {
    fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// Adds a type, with traits that it implements.
    fn ty(&mut self, path: &str, traits: impl IntoIterator<Item = String>) {
        self.types
            .entry(path.to_owned())
            .or_default()
            .extend(traits);
    }

    /// Adds what the crate's root has of another crate.
    pub(super) fn export(&mut self, path: &str) {
        let name = path.rsplit("::").next().unwrap_or(path);
        self.line(format!("{name} = {path}"));
    }

    /// What a text has that was made of one.
    fn read(text: &str) -> Self {
        let mut surface = Self::default();
        for line in text.lines() {
            match line.split_once(" impl ") {
                Some((path, traits)) => surface.ty(path, traits.split(" + ").map(str::to_owned)),
                None => surface.line(line.to_owned()),
            }
        }
        surface
    }

    /// Whether all names are made of ASCII letters, digits and underscores.
    pub(super) fn is_ascii(&self) -> bool {
        let mut lines = self.lines.iter().chain(self.types.keys());
        lines.all(|line| line.is_ascii())
    }

    /// Adds what another file has.
    pub(super) fn extend(&mut self, other: Self) {
        self.lines.extend(other.lines);
        for (path, mut traits) in other.types {
            self.types.entry(path).or_default().append(&mut traits);
        }
    }

    /// The file's text.
    pub(super) fn text(self) -> String {
        let types = self.types.into_iter().map(|(path, traits)| {
            let traits: Vec<String> = traits.into_iter().collect();
            match traits.is_empty() {
                true => path,
                false => format!("{path} impl {}", traits.join(" + ")),
            }
        });
        let mut lines = self.lines;
        lines.extend(types);
        lines.sort();
        lines.dedup();
        lines.push(String::new());
        lines.join("\n")
    }
}

/// What stands in a file of the crate.
#[derive(Default)]
pub(super) struct Contents {
    /// Whole paths.
    pub(super) imports: BTreeSet<String>,
    pub(super) items: Vec<syn::Item>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) tables: Vec<Table>,
}

/// What users can name of a file.
pub(super) fn of_file(path: &str, contents: &Contents, exports: &Exports) -> Surface {
    let imports = contents.imports.iter().map(|path| {
        let name = path.rsplit("::").next().unwrap_or(path);
        let whole = path.strip_prefix("crate::").unwrap_or(path);
        (name.to_owned(), whole.to_owned())
    });
    let declared = contents.declarations.iter().map(|it| it.name.clone());
    let parsed = contents.items.iter().filter_map(items::declared);
    let parsed = parsed.map(|(name, _)| name.to_string());
    let names = Names {
        module: module_of(path),
        imports: imports.collect(),
        own: declared.chain(parsed).collect(),
        exports,
    };
    let mut surface = Surface::default();
    items::add(&contents.items, &names, &mut surface);
    for declaration in &contents.declarations {
        items::add_declaration(declaration, &names, &mut surface);
    }
    for table in &contents.tables {
        tables::add(table, &names, &mut surface);
    }
    surface
}

/// What users can name of modules that are written by hand. `read` gives the text of a file of the crate.
pub(super) fn of_extensions(
    api: &Api,
    exports: &Exports,
    read: &dyn Fn(&str) -> Option<String>,
) -> Surface {
    let extensions = api.package.extensions.iter();
    let roots: Vec<String> = extensions.map(|it| module(&it.name)).collect();
    let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
    let mut tree = Tree::default();
    for root in &roots {
        tree.read(root, read);
    }
    let mut surface = Surface::default();
    for of_module in tree.surfaces(&roots, exports).into_values() {
        surface.extend(of_module);
    }
    surface
}

/// The list of the whole runtime, in a section for each module: it is the same for all crates, and so kept as text.
const RUNTIME: &str = include_str!("../../../runtime/api.txt");

/// What users can name of the runtime, as far as it is copied.
pub(super) fn of_runtime(is_copied: impl Fn(&str) -> bool) -> Surface {
    let mut surface = Surface::default();
    for section in RUNTIME.split("\n[") {
        let section = section.strip_prefix('[').unwrap_or(section);
        if let Some((module, lines)) = section.split_once("]\n")
            && is_copied(module)
        {
            surface.extend(Surface::read(lines));
        }
    }
    surface
}

/// The module of a file of the crate, such as `types::order`; empty for the crate's root.
pub(super) fn module_of(path: &str) -> String {
    let stem = path.strip_prefix("src/").unwrap_or(path);
    let stem = stem.strip_suffix(".rs").unwrap_or(stem);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    match stem {
        "lib" => String::new(),
        stem => stem
            .split('/')
            .map(identifier)
            .collect::<Vec<_>>()
            .join("::"),
    }
}

/// What the crate exports under shorter paths.
pub(super) fn exports(api: &Api) -> Exports {
    let types = api.types.iter().filter_map(|(path, definition)| {
        let Home::Schema { module: of } = &path.home else {
            return None;
        };
        definition.schema_name.as_ref()?;
        let of = join("types", &module(of));
        let name = identifier(&path.name);
        Some((join(&of, &name), join("types", &name)))
    });
    let servers = servers_name(api).map(identifier);
    let servers = servers.map(|name| (join("client", &name), name));
    let runtime = runtime::root_exports().map(|(path, name)| (path, name.to_owned()));
    types.chain(servers).chain(runtime).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "whatever fails here fails the test")]

    use super::*;

    fn list_of_runtime() -> String {
        let mut tree = Tree::default();
        tree.read("runtime", &|path| {
            let path = path.strip_prefix("src/runtime/")?;
            runtime::texts().find_map(|(name, text)| (name == path).then(|| text.to_owned()))
        });
        let exports = runtime::root_exports().map(|(path, name)| (path, name.to_owned()));
        let mut files: BTreeMap<String, Surface> = BTreeMap::new();
        let modules = runtime::texts().map(|(path, _)| module_of(&format!("src/runtime/{path}")));
        let modules: BTreeSet<String> = modules.collect();
        for (module, surface) in tree.surfaces(&["runtime"], &exports.collect()) {
            // A module within a file is part of what stands around it.
            let around = module.rsplit_once("::").map_or("", |(around, _)| around);
            let file = if modules.contains(module) {
                module
            } else {
                around
            };
            files.entry(file.to_owned()).or_default().extend(surface);
        }
        let sections = files.into_iter().map(|(module, surface)| {
            let lines = surface.text();
            format!("[{module}]\n{lines}")
        });
        sections.collect()
    }

    #[test]
    fn the_list_of_the_runtime_is_what_its_sources_have() {
        let now = list_of_runtime();
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/api.txt");
            std::fs::write(path, &now).expect("the list is written");
            return;
        }
        assert!(
            now == RUNTIME,
            "generator/runtime/api.txt is out of date: run this test with INSTA_UPDATE=always"
        );
    }
}
