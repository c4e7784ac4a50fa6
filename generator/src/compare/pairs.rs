//! Which operation and type of the old API is which of the new one.

use std::collections::{BTreeMap, BTreeSet};

use super::aliases::origin;
use super::matching::{Matched, matched};
use super::shapes;
use super::types::kind;
use super::uses::{User, Uses, uses};
use crate::api::{
    Api, Body, BodyEncoding, Group, Home, Operation, SecurityScheme, Type, TypeDefinition, TypePath,
};
use crate::source::FileId;
use crate::template::{Piece, pieces};

/// An operation with its group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Method<'a> {
    pub(super) group: &'a Group,
    pub(super) operation: &'a Operation,
}

/// What belongs together.
#[derive(Clone, Debug)]
pub(super) struct Pairs<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// Ways to authenticate.
    pub(super) schemes: Matched<'a, SecurityScheme>,
    /// Operations that are in both.
    pub(super) operations: Vec<(Method<'a>, Method<'a>)>,
    /// Operations that are only in the old API.
    pub(super) removed_operations: Vec<Method<'a>>,
    /// Operations that are only in the new API.
    pub(super) added_operations: Vec<Method<'a>>,
    /// Groups that are called otherwise, by their old module.
    pub(super) groups: BTreeMap<&'a str, (&'a Group, &'a Group)>,
    /// Types that are in both: old -> new.
    pub(super) types: BTreeMap<&'a TypePath, &'a TypePath>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(old: &'a Api, new: &'a Api) -> Self {
        let (operations, removed_operations, added_operations) = operations(old, new);
        let groups = groups(old, new, &operations);
        let mut pairs = Self {
            old,
            new,
            schemes: schemes(old, new),
            operations,
            removed_operations,
            added_operations,
            groups,
            types: BTreeMap::new(),
        };
        pairs.pair_types_by_name();
        pairs.pair_types_by_schema();
        while pairs.pair_types_by_use() || pairs.pair_types_by_shape() {
            pairs.pair_types_by_name();
        }
        pairs
    }

    /// Whether two types are the same to a caller.
    pub(super) fn same(&self, old: &Type, new: &Type) -> bool {
        if self.written_alike(old, new) {
            return true;
        }
        let (plain_old, plain_new) = (self.old.resolved(old), self.new.resolved(new));
        (plain_old != old || plain_new != new) && self.same(plain_old, plain_new)
    }

    fn written_alike(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Named(old), Type::Named(new)) => {
                let counterpart = self.types.get(old);
                counterpart.is_some_and(|it| origin(self.new, it) == origin(self.new, new))
            }
            (Type::List(_), Type::List(_))
            | (Type::Map(_), Type::Map(_))
            | (Type::Optional(_), Type::Optional(_))
            | (Type::Nullable(_), Type::Nullable(_))
            | (Type::Boxed(_), Type::Boxed(_))
            | (Type::Tuple(_), Type::Tuple(_)) => {
                let (old, new) = (old.parts(), new.parts());
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.same(old, new))
            }
            _ => old == new,
        }
    }

    /// Types of the old API that have no counterpart.
    pub(super) fn removed_types(&self) -> impl Iterator<Item = Named<'a>> {
        let types = self.old.types.iter();
        types.filter(|(path, _)| !self.types.contains_key(path))
    }

    /// Types of the new API that have no counterpart.
    pub(super) fn added_types(&self) -> impl Iterator<Item = Named<'a>> + use<'a> {
        let paired: BTreeSet<&TypePath> = self.types.values().copied().collect();
        let types = self.new.types.iter();
        types.filter(move |(path, _)| !paired.contains(path))
    }

    /// A type of an operation goes where its operation went, and one within a schema where the schema went.
    fn pair_types_by_name(&mut self) {
        let removed: Vec<&TypePath> = self.removed_types().map(|(path, _)| path).collect();
        let added: BTreeSet<&TypePath> = self.added_types().map(|(path, _)| path).collect();
        for path in removed {
            let moved = self.moved(path).unwrap_or_else(|| path.clone());
            let there = self.new.types.get_key_value(&moved);
            if let Some((new, _)) = there.filter(|(new, _)| added.contains(new)) {
                self.types.insert(path, new);
            }
        }
    }

    /// The name that a way to authenticate of the old document has in the new one.
    pub(super) fn scheme_after(&self, name: &str) -> Option<&'a str> {
        let mut both = self.schemes.both.iter();
        let pair = both.find(|(old, _)| old.name == name);
        pair.map(|(_, new)| new.name.as_str())
    }

    /// The path that a type has where only what it belongs to is called otherwise; `None` where that is gone.
    pub(super) fn moved(&self, path: &TypePath) -> Option<TypePath> {
        let home = match &path.home {
            Home::Operation { group, operation } => {
                let mut pairs = self.operations.iter();
                let pair = pairs.find(|(old, _)| {
                    old.group.module == *group && old.operation.name == *operation
                });
                let (_, new) = pair?;
                Home::Operation {
                    group: new.group.module.clone(),
                    operation: new.operation.name.clone(),
                }
            }
            Home::Schema { .. } => {
                let schemas = self.schemas_within(&path.home);
                let moved = schemas.iter().find_map(|schema| self.types.get(schema));
                match moved {
                    Some(new) => new.home.clone(),
                    None if schemas.is_empty() => path.home.clone(),
                    None => return None,
                }
            }
        };
        Some(TypePath {
            home,
            name: path.name.clone(),
        })
    }

    /// The types of a module of the old API that have a name in the document.
    fn schemas_within(&self, home: &Home) -> Vec<&'a TypePath> {
        let first = TypePath {
            home: home.clone(),
            name: String::new(),
        };
        let types = self.old.types.range(first..);
        let types = types.take_while(|(path, _)| path.home == *home);
        let named = types.filter(|(_, definition)| definition.schema_name.is_some());
        named.map(|(path, _)| path).collect()
    }

    /// A type that is gone and the only new one of the same schema are one.
    fn pair_types_by_schema(&mut self) {
        let files = self.files();
        let schema = |(_, it): Named<'a>| Some((&it.pointer, kind(&it.kind)));
        self.pair_types([&schema, &schema], |(_, old), (_, new)| {
            files.contains(&(old.file, new.file))
        });
    }

    /// Files of the old document that are files of the new one: those that hold the same. Their numbers don't tell.
    fn files(&self) -> BTreeSet<(FileId, FileId)> {
        let main = (FileId::default(), FileId::default());
        let operations = self.operations.iter();
        let operations = operations.map(|(old, new)| (old.operation.file, new.operation.file));
        let types = self.types.iter().filter_map(|(old, new)| {
            let (old, new) = (self.old.types.get(*old)?, self.new.types.get(*new)?);
            Some((old.file, new.file))
        });
        operations.chain(types).chain([main]).collect()
    }

    /// The places at which the types of both APIs are used, each under its new name.
    pub(super) fn uses(&self) -> (Uses<'a, Place<'a>>, Uses<'a, Place<'a>>) {
        let pairs = self.operations.iter();
        let operations: BTreeMap<Address<'_>, Address<'_>> = pairs
            .map(|(old, new)| (address(old.operation), address(new.operation)))
            .collect();
        let known: BTreeSet<&TypePath> = self.types.values().copied().collect();
        let before = uses(self.old, |user| match user {
            User::Operation(it) => operations.get(&address(it)).copied().map(Ok),
            User::Type(path) => self.types.get(path).copied().map(Err),
        });
        let after = uses(self.new, |user| match user {
            User::Operation(it) => Some(Ok(address(it))),
            User::Type(path) => known.get(path).copied().map(Err),
        });
        (before, after)
    }

    /// A type that is gone and the only new one that is used wherever it was, if much of them is the same.
    fn pair_types_by_use(&mut self) -> bool {
        let (before, after) = self.uses();
        self.pair_types(
            [&|(path, _)| before.get(path), &|(path, _)| after.get(path)],
            |(_, old), (_, new)| shapes::akin(old, new),
        )
    }

    /// A type that is gone and the only new one of its shape are one. What is found helps to find more.
    fn pair_types_by_shape(&mut self) -> bool {
        let pairs = self.clone();
        let outline = |(_, definition)| Some(shapes::outline(definition));
        self.pair_types([&outline, &outline], |old, new| {
            shapes::alike(&pairs, old, new)
        })
    }

    /// Pairs those types that are left and are the only ones for each other; whether there were any. Types that are the
    /// same have the same key, each by the function of its API, so that not all have to be compared with all others.
    fn pair_types<K: Ord>(
        &mut self,
        [old_key, new_key]: [&dyn Fn(Named<'a>) -> Option<K>; 2],
        is_same: impl Fn(Named<'a>, Named<'a>) -> bool,
    ) -> bool {
        let removed = by_key(self.removed_types(), old_key);
        let added = by_key(self.added_types(), new_key);
        let mut found = Vec::new();
        for (key, removed) in &removed {
            let added = added.get(key).map_or(&[][..], Vec::as_slice);
            for old in removed {
                let mut candidates = added.iter().filter(|new| is_same(*old, **new));
                if let (Some(new), None) = (candidates.next(), candidates.next())
                    && removed
                        .iter()
                        .filter(|rival| is_same(**rival, *new))
                        .count()
                        == 1
                {
                    found.push((old.0, new.0));
                }
            }
        }
        let is_any = !found.is_empty();
        self.types.extend(found);
        is_any
    }
}

/// Types by a key and by whether they have a name in the document; those without a key are left out.
fn by_key<'a, K: Ord>(
    types: impl Iterator<Item = Named<'a>>,
    key: &dyn Fn(Named<'a>) -> Option<K>,
) -> BTreeMap<(bool, K), Vec<Named<'a>>> {
    let mut by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for named in types {
        if let Some(key) = key(named) {
            let (_, definition) = named;
            let key = (definition.schema_name.is_some(), key);
            by_key.entry(key).or_default().push(named);
        }
    }
    by_key
}

