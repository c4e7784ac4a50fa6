//! Unions: an enum with a value in each variant, and how the variants are told apart.

use std::collections::BTreeMap;

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
    for conversion in conversions(path, union, scope) {
        file.items(conversion);
    }
}

/// `Pet by "petType" else 2`: the last is the variant of what has no tag that is known.
fn head(path: &TypePath, union: &Union) -> String {
    let mut head = identifier(&path.name);
    if let Some(member) = union.tag() {
        head += &format!(" by {}", literal(member));
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
    format!(
        "{}({}){tags},",
        identifier(&variant.name),
        scope.ty(&variant.ty)
    )
}

/// `From` for what only one variant can hold.
fn conversions(path: &TypePath, union: &Union, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut holders: BTreeMap<&Type, Vec<&UnionVariant>> = BTreeMap::new();
    for variant in &union.variants {
        holders
            .entry(held(&variant.ty, scope))
            .or_default()
            .push(variant);
    }
    let own = Type::Named(path.clone());
    union
        .variants
        .iter()
        .filter(|variant| {
            let held = held(&variant.ty, scope);
            *held != own
                && *held != Type::Any
                && holders.get(held).is_some_and(|all| all.len() == 1)
        })
        .flat_map(|variant| conversion(path, variant, scope))
        .collect()
}

/// What a variant holds, behind aliases and the `Box`.
fn held<'t>(ty: &'t Type, scope: &'t Scope<'_>) -> &'t Type {
    match scope.resolve(ty) {
        Type::Boxed(inner) => scope.resolve(inner),
        other => other,
    }
}

fn conversion(path: &TypePath, variant: &UnionVariant, scope: &Scope<'_>) -> Vec<TokenStream> {
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
