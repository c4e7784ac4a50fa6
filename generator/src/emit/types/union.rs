//! Unions: an enum with a value in each variant, and how the variants are told apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::object::macro_text;
use crate::api::{Type, TypeDefinition, TypePath, Union, UnionVariant};
use crate::emit::layout::{Declaration, Kind, Member};
use crate::emit::names::{ident, identifier, literal};
use crate::emit::scope::{Scope, tokens};
use crate::emit::source_file::SourceFile;
use crate::emit::surface::{Of, Table};
use crate::emit::{docs, markdown};

pub(super) fn add(
    path: &TypePath,
    definition: &TypeDefinition,
    union: &Union,
    scope: &Scope<'_>,
    file: &mut SourceFile,
) {
    let variants = union.variants.iter().map(|variant| Member {
        docs: docs::lines(&variant.docs, || fallback(variant)),
        name: identifier(&variant.name),
        ty: Some(scope.ty(&variant.ty)),
    });
    let unknown = Member {
        docs: vec!["A value that fits none of the variants, as it came.".to_owned()],
        name: "Unrecognized".to_owned(),
        ty: Some(scope.item("serde_json::Value")),
    };
    file.declaration(Declaration {
        docs: super::documentation(path, definition),
        derives: "Clone, Debug, PartialEq",
        kind: Kind::Enum,
        name: identifier(&path.name),
        members: variants.chain([unknown]).collect(),
    });
    let lines = union
        .variants
        .iter()
        .map(|variant| line(variant, union.tag().is_some(), scope));
    file.table(
        Table {
            name: identifier(&path.name),
            of: Of::Variants,
        },
        macro_text(&scope.wire("union"), &head(path, union), lines),
    );
    for variant in scope.convertible(path, union) {
        for conversion in conversions(path, variant, scope) {
            file.items(conversion);
        }
    }
}

/// `Pet by "petType" else 2`: the last is the variant of what has no tag that is known. `writes` instead of `by` where the
/// union writes some tags itself.
fn head(path: &TypePath, union: &Union) -> String {
    let mut head = identifier(&path.name);
    if let Some(member) = union.tag() {
        let writes = union.variants.iter().any(|it| it.written.is_some());
        let how = if writes { "writes" } else { "by" };
        head += &format!(" {how} {}", literal(member));
        let default = union.variants.iter().position(|variant| variant.is_default);
        head.extend(default.map(|index| format!(" else {index}")));
    }
    head
}

fn fallback(variant: &UnionVariant) -> String {
    match variant.tags.first() {
        Some(tag) => markdown::code(tag),
        None if variant.is_default => "Of any other kind: what all have in common.".to_owned(),
        None => format!(
            "{}.",
            super::capitalised(&crate::emit::names::words(&variant.name))
        ),
    }
}

fn line(variant: &UnionVariant, is_tagged: bool, scope: &Scope<'_>) -> String {
    let tags: Vec<String> = variant.tags.iter().map(|tag| literal(tag)).collect();
    let tags = if is_tagged && !tags.is_empty() {
        format!(": {}", tags.join(" | "))
    } else {
        String::new()
    };
    let written = variant.written.as_deref().map(literal);
    let written = written.map_or_else(String::new, |tag| format!(" => {tag}"));
    format!(
        "{}({}){tags}{written},",
        identifier(&variant.name),
        scope.ty(&variant.ty)
    )
}

/// `From` for what the variant holds.
fn conversions(path: &TypePath, variant: &UnionVariant, scope: &Scope<'_>) -> Vec<TokenStream> {
    let from = tokens(&scope.prelude("std::convert::From"));
    let (name, variant_name) = (ident(&path.name), ident(&variant.name));
    let into_variant = |from_type: TokenStream, value: TokenStream| {
        quote! {
            impl #from<#from_type> for #name {
                fn from(value: #from_type) -> Self {
                    Self::#variant_name(#value)
                }
            }
        }
    };
    let boxed = tokens(&scope.prelude("std::boxed::Box"));
    match (&variant.ty, scope.resolve(&variant.ty)) {
        (Type::Boxed(inner), _) => vec![into_variant(
            scope.ty_tokens(inner),
            quote! { #boxed::new(value) },
        )],
        (_, Type::Text) => vec![
            into_variant(scope.ty_tokens(&variant.ty), quote! { value }),
            into_variant(quote! { &str }, quote! { value.to_owned() }),
        ],
        (other, _) => vec![into_variant(scope.ty_tokens(other), quote! { value })],
    }
}