/// What uses a type: an operation by its place in the new document, or a type by its new path.
pub(super) type Place<'a> = Result<Address<'a>, &'a TypePath>;

/// A file and a pointer into it.
pub(super) type Address<'a> = (FileId, &'a str);

fn address(operation: &Operation) -> Address<'_> {
    (operation.file, &operation.pointer)
}

/// A type with its name.
pub(super) type Named<'a> = (&'a TypePath, &'a TypeDefinition);

fn methods(api: &Api) -> Vec<Method<'_>> {
    let of_group = |group| move |operation| Method { group, operation };
    api.groups
        .iter()
        .flat_map(|group| group.operations.iter().map(of_group(group)))
        .collect()
}

type Paired<'a> = (
    Vec<(Method<'a>, Method<'a>)>,
    Vec<Method<'a>>,
    Vec<Method<'a>>,
);

/// First those that are the same in name and request line, then in the request line with the names of its variables and
/// without, then in name.
fn operations<'a>(old: &'a Api, new: &'a Api) -> Paired<'a> {
    let (mut removed, mut added) = (methods(old), methods(new));
    let mut pairs = Vec::new();
    let criteria: [fn(&Method<'_>) -> String; 5] = [
        |method| format!("{} {}", called(method), sent(method)),
        |method| format!("{} {}", sent(method), method.operation.path),
        sent,
        called,
        |method| format!("{} {}", method.group.module, request_line(method)),
    ];
    for key in criteria {
        let mut by_key: BTreeMap<String, Vec<Method<'_>>> = BTreeMap::new();
        for method in &added {
            by_key.entry(key(method)).or_default().push(*method);
        }
        let mut taken = BTreeSet::new();
        removed.retain(|method| {
            let key = key(method);
            match by_key.get(&key).map(Vec::as_slice) {
                Some([only]) if taken.insert(key) => {
                    pairs.push((*method, *only));
                    false
                }
                _ => true,
            }
        });
        added.retain(|method| !taken.contains(&key(method)));
    }
    (pairs, removed, added)
}

fn called(method: &Method<'_>) -> String {
    format!("{}::{}", method.group.module, method.operation.name)
}

/// Method, path and what kind of body: operations that take several kinds are told apart by it.
fn sent(method: &Method<'_>) -> String {
    let body = method.operation.body.as_ref().map_or("", body_kind);
    format!("{} {body}", request_line(method))
}

fn request_line(method: &Method<'_>) -> String {
    let operation = method.operation;
    format!(
        "{} {}",
        operation.method.as_str(),
        without_names(&operation.path)
    )
}

/// A path template whose variables have no names: they are the API's own matter.
pub(super) fn without_names(path: &str) -> String {
    let pieces = pieces(path).map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Expression(_) => "{}",
    });
    pieces.collect()
}

