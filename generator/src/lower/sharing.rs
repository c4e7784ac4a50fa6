//! Anonymous types that are one type: one definition, to which every other place gives a further name.
//!
//! Each place keeps its own name, so that nothing is renamed when two of them part or become alike. Only types of one
//! module are compared, and those of the methods that one operation has for its encodings. What two schemas or operations
//! say alike by chance stays theirs: a definition that many modules share would have to move whenever a further one appears.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::mem::{Discriminant, discriminant};

use rustc_hash::FxHashMap;

use crate::api::{Additional, Group, Home, Type, TypeDefinition, TypeKind, TypePath, Types};
use crate::parallel;

/// Makes all but one of equal anonymous types another name of that one.
pub(super) fn share(types: &mut Types, groups: &[Group]) {
    let further = further_methods(groups);
    // Types that hold others become alike once those are one, so that a round finds what holds the last one's finds.
    while share_once(types, &further) {}
}

/// Of the methods that one operation has, all but the first, each with the first.
fn further_methods(groups: &[Group]) -> FxHashMap<Home, Home> {
    let mut further = FxHashMap::default();
    for group in groups {
        let mut firsts = FxHashMap::default();
        for operation in &group.operations {
            let home = Home::Operation {
                group: group.module.clone(),
                operation: operation.name.clone(),
            };
            let place = (operation.file, operation.pointer.as_str());
            match firsts.entry(place) {
                Entry::Vacant(entry) => {
                    entry.insert(home);
                }
                Entry::Occupied(first) => {
                    further.insert(home, first.get().clone());
                }
            }
        }
    }
    further
}

fn share_once(types: &mut Types, further_methods: &FxHashMap<Home, Home>) -> bool {
    let mut alike: FxHashMap<_, Vec<(&TypePath, &TypeDefinition)>> = FxHashMap::default();
    for (path, definition) in types.iter().filter(|(_, it)| is_anonymous(it)) {
        let home = further_methods.get(&path.home).unwrap_or(&path.home);
        let outline = outline(home, definition);
        alike.entry(outline).or_default().push((path, definition));
    }
    let groups: Vec<_> = alike.into_values().filter(|it| it.len() > 1).collect();
    let further = parallel::map(&groups, |group| further_names(group, types));
    let further: Vec<_> = further.into_iter().flatten().collect();
    let found = !further.is_empty();
    for (path, first) in further {
        if let Some(definition) = types.get_mut(&path) {
            definition.kind = TypeKind::Alias(Type::Named(first));
        }
    }
    found
}

/// The types of a group that are another one of it, each with the first such.
fn further_names(
    group: &[(&TypePath, &TypeDefinition)],
    types: &Types,
) -> Vec<(TypePath, TypePath)> {
    let mut firsts = BTreeMap::new();
    let mut further = Vec::new();
    for &(path, definition) in group {
        let usage = (definition.usage.request, definition.usage.response);
        let shape = shape(&definition.kind, types);
        let first = firsts.entry((usage, shape)).or_insert(path);
        if *first != path {
            further.push((path.clone(), (*first).clone()));
        }
    }
    further
}

/// It has no name in the document, and is more than another name already.
fn is_anonymous(definition: &TypeDefinition) -> bool {
    definition.schema_name.is_none() && !matches!(definition.kind, TypeKind::Alias(_))
}

/// What types that are one have in common, their module with it, quickly told: it tells most types apart.
fn outline<'a>(
    home: &'a Home,
    definition: &TypeDefinition,
) -> (&'a Home, Discriminant<TypeKind>, usize, usize) {
    let names: Vec<&str> = match &definition.kind {
        TypeKind::Object(object) => names(&object.members, |member| &member.wire_name),
        TypeKind::Union(union) => names(&union.variants, |variant| &variant.name),
        TypeKind::Enumeration(enumeration) => names(&enumeration.variants, |variant| &variant.name),
        TypeKind::Newtype(_) | TypeKind::Alias(_) => Vec::new(),
    };
    let bytes = names.iter().map(|name| name.len()).sum();
    (home, discriminant(&definition.kind), names.len(), bytes)
}

fn names<T>(parts: &[T], of: impl Fn(&T) -> &String) -> Vec<&str> {
    parts.iter().map(|part| of(part).as_str()).collect()
}

/// All that a type says, in one text; types that are one count as the same. The order of members doesn't matter, nor that
/// of values, nor that of variants which a discriminator tells apart.
fn shape(kind: &TypeKind, types: &Types) -> String {
    let mut kind = kind.clone();
    match &mut kind {
        TypeKind::Object(object) => {
            let members = &mut object.members;
            members.sort_by(|a, b| a.wire_name.cmp(&b.wire_name));
            for member in &mut object.members {
                behind_aliases(&mut member.ty, types);
            }
            if let Additional::Kept { ty, .. } = &mut object.additional {
                behind_aliases(ty, types);
            }
        }
        TypeKind::Union(union) => {
            let is_tagged = union
                .variants
                .iter()
                .all(|variant| !variant.tags.is_empty());
            if union.discriminator.is_some() && is_tagged {
                union.variants.sort_by(|a, b| a.name.cmp(&b.name));
            }
            for variant in &mut union.variants {
                behind_aliases(&mut variant.ty, types);
            }
        }
        TypeKind::Alias(ty) => behind_aliases(ty, types),
        TypeKind::Enumeration(enumeration) => {
            enumeration.variants.sort_by(|a, b| a.name.cmp(&b.name));
        }
        TypeKind::Newtype(_) => {}
    }
    serde_json::to_string(&kind).unwrap_or_default()
}

fn behind_aliases(ty: &mut Type, types: &Types) {
    *ty = ty.resolved(types).clone();
    for part in ty.parts_mut() {
        behind_aliases(part, types);
    }
}
