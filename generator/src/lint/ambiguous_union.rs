//! Unions whose variants can't be told apart by their shape.

use super::Context;
use crate::api::{
    Api, Enumeration, EnumerationValue, Member, Object, Type, TypeKind, TypePath, Union,
    UnionVariant,
};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let api = context.api;
    for (path, definition) in &api.types {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let (Some((first, second)), Some(place)) =
            (ambiguous(api, union), context.place(definition))
        else {
            continue;
        };
        let message = format!(
            "`{}` and `{}` of the union `{}` can't be told apart by their members",
            first.name, second.name, path.name
        );
        let mut diagnostic = Diagnostic::warning(codes::AMBIGUOUS_UNION, message).at(place);
        for variant in [first, second] {
            if let Some(place) =
                definition_of(api, &variant.ty).and_then(|path| context.place(api.types.get(path)?))
            {
                diagnostic = diagnostic.related(place, format!("`{}`", variant.name));
            }
        }
        diagnostics.push(
            diagnostic
                .help("add a `discriminator`, or a required member that only one of them has"),
        );
    }
}

/// The first two variants of which each fits whatever the other fits.
fn ambiguous<'u>(api: &Api, union: &'u Union) -> Option<(&'u UnionVariant, &'u UnionVariant)> {
    if union.discriminator.is_some() {
        return None;
    }
    let objects = union.variants.iter().filter_map(|variant| {
        let object = object(api, &variant.ty)?;
        Some((variant, object))
    });
    let objects: Vec<_> = objects.collect();
    let mut pairs = objects.iter().enumerate().flat_map(|(index, first)| {
        let others = &objects[index + 1..];
        others.iter().map(move |second| (first, second))
    });
    let found = pairs.find(|((_, first), (_, second))| {
        !are_apart(api, first, second) && !are_apart(api, second, first)
    });
    found.map(|((first, _), (second, _))| (*first, *second))
}

/// Whether `one` requires what `other` doesn't have, or has in another way.
fn are_apart(api: &Api, one: &Object, other: &Object) -> bool {
    let mut required = one.members.iter().filter(|member| member.required);
    required.any(|member| {
        let same = |candidate: &&Member| candidate.wire_name == member.wire_name;
        match other.members.iter().find(same) {
            None => true,
            Some(theirs) => theirs.required && differ(api, &member.ty, &theirs.ty),
        }
    })
}

/// Whether no value is of both types. Where that is not certain, it is taken to be so.
fn differ(api: &Api, one: &Type, other: &Type) -> bool {
    match (enumeration(api, one), enumeration(api, other)) {
        (Some(one), Some(other)) => {
            let values = |enumeration: &Enumeration| -> Vec<EnumerationValue> {
                let variants = enumeration.variants.iter();
                variants.map(|variant| variant.value.clone()).collect()
            };
            let theirs = values(other);
            values(one).iter().all(|value| !theirs.contains(value))
        }
        _ => api.resolved(one) != api.resolved(other),
    }
}

fn definition_of<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a TypePath> {
    match api.resolved(ty) {
        Type::Boxed(inner) => definition_of(api, inner),
        Type::Named(path) => Some(path),
        _ => None,
    }
}

fn object<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Object> {
    match &api.types.get(definition_of(api, ty)?)?.kind {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

fn enumeration<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Enumeration> {
    match &api.types.get(definition_of(api, ty)?)?.kind {
        TypeKind::Enumeration(enumeration) => Some(enumeration),
        _ => None,
    }
}
