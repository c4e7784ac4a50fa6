//! Enumerations: an enum, and the table of its values.

use super::object::macro_text;
use crate::api::{Enumeration, EnumerationValue, EnumerationVariant, TypeDefinition, TypePath};
use crate::emit::layout::{Declaration, Kind, Member};
use crate::emit::names::{identifier, literal};
use crate::emit::scope::Scope;
use crate::emit::source_file::SourceFile;
use crate::emit::surface::{Of, Table};
use crate::emit::{docs, markdown};

pub(super) fn add(
    path: &TypePath,
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    scope: &Scope<'_>,
    file: &mut SourceFile,
) {
    let is_integer = enumeration.is_of_integers();
    let variants = enumeration.variants.iter().map(|variant| Member {
        docs: docs::lines(&variant.docs, || fallback(variant)),
        name: identifier(&variant.name),
        ty: None,
    });
    let (derives, base) = if is_integer {
        ("Clone, Copy, PartialEq, Eq, Hash", "i64".to_owned())
    } else {
        // The table's macro compares spellings, which costs the compiler less than what `derive` makes.
        ("Clone", scope.prelude("std::string::String"))
    };
    let unknown = Member {
        docs: vec!["A value that this version of the crate does not know, as it came.".to_owned()],
        name: "Unrecognized".to_owned(),
        ty: Some(base),
    };
    file.declaration(Declaration {
        docs: super::documentation(path, definition),
        derives,
        kind: Kind::Enum,
        name: identifier(&path.name),
        members: variants.chain([unknown]).collect(),
    });
    let head = if is_integer {
        format!("{}: i64", identifier(&path.name))
    } else {
        identifier(&path.name)
    };
    let lines = enumeration.variants.iter().map(line);
    file.table(
        Table {
            name: identifier(&path.name),
            of: Of::Values {
                are_integers: is_integer,
            },
        },
        macro_text(&scope.wire("enumeration"), &head, lines),
    );
}

fn fallback(variant: &EnumerationVariant) -> String {
    match &variant.value {
        EnumerationValue::Text(text) if text.is_empty() => "The empty text.".to_owned(),
        EnumerationValue::Text(text) => match markdown::code(text) {
            // Nothing of it shows.
            code if code.is_empty() => markdown::code(&literal(text)),
            code => code,
        },
        EnumerationValue::Integer(number) => format!("`{number}`"),
    }
}

/// The spelling that is written, then the others that are read.
fn line(variant: &EnumerationVariant) -> String {
    let value = match &variant.value {
        EnumerationValue::Text(text) => literal(text),
        EnumerationValue::Integer(number) => number.to_string(),
    };
    let aliases: String = variant
        .aliases
        .iter()
        .map(|alias| format!(" | {}", literal(alias)))
        .collect();
    format!("{}: {value}{aliases},", identifier(&variant.name))
}
