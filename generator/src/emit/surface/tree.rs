//! Modules that are written by hand: which of their items users can name, wherever they are declared.

use std::collections::BTreeMap;

use syn::{Item, UseTree};

use super::items::is_public;
use super::names::{Exports, Names, above, join};
use super::{Surface, items};

/// Modules, by their paths from the crate's root.
#[derive(Default)]
pub(super) struct Tree {
    modules: BTreeMap<String, Vec<Item>>,
}

impl Tree {
    /// Adds a module and those that it declares. `read` gives the text of a file of the crate, `None` if there is none.
    pub(super) fn read(&mut self, module: &str, read: &dyn Fn(&str) -> Option<String>) {
        let stem = format!("src/{}", module.replace("::", "/").replace("r#", ""));
        let text = read(&format!("{stem}.rs")).or_else(|| read(&format!("{stem}/mod.rs")));
        // What can't be read or parsed is for the compiler to report.
        let file = text.and_then(|text| syn::parse_file(&text).ok());
        if let Some(file) = file {
            self.add(module, file.items, read);
        }
    }

    fn add(&mut self, module: &str, items: Vec<Item>, read: &dyn Fn(&str) -> Option<String>) {
        let mut items = items;
        items.retain(|item| !is_for_tests(item));
        for item in &mut items {
            if let Item::Mod(inner) = item {
                let path = join(module, &inner.ident.to_string());
                match inner.content.take() {
                    Some((_, items)) => self.add(&path, items, read),
                    None => self.read(&path, read),
                }
            }
        }
        self.modules.insert(module.to_owned(), items);
    }

    /// What users can name of the public modules `roots`, module by module. `exports` has what the crate exports
    /// beside them.
    pub(super) fn surfaces(&self, roots: &[&str], exports: &Exports) -> BTreeMap<&str, Surface> {
        let mut visible = Visible {
            tree: self,
            exports: exports.clone(),
            public: Exports::new(),
            foreign: Vec::new(),
        };
        for root in roots {
            visible.visit(root, root);
        }
        visible.follow_imports();
        let surface = |(module, items): (&'_ String, &Vec<Item>)| visible.surface(module, items);
        self.modules
            .iter()
            .map(|module| (module.0.as_str(), surface(module)))
            .collect()
    }

    /// The module that declares an item, and its name there; `None` for what stands outside of the tree.
    fn declared(&self, path: &str) -> Option<String> {
        let mut path = path.to_owned();
        // Re-exports of re-exports end somewhere in what compiles.
        for _ in 0..16 {
            let (module, name) = path.rsplit_once("::")?;
            let items = self.modules.get(module)?;
            if items.iter().filter_map(declared_name).any(|it| it == name) {
                return Some(path);
            }
            let imports = self.imports(module, items);
            path = imports.into_iter().find(|(it, ..)| it == name)?.1;
        }
        None
    }

    /// What a module imports: name, whole path, whether it passes it on.
    fn imports(&self, module: &str, items: &[Item]) -> Vec<(String, String, bool)> {
        let mut imports = Vec::new();
        for item in items {
            if let Item::Use(item) = item {
                let mut leaves = Vec::new();
                collect(&item.tree, &mut Vec::new(), &mut leaves);
                for (name, path) in leaves {
                    let path = match item.leading_colon {
                        Some(_) => path,
                        None => self.absolute(module, &path),
                    };
                    let is_passed_on = is_public(&item.vis);
                    if name == "*" {
                        let names = self.offered(&path);
                        let named = names.map(|(name, path)| (name, path, is_passed_on));
                        imports.extend(named);
                    } else {
                        imports.push((name, path, is_passed_on));
                    }
                }
            }
        }
        imports
    }

    /// What a module offers to others: name and whole path.
    fn offered(&self, module: &str) -> impl Iterator<Item = (String, String)> {
        let items = self.modules.get(module);
        let items = items.map(Vec::as_slice).unwrap_or_default();
        let declared = items.iter().filter(|item| is_declared_public(item));
        let declared = declared.filter_map(declared_name);
        let passed_on = self.imports(module, items).into_iter();
        let passed_on = passed_on.filter(|(.., is_passed_on)| *is_passed_on);
        declared
            .map(move |name| (name.clone(), join(module, &name)))
            .chain(passed_on.map(|(name, path, _)| (name, path)))
    }

    fn absolute(&self, module: &str, path: &str) -> String {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        match first {
            "crate" => rest.to_owned(),
            "self" => join(module, rest),
            "super" => above(module, rest),
            _ if self.modules.contains_key(&join(module, first)) => join(module, path),
            _ => path.to_owned(),
        }
    }
}

/// Which items of a tree users can name.
struct Visible<'t> {
    tree: &'t Tree,
    exports: Exports,
    /// What of the tree is public: where it is declared -> its public path.
    public: Exports,
    /// What is passed on of other crates: by which module, under which path, and what.
    foreign: Vec<(String, String, String)>,
}

