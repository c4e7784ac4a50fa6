//! What a name means in a module, as its path from the crate's root.

use std::collections::{BTreeMap, BTreeSet};

/// Under which path users find an item: any path of the crate -> the shortest public one.
pub(in crate::emit) type Exports = BTreeMap<String, String>;

/// The names of a module.
pub(super) struct Names<'a> {
    /// The module's path, such as `types::order`; empty for the crate's root.
    pub(super) module: String,
    /// What is imported: name -> whole path.
    pub(super) imports: BTreeMap<String, String>,
    /// The items of the module itself.
    pub(super) own: BTreeSet<String>,
    pub(super) exports: &'a Exports,
}

impl Names<'_> {
    /// The path of an item of the module.
    pub(super) fn own(&self, name: &str) -> String {
        self.exported(join(&self.module, name))
    }

    /// A type, a trait or a bound with all its paths whole.
    pub(super) fn whole(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_start) {
            let (before, from) = rest.split_at(start);
            out.push_str(before);
            let length = path_length(from);
            let (path, after) = from.split_at(length);
            let is_binding = after.trim_start().starts_with('=');
            if out.ends_with('\'') || out.ends_with("::") || is_binding {
                out.push_str(path);
            } else {
                out.push_str(&self.resolved(path));
            }
            rest = after;
        }
        out + rest
    }

    /// The whole path behind a path.
    fn resolved(&self, path: &str) -> String {
        let (first, rest) = match path.split_once("::") {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let rest = rest.unwrap_or_default();
        match first {
            "crate" => self.exported(rest.to_owned()),
            "self" if !rest.is_empty() => self.exported(join(&self.module, rest)),
            "super" => self.exported(above(&self.module, rest)),
            _ => match self.imports.get(first) {
                Some(whole) => self.exported(followed(whole, rest)),
                None if self.own.contains(first) => followed(&self.own(first), rest),
                None => path.to_owned(),
            },
        }
    }

    fn exported(&self, path: String) -> String {
        self.exports.get(&path).cloned().unwrap_or(path)
    }
}

/// The path of an item of a module.
pub(super) fn join(module: &str, name: &str) -> String {
    if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}::{name}")
    }
}

/// A path that begins with `super`, whose rest is given.
pub(super) fn above(module: &str, rest: &str) -> String {
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    match rest.strip_prefix("super::") {
        Some(rest) => above(parent, rest),
        None => join(parent, rest),
    }
}

fn followed(path: &str, rest: &str) -> String {
    if rest.is_empty() {
        path.to_owned()
    } else {
        format!("{path}::{rest}")
    }
}

fn is_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

/// How long the path is that a text begins with.
fn path_length(text: &str) -> usize {
    let is_inside =
        |character: char| is_start(character) || character.is_numeric() || character == '#';
    let mut length = 0;
    while let Some(rest) = text.get(length..) {
        length += rest
            .find(|character| !is_inside(character))
            .unwrap_or(rest.len());
        let next = text.get(length..).and_then(|rest| rest.strip_prefix("::"));
        if !next.is_some_and(|next| next.starts_with(is_start)) {
            break;
        }
        length += 2;
    }
    length
}