fn body_kind(body: &Body) -> &str {
    match &body.encoding {
        BodyEncoding::Json(_) => "json",
        BodyEncoding::Form => "form",
        BodyEncoding::Multipart => "multipart",
        BodyEncoding::Text(media_type) | BodyEncoding::Bytes(media_type) => media_type,
    }
}

/// First by setter and name, then by the setter, which is what callers write, then by the name in the document.
fn schemes<'a>(old: &'a Api, new: &'a Api) -> Matched<'a, SecurityScheme> {
    matched(
        &old.security_schemes,
        &new.security_schemes,
        &[
            &|a, b| a.setter == b.setter && a.name == b.name,
            &|a, b| a.setter == b.setter,
            &|a, b| a.name == b.name,
        ],
    )
}

/// A group is called otherwise where all that is left of it stands in one other group that is new.
fn groups<'a>(
    old: &'a Api,
    new: &'a Api,
    operations: &[(Method<'a>, Method<'a>)],
) -> BTreeMap<&'a str, (&'a Group, &'a Group)> {
    let has = |api: &Api, module: &str| api.groups.iter().any(|group| group.module == module);
    let mut targets: BTreeMap<&str, Vec<(&Group, &Group)>> = BTreeMap::new();
    for (from, to) in operations {
        let moved = targets.entry(&from.group.module).or_default();
        if !moved
            .iter()
            .any(|(_, group)| group.module == to.group.module)
        {
            moved.push((from.group, to.group));
        }
    }
    targets
        .into_iter()
        .filter_map(|(module, moved)| match moved.as_slice() {
            [(from, to)] if from.module == to.module && from.handle != to.handle => {
                Some((module, (*from, *to)))
            }
            [(from, to)] if !has(new, module) && !has(old, &to.module) => {
                Some((module, (*from, *to)))
            }
            _ => None,
        })
        .collect()
}
