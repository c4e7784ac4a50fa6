//! Members that can have one value alone, so that nobody has to say which: what a union is told apart by, and
//! enumerations of one.

use std::collections::BTreeMap;

use crate::api::{EnumerationValue, Member, Type, TypeKind, TypePath, Types};

/// The value of a member by the object and the name on the wire; `None` where unions disagree on it.
type Tags = BTreeMap<(TypePath, String), Option<String>>;

/// Notes the value of each required member that can have no other.
pub(super) fn mark(types: &mut Types) {
    let tags = tags(types);
    let mut constants: BTreeMap<TypePath, Vec<Option<EnumerationValue>>> = BTreeMap::new();
    for (path, definition) in types.iter() {
        let TypeKind::Object(object) = &definition.kind else {
            continue;
        };
        let of_member = |member: &Member| {
            let tag = tags.get(&(path.clone(), member.wire_name.clone()));
            let tag = tag.and_then(Option::as_deref);
            constant(member, tag, types).filter(|_| member.required)
        };
        let found: Vec<_> = object.members.iter().map(of_member).collect();
        if found.iter().any(Option::is_some) {
            constants.insert(path.clone(), found);
        }
    }
    for (path, constants) in constants {
        let definition = types.get_mut(&path);
        if let Some(TypeKind::Object(object)) = definition.map(|it| &mut it.kind) {
            for (member, constant) in object.members.iter_mut().zip(constants) {
                member.constant = constant;
            }
        }
    }
}

/// What unions say of the objects that are their variants.
fn tags(types: &Types) -> Tags {
    let mut tags = Tags::new();
    for definition in types.values() {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let Some(property) = union.tag() else {
            continue;
        };
        for variant in &union.variants {
            let own = match variant.tags.as_slice() {
                [only] if !variant.is_default => Some(only.clone()),
                _ => None,
            };
            let Type::Named(path) = variant.held(types) else {
                continue;
            };
            tags.entry((path.clone(), property.to_owned()))
                .and_modify(|known| {
                    *known = known.take().filter(|known| own.as_ref() == Some(known))
                })
                .or_insert(own);
        }
    }
    tags
}

fn constant(member: &Member, tag: Option<&str>, types: &Types) -> Option<EnumerationValue> {
    let path = match member.ty.resolved(types) {
        Type::Text => return Some(EnumerationValue::Text(tag?.to_owned())),
        Type::Named(path) => path,
        _ => return None,
    };
    let TypeKind::Enumeration(enumeration) = &types.get(path)?.kind else {
        return None;
    };
    let is_tag = |value: &EnumerationValue| matches!(value, EnumerationValue::Text(text) if Some(text.as_str()) == tag);
    match enumeration.variants.as_slice() {
        [only] => Some(only.value.clone()),
        several => {
            let mut values = several.iter().map(|variant| &variant.value);
            values.find(|value| is_tag(value)).cloned()
        }
    }
}
