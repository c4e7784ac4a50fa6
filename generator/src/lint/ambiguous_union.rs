//! Unions whose variants can't be told apart by their shape.

use super::Context;
use crate::api::{Api, Enumeration, Member, Object, Type, TypeKind, TypePath, Union, UnionVariant};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let api = context.api;
    for (path, definition) in &api.types {
        let TypeKind::Union(union) = &definition.kind else {
            continue;
        };
        let (Some((first, second, by)), Some(place)) =
            (ambiguous(api, union), context.place(definition))
        else {
            continue;
        };
        let message = format!(
            "`{}` and `{}` of the union `{}` can't be told apart by their {}",
            first.name,
            second.name,
            path.name,
            by.words()
        );
        let mut diagnostic = Diagnostic::warning(codes::AMBIGUOUS_UNION, message).at(place);
        for variant in [first, second] {
            if let Some(place) =
                definition_of(api, &variant.ty).and_then(|path| context.place(api.types.get(path)?))
            {
                diagnostic = diagnostic.related(place, format!("`{}`", variant.name));
            }
        }
        diagnostics.push(diagnostic.help(by.help()));
    }
}

/// What two types have in common.
#[derive(Clone, Copy)]
enum Alike {
    Members,
    Items,
    Values,
}

impl Alike {
    fn words(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Items => "items",
            Self::Values => "values",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Members => {
                "add a `discriminator`, or a required member that only one of them has"
            }
            Self::Items => "give the items a required member that only those of one of them have",
            Self::Values => "let each value be of one of them only",
        }
    }
}

/// The first two variants of which each fits what the other fits.
fn ambiguous<'u>(
    api: &Api,
    union: &'u Union,
) -> Option<(&'u UnionVariant, &'u UnionVariant, Alike)> {
    if union.discriminator.is_some() {
        return None;
    }
    let mut pairs = union
        .variants
        .iter()
        .enumerate()
        .flat_map(|(index, first)| {
            let others = &union.variants[index + 1..];
            others.iter().map(move |second| (first, second))
        });
    pairs.find_map(|(first, second)| Some((first, second, alike(api, &first.ty, &second.ty)?)))
}

/// By what values of two types can't be told apart; `None` where they can, or where that is not certain.
fn alike(api: &Api, one: &Type, other: &Type) -> Option<Alike> {
    if let (Type::List(one), Type::List(other)) = (api.resolved(one), api.resolved(other)) {
        return alike(api, one, other).map(|_| Alike::Items);
    }
    if let (Some(one), Some(other)) = (one.object(&api.types), other.object(&api.types)) {
        let is_alike = !are_apart(api, one, other) && !are_apart(api, other, one);
        return is_alike.then_some(Alike::Members);
    }
    let (one, other) = (one.enumeration(&api.types)?, other.enumeration(&api.types)?);
    shares_values(one, other).then_some(Alike::Values)
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
    match (one.enumeration(&api.types), other.enumeration(&api.types)) {
        (Some(one), Some(other)) => !shares_values(one, other),
        _ => api.resolved(one) != api.resolved(other),
    }
}

fn shares_values(one: &Enumeration, other: &Enumeration) -> bool {
    let mut values = one.variants.iter().map(|variant| &variant.value);
    values.any(|value| other.variants.iter().any(|theirs| theirs.value == *value))
}

fn definition_of<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a TypePath> {
    match api.resolved(ty) {
        Type::Boxed(inner) => definition_of(api, inner),
        Type::Named(path) => Some(path),
        _ => None,
    }
}
