//! Unions of which one variant is a union of all the others: `oneOf` of a base and of those that merge it, as tools write
//! for languages with inheritance. The variants beside that one would never be met.

use crate::api::{Type, TypeKind, TypePath, Types, Union, UnionVariant};

/// Makes each of them another name of the union within.
pub(super) fn merge(types: &mut Types) {
    let paths: Vec<TypePath> = types.keys().cloned().collect();
    for path in paths {
        let Some(covering) = covering(&path, types).cloned() else {
            continue;
        };
        if let Some(definition) = types.get_mut(&path) {
            definition.kind = TypeKind::Alias(Type::Named(covering));
        }
    }
}

/// What the variant of a union holds that is a union of all the others.
fn covering<'t>(path: &TypePath, types: &'t Types) -> Option<&'t TypePath> {
    let outer = union(path, types)?;
    let held = outer.variants.iter().map(|variant| variant.held(types));
    let mut candidates = held.filter_map(|held| match held {
        Type::Named(candidate) if candidate != path => Some(candidate),
        _ => None,
    });
    candidates.find(|candidate| {
        let inner = union(candidate, types);
        inner.is_some_and(|inner| {
            !holds(inner, path, types) && covers(inner, candidate, outer, types)
        })
    })
}

/// Whether a union, which bears this name, has all variants of the one around it, told by the same values if by any.
fn covers(inner: &Union, name: &TypePath, outer: &Union, types: &Types) -> bool {
    let is_told_alike = outer.tag().is_none_or(|tag| inner.tag() == Some(tag));
    is_told_alike
        && outer.variants.iter().all(|variant| {
            let held = variant.held(types);
            let is_same = |it: &&UnionVariant| it.held(types) == held;
            let mut same = inner.variants.iter().filter(is_same);
            is_named(held, name)
                || same.any(|it| variant.tags.iter().all(|tag| it.tags.contains(tag)))
        })
}

fn holds(union: &Union, path: &TypePath, types: &Types) -> bool {
    let mut variants = union.variants.iter();
    variants.any(|variant| is_named(variant.held(types), path))
}

fn is_named(ty: &Type, path: &TypePath) -> bool {
    matches!(ty, Type::Named(named) if named == path)
}

fn union<'t>(path: &TypePath, types: &'t Types) -> Option<&'t Union> {
    match &types.get(path)?.kind {
        TypeKind::Union(union) => Some(union),
        _ => None,
    }
}
