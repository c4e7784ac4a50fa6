//! Further names of types: where one is all that came or went, and where a definition and a further name changed places.

use super::pairs::Pairs;
use crate::api::{Api, Type, TypeKind, TypePath};

impl<'a> Pairs<'a> {
    /// Further names that are gone where what they named still stands: nothing else tells of them.
    pub(super) fn dropped_names(&self) -> Vec<&'a TypePath> {
        let (before, after) = self.uses();
        let is_in_its_place = |path: &&'a TypePath| {
            let counterpart = self.types.get(origin(self.old, path));
            let was = before.get(*path);
            let is = counterpart.and_then(|it| after.get(it));
            was.zip(is).is_some_and(|(was, is)| !was.is_disjoint(is))
        };
        let removed = self.removed_types().map(|(path, _)| path);
        removed.filter(is_in_its_place).collect()
    }

    /// Whether two types that belong together have the same names in both APIs, so that it does not matter which of
    /// them has the definition.
    pub(super) fn have_the_same_names(&self, old: &TypePath, new: &TypePath) -> bool {
        let (old, new) = (origin(self.old, old), origin(self.new, new));
        self.types.iter().all(|(before, after)| {
            (origin(self.old, before) == old) == (origin(self.new, after) == new)
        })
    }
}

/// The type that a further name, or a further name of that, is for; any other is itself.
pub(super) fn origin<'t>(api: &'t Api, path: &'t TypePath) -> &'t TypePath {
    let target = match api.types.get(path).map(|definition| &definition.kind) {
        Some(TypeKind::Alias(target)) => target,
        _ => return path,
    };
    let names = target.meanings(&api.types).filter_map(|ty| match ty {
        Type::Named(path) => Some(path),
        _ => None,
    });
    names.last().unwrap_or(path)
}
