//! Enumerations: an enum, and the table of its values.

use quote::quote;

use super::object::macro_text;
use crate::api::{Enumeration, EnumerationValue, EnumerationVariant, TypeDefinition, TypePath};
use crate::emit::names::{ident, identifier, literal};
use crate::emit::scope::{Scope, tokens};
use crate::emit::source_file::SourceFile;
use crate::emit::{docs, markdown};

pub(super) fn add(
    path: &TypePath,
    definition: &TypeDefinition,
    enumeration: &Enumeration,
    scope: &Scope<'_>,
    file: &mut SourceFile,
) {
    let is_integer = enumeration
        .variants
        .iter()
        .any(|variant| matches!(variant.value, EnumerationValue::Integer(_)));
    let documentation = super::documentation(path, definition);
    let name = ident(&path.name);
    let variants = enumeration.variants.iter().map(|variant| {
        let docs = docs::attributes(&docs::lines(&variant.docs, &fallback(variant)));
        let name = ident(&variant.name);
        quote! { #docs #name }
    });
    let copy = is_integer.then(|| quote! { Copy, });
    let unknown =
        docs::attribute("A value that this version of the crate does not know, as it came.");
    let base = if is_integer {
        quote! { i64 }
    } else {
        tokens(&scope.prelude("std::string::String"))
    };
    file.items(quote! {
        #documentation
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown
            Unrecognized(#base),
        }
    });
    let head = if is_integer {
        format!("{}: i64", identifier(&path.name))
    } else {
        identifier(&path.name)
    };
    let lines = enumeration.variants.iter().map(line);
    file.text(macro_text(&scope.wire("enumeration"), &head, lines));
}

fn fallback(variant: &EnumerationVariant) -> String {
    match &variant.value {
        EnumerationValue::Text(text) => match markdown::code(text) {
            code if code.is_empty() => "The empty text.".to_owned(),
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
