//! Types that would hold themselves: boxed where the circle closes, and optional where a value would have no end.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use crate::api::{Object, Type, TypeKind, TypePath, Types};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::Pointer;

/// Boxes every member and variant that leads back to its own type without a list or map between.
pub(super) fn break_circles(types: &mut Types, diagnostics: &mut Diagnostics) {
    free_circular_aliases(types);
    free_endless_members(types, diagnostics);
    let circles = circles(types, held);
    for (path, definition) in types.iter_mut() {
        let Some(own) = circles.get(path) else {
            continue;
        };
        let closes = |target: &TypePath| circles.get(target) == Some(own);
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

/// The types that lead back to themselves, with the number of their circle.
fn circles<'t>(
    types: &'t Types,
    leads_to: impl Fn(&'t TypeKind) -> Vec<&'t TypePath>,
) -> BTreeMap<TypePath, usize> {
    let paths: Vec<&TypePath> = types.keys().collect();
    let index: BTreeMap<&TypePath, usize> = paths.iter().copied().zip(0..).collect();
    let mut graph = DiGraphMap::<usize, ()>::new();
    for (from, definition) in types.values().enumerate() {
        graph.add_node(from);
        for target in leads_to(&definition.kind) {
            if let Some(to) = index.get(target) {
                graph.add_edge(from, *to, ());
            }
        }
    }
    let mut circle_of = BTreeMap::new();
    for (circle, members) in kosaraju_scc(&graph).into_iter().enumerate() {
        let closes = |only: usize| graph.contains_edge(only, only);
        if members.len() > 1 || closes(members[0]) {
            circle_of.extend(
                members
                    .iter()
                    .map(|member| (paths[*member].clone(), circle)),
            );
        }
    }
    circle_of
}

/// A value that has to hold another one of its type would have no end: what closes such a circle may be absent.
fn free_endless_members(types: &mut Types, diagnostics: &mut Diagnostics) {
    let circles = circles(types, demanded);
    for (path, own) in &circles {
        let Some(definition) = types.get_mut(path) else {
            continue;
        };
        let TypeKind::Object(object) = &mut definition.kind else {
            continue;
        };
        let pointer = Pointer::from_reference(&definition.pointer).unwrap_or_default();
        for member in &mut object.members {
            let closes = |target: &&TypePath| circles.get(*target) == Some(own);
            if !demanded_by(&member.ty).iter().any(closes) {
                continue;
            }
            member.required = false;
            member.ty = std::mem::replace(&mut member.ty, Type::Any).optional();
            diagnostics.push(
                Diagnostic::warning(
                    codes::ENDLESS_VALUE,
                    format!(
                        "`{}` has to be in `{}`, and in each one within it, without end",
                        member.wire_name, path.name
                    ),
                )
                .at(Place::value(definition.file, pointer.clone()))
                .help("leave it out of `required`, or let it be null; it is optional here"),
            );
        }
    }
}

/// The types of which a value of this one needs a value.
fn demanded(kind: &TypeKind) -> Vec<&TypePath> {
    match kind {
        TypeKind::Object(object) => object
            .members
            .iter()
            .flat_map(|member| demanded_by(&member.ty))
            .collect(),
        TypeKind::Alias(target) => demanded_by(target),
        // A union has another way out.
        TypeKind::Union(_) | TypeKind::Enumeration(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn demanded_by(ty: &Type) -> Vec<&TypePath> {
    match ty {
        Type::Named(path) => vec![path],
        Type::Tuple(parts) => parts.iter().flat_map(demanded_by).collect(),
        _ => Vec::new(),
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
fn free_circular_aliases(types: &mut Types) {
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
fn circular_aliases(types: &Types) -> Vec<TypePath> {
    let circles = circles(types, |kind| match kind {
        TypeKind::Alias(target) => named_in(target),
        _ => Vec::new(),
    });
    let mut seen = BTreeSet::new();
    let firsts = circles
        .into_iter()
        .filter(|(_, circle)| seen.insert(*circle));
    firsts.map(|(path, _)| path).collect()
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
