//! Types that would hold themselves are boxed where the circle closes.

use std::collections::BTreeMap;

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

use crate::api::{Object, Type, TypeDefinition, TypeKind, TypePath};

/// Boxes every member and variant that leads back to its own type without a list or map between.
pub(super) fn break_circles(types: &mut BTreeMap<TypePath, TypeDefinition>) {
    let paths: Vec<TypePath> = types.keys().cloned().collect();
    let index: BTreeMap<&TypePath, usize> = paths.iter().zip(0..).collect();
    let mut graph = DiGraphMap::<usize, ()>::new();
    for (from, definition) in types.values().enumerate() {
        graph.add_node(from);
        for target in held(&definition.kind) {
            if let Some(to) = index.get(target) {
                graph.add_edge(from, *to, ());
            }
        }
    }
    let mut circle_of = vec![None; paths.len()];
    for (circle, members) in tarjan_scc(&graph).into_iter().enumerate() {
        let closes = |only: usize| graph.contains_edge(only, only);
        if members.len() > 1 || closes(members[0]) {
            for member in members {
                circle_of[member] = Some(circle);
            }
        }
    }
    let circle: BTreeMap<TypePath, usize> = paths
        .into_iter()
        .zip(circle_of)
        .filter_map(|(path, circle)| Some((path, circle?)))
        .collect();
    for (path, definition) in types.iter_mut() {
        if let Some(own) = circle.get(path) {
            let closes = |target: &TypePath| circle.get(target) == Some(own);
            match &mut definition.kind {
                TypeKind::Object(Object { members, .. }) => {
                    members
                        .iter_mut()
                        .for_each(|member| box_where(&mut member.ty, &closes));
                }
                TypeKind::Union(union) => {
                    union
                        .variants
                        .iter_mut()
                        .for_each(|variant| box_where(&mut variant.ty, &closes));
                }
                TypeKind::Alias(target) => {
                    // An alias can't hold itself, boxed or not: what it stands for stays free.
                    if held_by(target).is_some_and(closes) {
                        *target = Type::Any;
                    }
                }
                TypeKind::Enumeration(_) | TypeKind::Newtype(_) => {}
            }
        }
    }
}

/// The types whose values lie within a value of this one. Aliases of lists and maps count as well: they can't be circular.
fn held(kind: &TypeKind) -> Vec<&TypePath> {
    match kind {
        TypeKind::Object(object) => object
            .members
            .iter()
            .filter_map(|member| held_by(&member.ty))
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .filter_map(|variant| held_by(&variant.ty))
            .collect(),
        TypeKind::Alias(target) => innermost(target).into_iter().collect(),
        TypeKind::Enumeration(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn held_by(ty: &Type) -> Option<&TypePath> {
    match ty {
        Type::Named(path) => Some(path),
        Type::Optional(inner) | Type::Nullable(inner) => held_by(inner),
        _ => None,
    }
}

fn innermost(ty: &Type) -> Option<&TypePath> {
    match ty {
        Type::List(inner) | Type::Map(inner) => innermost(inner),
        other => held_by(other),
    }
}

fn box_where(ty: &mut Type, closes: &impl Fn(&TypePath) -> bool) {
    match ty {
        Type::Named(path) if closes(path) => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Optional(inner) | Type::Nullable(inner) => box_where(inner, closes),
        _ => {}
    }
}
