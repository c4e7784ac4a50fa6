//! Where error bodies keep their message and their code: where `sdk.toml` says, else in the usual places and in those
//! that the errors which the document declares have for it.

use std::collections::HashSet;

use crate::api::{ErrorFields, Group, Object, Operation, Type, TypeKind, Types};
use crate::config::ErrorsConfig;

/// How far down in an error body it is looked for.
const DEEPEST: usize = 3;

/// The step to the first item of a list.
const FIRST: &str = "0";

/// Something that error bodies tell.
struct Subject {
    /// Where it is usually found.
    usual: &'static [&'static str],
    /// What the member is called, in small letters and digits alone, the likeliest name first.
    names: &'static [&'static str],
    /// Whether a value of such a type can be it.
    fits: fn(&Type, &Types) -> bool,
}

const MESSAGE: Subject = Subject {
    usual: &[
        "message",
        "error.message",
        "detail",
        "title",
        "error_description",
        "error",
    ],
    names: &[
        "message",
        "errormessage",
        "detail",
        "description",
        "errordescription",
        "title",
        "msg",
        "errormsg",
        "reason",
        "error",
        "err",
        "messages",
        "errormessages",
        "errors",
    ],
    fits: is_text,
};

const CODE: Subject = Subject {
    usual: &["code", "error.code", "type"],
    names: &["code", "errorcode", "errcode", "errortype", "type"],
    fits: is_code,
};

/// What leads to what is told of an error: members with such names, spelled as above, and items.
const HOLDERS: [&str; 6] = ["error", "errors", "fault", "failure", "meta", FIRST];

pub(super) fn find(config: &ErrorsConfig, groups: &[Group], types: &Types) -> ErrorFields {
    let paths = |chosen: &Option<Vec<String>>, subject: &Subject| match chosen {
        Some(chosen) => chosen.clone(),
        None => paths(subject, groups, types),
    };
    ErrorFields {
        message: paths(&config.message, &MESSAGE),
        code: paths(&config.code, &CODE),
        request_id: config.request_id.clone(),
    }
}

/// The usual places, and one for each declared error that has it in none of them.
fn paths(subject: &Subject, groups: &[Group], types: &Types) -> Vec<String> {
    let mut paths: Vec<String> = subject.usual.iter().map(ToString::to_string).collect();
    let mut seen = HashSet::new();
    let operations = groups.iter().flat_map(|group| &group.operations);
    for error in operations.flat_map(declared_errors) {
        if seen.insert(error) && !paths.iter().any(|path| is_at(path, error, subject, types)) {
            paths.extend(search(error, subject, types, DEEPEST));
        }
    }
    paths
}

fn declared_errors(operation: &Operation) -> impl Iterator<Item = &Type> {
    operation
        .failures
        .iter()
        .filter_map(|failure| failure.ty.as_ref())
}

fn is_at(path: &str, error: &Type, subject: &Subject, types: &Types) -> bool {
    let (first, rest) = match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    steps(error, types).any(|(name, ty)| {
        name == first
            && match rest {
                Some(rest) => is_at(rest, ty, subject, types),
                None => (subject.fits)(ty, types),
            }
    })
}

/// The path to the member with the likeliest name: in the body itself, or else in what it holds.
fn search(error: &Type, subject: &Subject, types: &Types, depth: usize) -> Option<String> {
    let fits = |wanted: &&str| {
        let mut steps = steps(error, types);
        steps.find(|(name, ty)| plain(name) == *wanted && (subject.fits)(ty, types))
    };
    if let Some((name, _)) = subject.names.iter().find_map(fits) {
        return Some(name.to_owned());
    }
    let deeper = depth.checked_sub(1)?;
    let mut holders = steps(error, types).filter(|(name, _)| HOLDERS.contains(&&*plain(name)));
    holders.find_map(|(name, ty)| Some(format!("{name}.{}", search(ty, subject, types, deeper)?)))
}

/// Where a path can go on from here, if it is of one kind: to a member, or to the first item. A name with a dot in it can't
/// be a part of a path.
fn steps<'t>(from: &'t Type, types: &'t Types) -> impl Iterator<Item = (&'t str, &'t Type)> {
    let from = value(from, types);
    let item = match from {
        Type::List(item) => Some((FIRST, &**item)),
        _ => None,
    };
    let members = objects(from, types).flat_map(|object| &object.members);
    let members = members.map(|member| (member.wire_name.as_str(), &member.ty));
    item.into_iter()
        .chain(members.filter(|(name, _)| !name.contains('.')))
}

/// The object that a type is, or those that it may be.
fn objects<'t>(ty: &'t Type, types: &'t Types) -> impl Iterator<Item = &'t Object> {
    let variants = match ty.kind(types) {
        Some(TypeKind::Union(union)) => union.variants.as_slice(),
        _ => &[],
    };
    let all = std::iter::once(ty).chain(variants.iter().map(|variant| &variant.ty));
    all.filter_map(|ty| ty.object(types))
}

/// The type without what may be empty, and behind aliases.
fn value<'t>(ty: &'t Type, types: &'t Types) -> &'t Type {
    match ty.resolved(types) {
        Type::Optional(inner) | Type::Nullable(inner) | Type::Boxed(inner) => value(inner, types),
        other => other,
    }
}

/// Of several texts all are printed.
fn is_text(ty: &Type, types: &Types) -> bool {
    match value(ty, types) {
        Type::Text => true,
        Type::List(item) => *value(item, types) == Type::Text,
        _ => false,
    }
}

fn is_code(ty: &Type, types: &Types) -> bool {
    let ty = value(ty, types);
    matches!(ty, Type::Text | Type::Integer(_) | Type::Float)
        || matches!(
            ty.kind(types),
            Some(TypeKind::Enumeration(_) | TypeKind::Newtype(_))
        )
}

/// The name without what tells spellings apart: `errorMessage`, `error_message` and `ErrorMessage` are alike.
fn plain(name: &str) -> String {
    let told = name.chars().filter(char::is_ascii_alphanumeric);
    told.map(|letter| letter.to_ascii_lowercase()).collect()
}
