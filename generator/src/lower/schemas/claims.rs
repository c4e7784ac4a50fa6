//! Who has which name: types take theirs once, and what collides is told of.

use std::borrow::Cow;

use super::homes::component;
use super::{Identity, Schemas};
use crate::api::{Docs, Home, TypeDefinition, TypeKind, TypePath, Usage};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::dialect::Node;
use crate::lower::names::{self, Collision, Marking};
use crate::lower::scope::Scope;

/// How many names that are wanted twice are told of one by one.
const MAX_SHOWN: usize = 3;

impl<'d> Schemas<'_, 'd> {
    /// Takes a path for the type of a schema. Where another schema has it, this one gets a mark that tells where it stands.
    pub(in crate::lower) fn claim(&mut self, scope: &Scope, node: &Node<'d>) -> TypePath {
        let path = scope.path();
        let identity = node.identity();
        let first = self
            .claims
            .entry(path.clone())
            .or_insert_with(|| identity.clone())
            .clone();
        if first == identity {
            return path;
        }
        let path = self.marked(path, node, first);
        self.claims.insert(path.clone(), identity);
        path
    }

    /// The scope of a schema that is used from several places. The name of a named schema is never its own.
    pub(super) fn scope_beside_named(&mut self, node: &Node<'d>) -> Scope {
        let scope = self.scope_of(node);
        let path = scope.path();
        match self.of_named.get(&path).filter(|_| scope.is_main()) {
            Some(first) => Scope::schema(&self.marked(path, node, first.clone())),
            None => scope,
        }
    }

    /// A path with a mark that tells where the schema stands, since another schema has it.
    fn marked(&mut self, path: TypePath, node: &Node<'d>, first: Identity) -> TypePath {
        self.diagnostics.push(
            Diagnostic::note(codes::NAME_COLLISION, format!("two schemas would both be called `{}`", path.name))
                .at(node.place())
                .related(Place::value(first.0, first.1), "the first one")
                .help("this one gets a mark that tells it apart; give it a `name` under `[types]` in sdk.toml"),
        );
        let identity = node.identity();
        let path_of = |name: &str| TypePath {
            home: path.home.clone(),
            name: name.to_owned(),
        };
        let is_free = |name: &str| {
            let known = self.claims.get(&path_of(name));
            known.is_none_or(|known| *known == identity)
        };
        // A schema that is a whole file is told apart by the file.
        let own = match node.pointer.is_root() {
            true => self.references.file_path(node).into(),
            false => Cow::Borrowed(node.pointer.as_str()),
        };
        path_of(&Marking::Pascal.marked(&path.name, &own, is_free))
    }

    /// Puts a type into its place.
    pub(in crate::lower) fn insert(
        &mut self,
        path: TypePath,
        node: &Node<'d>,
        docs: Docs,
        kind: TypeKind,
    ) {
        let schema_name = self.component_name(&path, node);
        let pointer = node.pointer.to_string();
        self.types.insert(
            path,
            TypeDefinition {
                pointer,
                file: node.file,
                schema_name,
                docs,
                usage: Usage::default(),
                features: Vec::new(),
                kind,
            },
        );
    }

    /// The document's name of the component, or of the file, that a type stands for, if it is not a part of one.
    fn component_name(&self, path: &TypePath, node: &Node<'d>) -> Option<String> {
        if let Some(named) = self.named(node).filter(|named| named.path == *path) {
            return Some(named.schema_name.to_owned());
        }
        let module = names::module_name(&path.name);
        let name = match node.pointer.is_root() {
            true => self.own_name(node).into_owned(),
            false => component(&node.pointer)?.name,
        };
        (path.home == Home::Schema { module }).then_some(name)
    }

    /// Reports things of one kind that want one name: a few of them one by one, the rest by their number.
    pub(in crate::lower) fn report_collisions(
        &mut self,
        what: &str,
        texts: &[&str],
        (names, collisions): &(Vec<String>, Vec<Collision>),
        place: impl Fn(usize) -> Place,
    ) {
        let (shown, others) = collisions.split_at(collisions.len().min(MAX_SHOWN));
        for collision in shown {
            let (first, second) = (texts[collision.first], texts[collision.index]);
            let (kept, given) = (&names[collision.first], &names[collision.index]);
            let wanted = &collision.wanted;
            let message = match first == second {
                true => format!("two {what} would both be called `{wanted}`"),
                false => format!("the {what} `{first}` and `{second}` both become `{wanted}`"),
            };
            self.diagnostics.push(
                Diagnostic::note(codes::NAME_COLLISION, message)
                    .at(place(collision.index))
                    .related(
                        place(collision.first),
                        format!("this one is called `{kept}`"),
                    )
                    .help(format!(
                        "`{second}` is called `{given}`, which tells it apart"
                    )),
            );
        }
        if let Some(next) = others.first() {
            self.diagnostics.push(
                Diagnostic::note(
                    codes::NAME_COLLISION,
                    format!("{} more of these {what} want names of others", others.len()),
                )
                .at(place(next.index))
                .help("each gets a name that tells it apart"),
            );
        }
    }
}

/// Where a member or a value of a schema stands.
pub(in crate::lower) fn place_of(node: &Node<'_>, text: &str) -> Place {
    let properties = node.get("properties");
    let member = properties.and_then(|properties| properties.get(text));
    let values = node.get("enum");
    let value = values.and_then(|values| {
        values
            .items()
            .find(|value| value.value.as_str() == Some(text))
    });
    match (member, value) {
        (Some(member), _) => member.key_place(),
        (None, Some(value)) => value.place(),
        // What `allOf` takes up stands elsewhere.
        (None, None) => node.place(),
    }
}
