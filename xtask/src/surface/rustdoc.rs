//! What rustdoc's JSON says is public.
//!
//! The format has a version for each release of the compiler; only the few keys are read here that have been the same
//! for years.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::listing::named_function;

/// The items of a crate, by name and number. A type has the shortest of its public paths.
pub(super) fn items(documentation: &Value) -> Result<BTreeMap<String, usize>> {
    let index = documentation["index"].as_object();
    let mut crate_items = CrateItems {
        index: index.context("the JSON of rustdoc has no index")?,
        paths: BTreeMap::new(),
        items: BTreeMap::new(),
    };
    let root = id(&documentation["root"]);
    crate_items.visit(&root, "", &mut BTreeSet::new());
    for (id, path) in crate_items.paths.clone() {
        crate_items.item(&id, &path);
    }
    crate_items.conversions();
    Ok(crate_items.items)
}

struct CrateItems<'d> {
    index: &'d Map<String, Value>,
    /// Items by id, with their paths.
    paths: BTreeMap<String, String>,
    items: BTreeMap<String, usize>,
}

impl CrateItems<'_> {
    /// Finds the paths of what a module has.
    fn visit(&mut self, module: &str, path: &str, above: &mut BTreeSet<String>) {
        if !above.insert(module.to_owned()) {
            return;
        }
        for child in ids(&self.index[module]["inner"]["module"]["items"]) {
            let Some(item) = self.index.get(&child) else {
                continue;
            };
            let (inner, name) = (&item["inner"], item["name"].as_str());
            let import = &inner["use"];
            if import.is_object() {
                self.import(import, path, above);
            } else if let Some(name) = name {
                let path = join(path, name);
                match inner["module"].is_object() {
                    true => self.visit(&child, &path, above),
                    false => self.found(child, path),
                }
            }
        }
        above.remove(module);
    }

    fn import(&mut self, import: &Value, path: &str, above: &mut BTreeSet<String>) {
        let target = id(&import["id"]);
        let name = import["name"].as_str().unwrap_or_default();
        let is_module = |item: &Value| item["inner"]["module"].is_object();
        match self.index.get(&target) {
            Some(item) if is_module(item) && import["is_glob"] == true => {
                self.visit(&target, path, above);
            }
            Some(item) if is_module(item) => self.visit(&target, &join(path, name), above),
            Some(item) if item["inner"]["use"].is_object() => {
                self.import(&item["inner"]["use"], path, above);
            }
            Some(_) => self.found(target, join(path, name)),
            // An item of another crate.
            None => {
                self.items.insert(join(path, name), 1);
            }
        }
    }

    fn found(&mut self, id: String, path: String) {
        let is_longer = |there: &String| there.len() <= path.len();
        if !self.paths.get(&id).is_some_and(is_longer) {
            self.paths.insert(id, path);
        }
    }

    fn add(&mut self, name: String) {
        *self.items.entry(name).or_default() += 1;
    }

    /// Adds an item with what belongs to it.
    fn item(&mut self, id: &str, path: &str) {
        let inner = &self.index[id]["inner"];
        if let Some(function) = inner.get("function") {
            return self.add(function_name(path, function));
        }
        self.add(path.to_owned());
        for field in ids(&inner["struct"]["kind"]["plain"]["fields"]) {
            if let Some(name) = self.name(&field) {
                self.add(format!("{path}.{name}"));
            }
        }
        for variant in ids(&inner["enum"]["variants"]) {
            if let Some(name) = self.name(&variant) {
                self.add(join(path, name));
            }
        }
        for member in ids(&inner["trait"]["items"]) {
            self.member(&member, path);
        }
        for bound in inner["trait"]["bounds"].as_array().into_iter().flatten() {
            let of = bound["trait_bound"]["trait"]["path"].as_str();
            if let Some(of) = of.or(bound["outlives"].as_str()) {
                self.add(format!("{path} impl {}", last(of)));
            }
        }
        for kind in ["struct", "enum"] {
            for of in ids(&inner[kind]["impls"]) {
                self.implementation(&of, id, path);
            }
        }
    }

    fn implementation(&mut self, implementation: &str, ty: &str, path: &str) {
        let item = self.index.get(implementation);
        let Some(of) = item.map(|item| &item["inner"]["impl"]) else {
            return;
        };
        // Those of other types that have to do with this one are there as well.
        if id(&of["for"]["resolved_path"]["id"]) != ty {
            return;
        }
        let is_automatic = of["is_synthetic"] == true || !of["blanket_impl"].is_null();
        match of["trait"]["path"].as_str() {
            _ if is_automatic => {}
            // What the compiler adds to a derived `PartialEq`.
            Some("StructuralPartialEq") => {}
            Some(of) => self.add(format!("{path} impl {}", last(of))),
            None => {
                for member in ids(&of["items"]) {
                    self.member(&member, path);
                }
            }
        }
    }

    fn member(&mut self, id: &str, path: &str) {
        let item = self.index.get(id);
        let Some((item, name)) = item.and_then(|item| Some((item, item["name"].as_str()?))) else {
            return;
        };
        let path = join(path, name);
        match item["inner"].get("function") {
            Some(function) => self.add(function_name(&path, function)),
            None => self.add(path),
        }
    }

    /// `impl From<Order> for String`, which is of use to who has an `Order`.
    fn conversions(&mut self) {
        for item in self.index.values() {
            let of = &item["inner"]["impl"];
            let is_from = of["trait"]["path"]
                .as_str()
                .is_some_and(|it| last(it) == "From");
            let taker = id(&of["for"]["resolved_path"]["id"]);
            let is_own = self.index.get(&taker).is_some_and(|taker| {
                let inner = &taker["inner"];
                inner["struct"].is_object() || inner["enum"].is_object()
            });
            if !is_from || of["is_synthetic"] == true || is_own {
                continue;
            }
            let from = &of["trait"]["args"]["angle_bracketed"]["args"][0]["type"];
            let from = self.paths.get(&id(&from["resolved_path"]["id"]));
            if let Some(path) = from.filter(|_| of["blanket_impl"].is_null()) {
                self.add(format!("{path} impl Into"));
            }
        }
    }

    fn name(&self, id: &str) -> Option<&str> {
        self.index.get(id)?["name"].as_str()
    }
}

fn function_name(path: &str, function: &Value) -> String {
    let signature = &function["sig"];
    let arguments = signature["inputs"].as_array().into_iter().flatten();
    let arguments = arguments.map(|argument| argument[0].as_str().unwrap_or_default());
    named_function(path, arguments, !signature["output"].is_null())
}

/// Ids are numbers where they are values, texts where they are keys.
fn id(value: &Value) -> String {
    value.to_string()
}

fn ids(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(id).collect()
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}::{name}"),
    }
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
