//! Types that would hold themselves are boxed where the circle closes.

use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::api::{Object, Type, TypeDefinition, TypeKind, TypePath};

/// Boxes every member and variant that leads back to its own type without a list or map between.
pub(super) fn break_circles(types: &mut BTreeMap<TypePath, TypeDefinition>) {
    free_circular_aliases(types);
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
    for (circle, members) in kosaraju_scc(&graph).into_iter().enumerate() {
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
                TypeKind::Alias(_) | TypeKind::Enumeration(_) | TypeKind::Newtype(_) => {}
            }
        }
    }
}

/// The types whose values lie within a value of this one.
fn held(kind: &TypeKind) -> Vec<&TypePath> {
    match kind {
        TypeKind::Object(object) => object
            .members
            .iter()
            .flat_map(|member| held_by(&member.ty))
            .collect(),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .flat_map(|variant| held_by(&variant.ty))
            .collect(),
        TypeKind::Alias(target) => held_by(target),
        TypeKind::Enumeration(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn held_by(ty: &Type) -> Vec<&TypePath> {
    match ty {
        Type::Named(path) => vec![path],
        Type::Optional(_) | Type::Nullable(_) | Type::Tuple(_) => {
            ty.parts().iter().flat_map(held_by).collect()
        }
        _ => Vec::new(),
    }
}

/// An alias can't hold itself, not even in a list or map: what closes such a circle is any JSON value.
fn free_circular_aliases(types: &mut BTreeMap<TypePath, TypeDefinition>) {
    loop {
        let circular = circular_aliases(types);
        if circular.is_empty() {
            return;
        }
        for path in circular {
            let definition = types.get_mut(&path);
            if let Some(TypeKind::Alias(target)) = definition.map(|definition| &mut definition.kind)
            {
                free(target);
            }
        }
    }
}

/// The first alias of each circle of aliases.
fn circular_aliases(types: &BTreeMap<TypePath, TypeDefinition>) -> Vec<TypePath> {
    let paths: Vec<&TypePath> = types.keys().collect();
    let index: BTreeMap<&TypePath, usize> = paths.iter().copied().zip(0..).collect();
    let mut graph = DiGraphMap::<usize, ()>::new();
    for (from, definition) in types.values().enumerate() {
        if let TypeKind::Alias(target) = &definition.kind {
            for to in named_in(target)
                .into_iter()
                .filter_map(|path| index.get(path))
            {
                graph.add_edge(from, *to, ());
            }
        }
    }
    let circles = kosaraju_scc(&graph).into_iter().filter(|members| {
        members.len() > 1 || members.iter().any(|only| graph.contains_edge(*only, *only))
    });
    circles
        .filter_map(|members| members.into_iter().min())
        .map(|first| paths[first].clone())
        .collect()
}

/// The types of the crate that a type is written with.
fn named_in(ty: &Type) -> Vec<&TypePath> {
    match ty {
        Type::Named(path) => vec![path],
        other => other.parts().iter().flat_map(named_in).collect(),
    }
}

fn free(ty: &mut Type) {
    match ty {
        Type::Named(_) => *ty = Type::Any,
        other => other.parts_mut().iter_mut().for_each(free),
    }
}

fn box_where(ty: &mut Type, closes: &impl Fn(&TypePath) -> bool) {
    match ty {
        Type::Named(path) if closes(path) => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Optional(_) | Type::Nullable(_) | Type::Tuple(_) => ty
            .parts_mut()
            .iter_mut()
            .for_each(|part| box_where(part, closes)),
        _ => {}
    }
}
