//! Which types travel in requests and which in responses.

use std::collections::BTreeSet;

use crate::api::{
    Access, Additional, BodyEncoding, Group, Member, Need, Newtype, NewtypeRule, Object, Operation,
    Output, Type, TypeDefinition, TypeKind, TypePath, Types, Usage,
};

/// Marks each type with the direction in which it travels. Webhooks are received.
pub(super) fn mark(groups: &[Group], webhooks: &[Type], types: &mut Types) {
    let mut requests = BTreeSet::new();
    let mut responses = BTreeSet::new();
    for ty in webhooks {
        reach(ty, types, &mut responses);
    }
    for operation in groups.iter().flat_map(|group| &group.operations) {
        for ty in sent(operation) {
            reach(ty, types, &mut requests);
        }
        for ty in received(operation) {
            reach(ty, types, &mut responses);
        }
    }
    for (path, definition) in types {
        definition.usage = Usage {
            request: requests.contains(path),
            response: responses.contains(path),
        };
        if definition.usage == Usage::default() {
            // Nobody refers to it: whoever needs it by hand can make it.
            definition.usage.request = true;
        }
        if let TypeKind::Object(object) = &mut definition.kind {
            free(&mut object.members, definition.usage);
        }
    }
}

/// Members that only one side sets can't be demanded of the other
/// ([Fixed Fields](https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-20), `readOnly` and `writeOnly`).
fn free(members: &mut [Member], usage: Usage) {
    for member in members {
        let lacking = match member.access {
            Access::Both => false,
            Access::ReadOnly => usage.request,
            Access::WriteOnly => usage.response,
        };
        if member.required && lacking {
            member.free();
        }
    }
}

pub(super) fn sent(operation: &Operation) -> impl Iterator<Item = &Type> {
    operation
        .parameters
        .iter()
        .map(|parameter| &parameter.ty)
        .chain(operation.body.as_ref().map(|body| &body.ty))
}

pub(super) fn received(operation: &Operation) -> impl Iterator<Item = &Type> {
    let success: Vec<&Type> = match &operation.output {
        Output::Nothing => Vec::new(),
        Output::Always(content) | Output::Maybe(content) => vec![&content.ty],
        Output::ByStatus { variants, .. } => variants
            .iter()
            .filter_map(|variant| variant.content.as_ref())
            .map(|content| &content.ty)
            .collect(),
    };
    let items = operation.stream.as_ref().map(|stream| &stream.item);
    success.into_iter().chain(items).chain(
        operation
            .failures
            .iter()
            .filter_map(|failure| failure.ty.as_ref()),
    )
}

fn reach(ty: &Type, types: &Types, reached: &mut BTreeSet<TypePath>) {
    let mut waiting: Vec<&Type> = vec![ty];
    while let Some(ty) = waiting.pop() {
        waiting.extend(ty.parts());
        match ty {
            Type::Named(path) if reached.insert(path.clone()) => {
                if let Some(definition) = types.get(path) {
                    waiting.extend(within(&definition.kind));
                }
            }
            _ => {}
        }
    }
}

/// The types that a type is made of.
pub(super) fn within(kind: &TypeKind) -> Vec<&Type> {
    match kind {
        TypeKind::Object(Object {
            members,
            additional,
            ..
        }) => {
            let additional = match additional {
                Additional::Kept { ty, .. } => Some(ty),
                Additional::Ignored => None,
            };
            members
                .iter()
                .map(|member| &member.ty)
                .chain(additional)
                .collect()
        }
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias(target) => vec![target],
        TypeKind::Enumeration(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

/// The optional parts of the runtime that the crate needs.
pub(super) fn needs(groups: &[Group], types: &Types) -> BTreeSet<Need> {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let mut waiting: Vec<&Type> = operations()
        .flat_map(|operation| sent(operation).chain(received(operation)))
        .collect();
    waiting.extend(
        types
            .values()
            .flat_map(|definition| within(&definition.kind)),
    );
    let mut needs = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        waiting.extend(ty.parts());
        match ty {
            Type::DateTime | Type::Date => {
                needs.insert(Need::Dates);
            }
            Type::Uuid => {
                needs.insert(Need::Uuids);
            }
            Type::Tuple(_) => {
                needs.insert(Need::Tuples);
            }
            Type::Base64 => {
                needs.insert(Need::Base64);
            }
            _ => {}
        }
    }
    let multipart = |operation: &Operation| {
        operation
            .body
            .as_ref()
            .is_some_and(|body| body.encoding == BodyEncoding::Multipart)
    };
    if operations().any(multipart) {
        needs.insert(Need::Multipart);
    }
    if operations().any(|operation| operation.stream.is_some()) {
        needs.insert(Need::Events);
    }
    let pattern = |definition: &TypeDefinition| {
        matches!(
            &definition.kind,
            TypeKind::Newtype(Newtype {
                rule: Some(NewtypeRule::Text {
                    pattern: Some(_),
                    ..
                }),
                ..
            })
        )
    };
    if types.values().any(pattern) {
        needs.insert(Need::Patterns);
    }
    needs
}