impl Visible<'_> {
    fn visit(&mut self, module: &str, path: &str) {
        let Some(items) = self.tree.modules.get(module) else {
            return;
        };
        for (name, target, is_passed_on) in self.tree.imports(module, items) {
            if !is_passed_on {
                continue;
            }
            let path = join(path, &name);
            match self.tree.declared(&target) {
                Some(declared) => self.publish(declared, path),
                None => self.foreign.push((module.to_owned(), path, target)),
            }
        }
        for item in items {
            match item {
                Item::Mod(inner) if is_public(&inner.vis) => {
                    let name = inner.ident.to_string();
                    self.visit(&join(module, &name), &join(path, &name));
                }
                _ => {
                    if let Some(name) = declared_name(item).filter(|_| is_declared_public(item)) {
                        self.publish(join(module, &name), join(path, &name));
                    }
                }
            }
        }
    }

    /// An item has the shortest of its public paths.
    fn publish(&mut self, declared: String, path: String) {
        let path = self.exports.get(&path).cloned().unwrap_or(path);
        let is_longer = |there: &String| there.len() <= path.len();
        if !self.public.get(&declared).is_some_and(is_longer) {
            self.public.insert(declared, path);
        }
    }

    /// Whatever path code in the tree takes to an item, it is the public one that is shown.
    fn follow_imports(&mut self) {
        let mut paths = self.public.clone();
        for (module, items) in &self.tree.modules {
            for (name, target, _) in self.tree.imports(module, items) {
                let public = self.tree.declared(&target);
                if let Some(public) = public.and_then(|declared| self.public.get(&declared)) {
                    paths.insert(target, public.clone());
                    paths.insert(join(module, &name), public.clone());
                }
            }
        }
        self.exports.extend(paths);
    }

    fn surface(&self, module: &str, items: &[Item]) -> Surface {
        let imports = self.tree.imports(module, items);
        let names = Names {
            module: module.to_owned(),
            imports: imports
                .into_iter()
                .map(|(name, path, _)| (name, path))
                .collect(),
            own: items.iter().filter_map(declared_name).collect(),
            exports: &self.exports,
        };
        let mut surface = Surface::default();
        for (_, path, target) in self.foreign.iter().filter(|(of, ..)| of == module) {
            surface.line(format!("{path} = {target}"));
        }
        for item in items.iter().filter(|item| self.is_visible(item, &names)) {
            items::add(std::slice::from_ref(item), &names, &mut surface);
        }
        surface
    }

    fn is_visible(&self, item: &Item, names: &Names<'_>) -> bool {
        match item {
            Item::Impl(item) => {
                let of = item.trait_.iter().map(|(of, _)| items::whole(of, names));
                let ty = items::whole(&item.self_ty, names);
                of.chain([ty]).all(|path| !self.is_hidden(&path))
            }
            _ => declared_name(item)
                .is_some_and(|name| self.public.contains_key(&join(&names.module, &name))),
        }
    }

    /// Whether a path leads to an item of the tree that users can't name.
    fn is_hidden(&self, path: &str) -> bool {
        let path = path
            .trim_start_matches('&')
            .split('<')
            .next()
            .unwrap_or_default();
        self.tree.declared(path).is_some() && !self.public.values().any(|public| public == path)
    }
}

fn collect(tree: &UseTree, path: &mut Vec<String>, leaves: &mut Vec<(String, String)>) {
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            collect(&tree.tree, path, leaves);
            path.pop();
        }
        UseTree::Name(tree) if tree.ident == "self" => {
            if let Some(name) = path.last() {
                leaves.push((name.clone(), path.join("::")));
            }
        }
        UseTree::Name(tree) => {
            let name = tree.ident.to_string();
            let path = path.iter().chain([&name]).cloned().collect::<Vec<_>>();
            leaves.push((name, path.join("::")));
        }
        UseTree::Rename(tree) => {
            let path = path.iter().cloned().chain([tree.ident.to_string()]);
            leaves.push((tree.rename.to_string(), path.collect::<Vec<_>>().join("::")));
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, path, leaves);
            }
        }
        UseTree::Glob(_) => leaves.push(("*".to_owned(), path.join("::"))),
    }
}

fn declared_name(item: &Item) -> Option<String> {
    items::declared(item).map(|(name, _)| name.to_string())
}

fn is_declared_public(item: &Item) -> bool {
    items::declared(item).is_some_and(|(_, visibility)| is_public(visibility))
}

fn is_for_tests(item: &Item) -> bool {
    let attributes = match item {
        Item::Mod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|condition| condition.is_ident("test"))
    })
}
