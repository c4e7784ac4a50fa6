//! Members that can have one value alone, so that nobody has to say which: what a union is told apart by, and
//! enumerations of one. What a union is told apart by is always written, and is missed by nobody who knows the type.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{
    Access, EnumerationValue, Member, Object, Type, TypeKind, TypePath, Types, Union, UnionVariant,
};

/// The value of a member by the object and the name on the wire; `None` where unions disagree on it.
type Tags = BTreeMap<(TypePath, String), Option<String>>;

/// Notes the value of each required member that can have no other, and what unions write themselves.
pub(super) fn mark(types: &mut Types) {
    free_tags_of_defaults(types);
    let tags = tags(types);
    let mut constants: BTreeMap<TypePath, Vec<Option<Constant>>> = BTreeMap::new();
    for (path, object) in objects(types) {
        let of_member = |member: &Member| {
            let tag = tags.get(&(path.clone(), member.wire_name.clone()));
            let tag = tag.and_then(Option::as_deref);
            let value = constant(member, tag, types).filter(|_| member.required)?;
            let is_tag = is_text(&value, tag);
            Some(Constant { value, is_tag })
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
                member.implied = constant.as_ref().is_some_and(|it| it.is_tag);
                member.constant = constant.map(|it| it.value);
            }
        }
    }
    note_written_tags(types);
}

struct Constant {
    value: EnumerationValue,
    /// A union tells the object by it.
    is_tag: bool,
}

fn objects(types: &Types) -> impl Iterator<Item = (&TypePath, &Object)> {
    types
        .iter()
        .filter_map(|(path, definition)| match &definition.kind {
            TypeKind::Object(object) => Some((path, object)),
            _ => None,
        })
}

/// The variants of unions that are told by a member, each with the name of that.
fn tagged_variants(types: &Types) -> impl Iterator<Item = (&str, &UnionVariant)> {
    types
        .values()
        .filter_map(|definition| match &definition.kind {
            TypeKind::Union(union) => Some((union.tag()?, union)),
            _ => None,
        })
        .flat_map(|(property, union)| union.variants.iter().map(move |it| (property, it)))
}

/// An object that is taken for all other values of a member is taken where there is none as well: servers leave it out
/// where they are asked for one type alone.
fn free_tags_of_defaults(types: &mut Types) {
    let defaults: BTreeSet<(TypePath, String)> = tagged_variants(types)
        .filter(|(_, variant)| variant.is_default)
        .filter_map(|(property, variant)| match variant.held(types) {
            Type::Named(path) => Some((path.clone(), property.to_owned())),
            _ => None,
        })
        .collect();
    for (path, property) in defaults {
        let Some(definition) = types.get_mut(&path).filter(|it| it.usage.response) else {
            continue;
        };
        if let TypeKind::Object(object) = &mut definition.kind {
            let mut members = object.members.iter_mut();
            let tag = members.find(|it| it.required && it.wire_name == property);
            tag.into_iter().for_each(Member::free);
        }
    }
}

/// What unions say of the objects that are their variants.
fn tags(types: &Types) -> Tags {
    let mut tags = Tags::new();
    for (property, variant) in tagged_variants(types) {
        let own = match variant.tags.as_slice() {
            [only] if !variant.is_default => Some(only.clone()),
            _ => None,
        };
        let Type::Named(path) = variant.held(types) else {
            continue;
        };
        tags.entry((path.clone(), property.to_owned()))
            .and_modify(|known| *known = known.take().filter(|known| own.as_ref() == Some(known)))
            .or_insert(own);
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
    match enumeration.variants.as_slice() {
        [only] => Some(only.value.clone()),
        several => {
            let mut values = several.iter().map(|variant| &variant.value);
            values.find(|value| is_text(value, tag)).cloned()
        }
    }
}

fn is_text(value: &EnumerationValue, tag: Option<&str>) -> bool {
    matches!(value, EnumerationValue::Text(text) if Some(text.as_str()) == tag)
}

/// Notes for each variant which value its union has to write, since what it holds may go without.
fn note_written_tags(types: &mut Types) {
    let mut written: BTreeMap<TypePath, Vec<Option<String>>> = BTreeMap::new();
    for (path, definition) in types.iter() {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let of_variant = |variant| written_tag(union, variant, types);
        let found: Vec<_> = union.variants.iter().map(of_variant).collect();
        if found.iter().any(Option::is_some) {
            written.insert(path.clone(), found);
        }
    }
    for (path, written) in written {
        let definition = types.get_mut(&path);
        if let Some(TypeKind::Union(union)) = definition.map(|it| &mut it.kind) {
            for (variant, written) in union.variants.iter_mut().zip(written) {
                variant.written = written;
            }
        }
    }
}

/// Of several values it is the first, unless what the variant holds has a place for the one that is meant. What is taken
/// for all other values needs none.
fn written_tag(union: &Union, variant: &UnionVariant, types: &Types) -> Option<String> {
    let property = union.tag().filter(|_| !variant.is_default)?;
    let written = match (in_variant(variant, property, types), variant.tags.len()) {
        (Tag::None, _) | (Tag::Optional, 1) => variant.tags.first(),
        _ => None,
    };
    written.cloned()
}

/// Whether the objects of a type have a member by which unions tell them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tag {
    None,
    Optional,
    /// It is always there, or isn't to be sent.
    Settled,
}

fn in_variant(variant: &UnionVariant, property: &str, types: &Types) -> Tag {
    let Type::Named(path) = variant.held(types) else {
        return Tag::None;
    };
    match types.get(path).map(|definition| &definition.kind) {
        Some(TypeKind::Object(object)) => {
            let mut members = object.members.iter();
            match members.find(|member| member.wire_name == property) {
                None => Tag::None,
                Some(it) if it.required || it.access == Access::ReadOnly => Tag::Settled,
                Some(_) => Tag::Optional,
            }
        }
        _ => Tag::Optional,
    }
}
