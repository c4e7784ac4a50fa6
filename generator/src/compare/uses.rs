//! Where types are used: by what a type is found again that has another name and is not quite what it was.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Additional, Api, Operation, Output, StatusSpec, Type, TypeKind, TypePath};

/// The places at which each type is used.
pub(super) type Uses<'a, U> = BTreeMap<&'a TypePath, BTreeSet<(U, Slot<'a>)>>;

/// A place in an operation or a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot<'a> {
    /// A parameter, by its name on the wire.
    Parameter(&'a str),
    /// The request body.
    Body,
    /// The content of a success.
    Output(Option<StatusSpec>),
    /// An item of a stream.
    Item,
    /// The body of a failure.
    Failure(StatusSpec),
    /// A member, by its name on the wire.
    Member(&'a str),
    /// Members that are not listed.
    Additional,
    /// A variant of a union. Without tags it is named for its type, so that all such are one place.
    Variant(&'a [String]),
    /// What an alias stands for.
    Alias,
}

/// What uses types: an operation or a type.
pub(super) enum User<'a> {
    Operation(&'a Operation),
    Type(&'a TypePath),
}

/// The uses of all types of an API by those users that have a name, each under this name.
pub(super) fn uses<'a, U: Clone + Ord>(
    api: &'a Api,
    name: impl Fn(User<'a>) -> Option<U>,
) -> Uses<'a, U> {
    let mut uses = Uses::new();
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let of_operations = operations.map(|it| (name(User::Operation(it)), of_operation(it)));
    let of_types = api.types.iter();
    let of_types = of_types.map(|(path, it)| (name(User::Type(path)), of_type(&it.kind)));
    for (user, slots) in of_operations.chain(of_types) {
        let Some(user) = user else { continue };
        for (slot, ty) in slots {
            for path in named(ty) {
                uses.entry(path)
                    .or_default()
                    .insert((user.clone(), slot.clone()));
            }
        }
    }
    uses
}

fn of_operation(operation: &Operation) -> Vec<(Slot<'_>, &Type)> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|it| (Slot::Parameter(&it.wire_name), &it.ty));
    let body = operation.body.iter().map(|it| (Slot::Body, &it.ty));
    let item = operation.stream.iter().map(|it| (Slot::Item, &it.item));
    let failures = operation.failures.iter();
    let failures = failures.filter_map(|it| Some((Slot::Failure(it.status), it.ty.as_ref()?)));
    let output = match &operation.output {
        Output::Nothing => Vec::new(),
        Output::Always(content) | Output::Maybe(content) => vec![(Slot::Output(None), &content.ty)],
        Output::ByStatus { variants, .. } => {
            let variants = variants.iter();
            let content = variants
                .filter_map(|it| Some((Slot::Output(Some(it.status)), &it.content.as_ref()?.ty)));
            content.collect()
        }
    };
    parameters
        .chain(body)
        .chain(item)
        .chain(failures)
        .chain(output)
        .collect()
}

fn of_type(kind: &TypeKind) -> Vec<(Slot<'_>, &Type)> {
    match kind {
        TypeKind::Object(object) => {
            let members = object.members.iter();
            let members = members.map(|it| (Slot::Member(&it.wire_name), &it.ty));
            let additional = match &object.additional {
                Additional::Kept { ty, .. } => Some((Slot::Additional, ty)),
                Additional::Ignored => None,
            };
            members.chain(additional).collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            variants
                .map(|it| (Slot::Variant(&it.tags), &it.ty))
                .collect()
        }
        TypeKind::Alias(target) => vec![(Slot::Alias, target)],
        TypeKind::Enumeration(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

/// The types of the crate that a type is written with.
fn named(ty: &Type) -> Vec<&TypePath> {
    match ty {
        Type::Named(path) => vec![path],
        other => other.parts().iter().flat_map(named).collect(),
    }
}
