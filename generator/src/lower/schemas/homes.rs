//! Where the type of an anonymous schema goes: beside that of the schema or component that it stands in.

use std::borrow::Cow;

use super::Schemas;
use crate::api::{Home, TypePath};
use crate::dialect::{Node, Schema};
use crate::lower::names;
use crate::lower::scope::Scope;
use crate::source::Pointer;

impl<'d> Schemas<'_, 'd> {
    /// The scope of an anonymous schema that belongs to another module than the scope at hand, where only the names of
    /// members lead to it from the schema that the module is named after.
    pub(super) fn scope_elsewhere(&self, schema: &Schema<'d>, scope: &Scope) -> Option<Scope> {
        if schema.is_reference() {
            return None;
        }
        let node = &schema.node;
        let (owner, length) = self.owner(node)?;
        if owner.home == *scope.home() {
            return None;
        }
        let mut way = node.pointer.segments().skip(length);
        while let Some(keyword) = way.next() {
            match keyword.as_ref() {
                "allOf" | "properties" => way.next()?,
                "items" | "additionalProperties" => continue,
                _ => return None,
            };
        }
        Some(self.scope_of(node))
    }

    /// The key that a schema stands at; the name of its file without the ending, where it is all of that.
    pub(super) fn own_name(&self, node: &Node<'d>) -> Cow<'d, str> {
        match node.pointer.last() {
            Some(key) => Cow::Owned(key.into_owned()),
            None => self.references.file_stem(node),
        }
    }

    /// The path of the named schema that a schema stands in, and how many segments of its pointer lead there.
    fn owner(&self, node: &Node<'d>) -> Option<(&TypePath, usize)> {
        let named = self.named.get(&node.file)?;
        if named.contains_key(&node.pointer) {
            return None;
        }
        let mut depths = self.depths.iter().rev();
        depths.find_map(|depth| {
            let named = named.get(node.pointer.around(*depth)?)?;
            Some((&named.path, *depth))
        })
    }

    /// The scope of an anonymous schema that is used from several places: named after where it stands.
    pub(super) fn scope_of(&self, node: &Node<'d>) -> Scope {
        let segments: Vec<_> = node
            .pointer
            .segments()
            .map(std::borrow::Cow::into_owned)
            .collect();
        let owner = self.owner(node);
        let owner = owner.map(|(path, length)| (Scope::schema(path), length));
        let (scope, from) = owner.unwrap_or_else(|| match component(&node.pointer) {
            Some(component) => (Scope::schema(&component.path()), component.depth),
            None => {
                let name = names::type_name(&self.own_name(node));
                (Scope::schema(&main_path(name)), segments.len())
            }
        });
        let mut scope = scope;
        let mut way = segments[from..].iter();
        while let Some(segment) = way.next() {
            match segment.as_str() {
                "properties" | "$defs" | "definitions" => {
                    scope = scope.inner(way.next().map_or("", String::as_str));
                }
                "content" | "allOf" => _ = way.next(),
                "oneOf" | "anyOf" | "schema" => {}
                "items" => scope = scope.inner("Item"),
                "additionalProperties" => scope = scope.inner("Entry"),
                other => scope = scope.inner(other),
            }
        }
        scope
    }
}

/// A reusable parameter, body or response that a schema stands in.
pub(super) struct Component {
    kind: String,
    pub(super) name: String,
    /// How many segments of the pointer lead to it.
    depth: usize,
}

pub(super) fn component(pointer: &Pointer) -> Option<Component> {
    const OF_SWAGGER_2: [&str; 3] = ["definitions", "parameters", "responses"];
    let mut segments = pointer.segments();
    let first = segments.next()?;
    let (kind, depth) = match first.as_ref() {
        "components" => (segments.next()?, 3),
        kind if OF_SWAGGER_2.contains(&kind) => (first, 2),
        _ => return None,
    };
    let name = segments.next()?.into_owned();
    Some(Component {
        kind: kind.into_owned(),
        name,
        depth,
    })
}

impl Component {
    /// Where its type goes.
    fn path(&self) -> TypePath {
        let suffix = match self.kind.as_str() {
            "parameters" => "Parameter",
            "headers" => "Header",
            "requestBodies" => "Body",
            "responses" => "Response",
            _ => "",
        };
        let name = names::type_name(&self.name);
        main_path(if name.ends_with(suffix) {
            name
        } else {
            format!("{name}{suffix}")
        })
    }
}

/// A type in a module of its own.
pub(in crate::lower) fn main_path(name: String) -> TypePath {
    let module = names::module_name(&name);
    TypePath {
        home: Home::Schema { module },
        name,
    }
}
