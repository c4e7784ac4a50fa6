//! How an operation pages: from an output to its items and the next cursor.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::output;
use crate::api::{Emptiness, NextPage, Operation, Output, Pagination, Step};
use crate::emit::names::{ident, literal};
use crate::emit::scope::{Scope, tokens};

/// `impl Paginated` of the operation, where it pages.
pub(super) fn implementation(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let Some(pagination) = &operation.pagination else {
        return TokenStream::new();
    };
    let paginated = tokens(&scope.runtime("Paginated"));
    let marker = ident(&operation.marker);
    let item = scope.ty_tokens(&pagination.item);
    let cursor = tokens(&literal(&pagination.cursor));
    let (vec, option) = (
        tokens(&scope.prelude("std::vec::Vec")),
        tokens(&scope.prelude("std::option::Option")),
    );
    let string = tokens(&scope.prelude("std::string::String"));
    let output = tokens(&output::ty(&operation.output, scope));
    let (next, items) = paths(operation, pagination);
    let way = way(pagination, scope);
    quote! {
        impl #paginated for #marker {
            type Item = #item;
            const CURSOR: &'static str = #cursor;
            #way

            fn page(output: #output) -> (#vec<Self::Item>, #option<#string>) {
                let next = #next;
                (#items, next)
            }
        }
    }
}

/// How the next page is found, where it isn't told.
fn way(pagination: &Pagination, scope: &Scope<'_>) -> TokenStream {
    let way = match pagination.next {
        NextPage::Told { .. } => return TokenStream::new(),
        NextPage::InUrl(_) => quote! { InUrl },
        NextPage::InLink => quote! { InLink },
        NextPage::Numbered(first) => {
            let first = Literal::u64_unsuffixed(first);
            quote! { Numbered(#first) }
        }
        NextPage::Offset(first) => {
            let first = Literal::u64_unsuffixed(first);
            quote! { Offset(#first) }
        }
    };
    let next_page = tokens(&scope.runtime("NextPage"));
    quote! { const NEXT: #next_page = #next_page::#way; }
}

fn paths(operation: &Operation, pagination: &Pagination) -> (TokenStream, TokenStream) {
    let (steps, is_integer) = match &pagination.next {
        NextPage::Told { steps, is_integer } => (steps.as_slice(), *is_integer),
        NextPage::InUrl(steps) => (steps.as_slice(), false),
        NextPage::InLink | NextPage::Numbered(_) | NextPage::Offset(_) => (&[][..], false),
    };
    let next = next(quote! { output }, steps, is_integer);
    let items = items(quote! { output }, &pagination.items);
    if !matches!(operation.output, Output::Maybe(_)) {
        return (next, items);
    }
    (
        quote! { output.as_ref().and_then(|output| #next) },
        quote! { output.map(|output| #items).unwrap_or_default() },
    )
}

/// The next cursor, copied out as a text.
fn next(from: TokenStream, steps: &[Step], is_integer: bool) -> TokenStream {
    let Some((step, rest)) = steps.split_first() else {
        return quote! { None };
    };
    let field = ident(&step.field);
    let place = quote! { #from.#field };
    if rest.is_empty() {
        return match (step.ty, is_integer) {
            (Emptiness::Never, false) => quote! { Some(#place.clone()) },
            (Emptiness::Never, true) => quote! { Some(#place.to_string()) },
            (Emptiness::Option, false) => quote! { #place.clone() },
            (Emptiness::Option, true) => quote! { #place.map(|next| next.to_string()) },
            (Emptiness::Nullable, false) => quote! { #place.value().cloned() },
            (Emptiness::Nullable, true) => quote! { #place.value().map(|next| next.to_string()) },
        };
    }
    let inner = |from| next(from, rest, is_integer);
    match step.ty {
        Emptiness::Never => inner(place),
        Emptiness::Option => {
            let inner = inner(quote! { value });
            quote! { #place.as_ref().and_then(|value| #inner) }
        }
        Emptiness::Nullable => {
            let inner = inner(quote! { value });
            quote! { #place.value().and_then(|value| #inner) }
        }
    }
}

/// The items, moved out.
fn items(from: TokenStream, steps: &[Step]) -> TokenStream {
    let Some((step, rest)) = steps.split_first() else {
        return from;
    };
    let field = ident(&step.field);
    let place = quote! { #from.#field };
    let place = match step.ty {
        Emptiness::Never => return items(place, rest),
        Emptiness::Option => place,
        Emptiness::Nullable => quote! { #place.into_value() },
    };
    if rest.is_empty() {
        quote! { #place.unwrap_or_default() }
    } else {
        let inner = items(quote! { value }, rest);
        quote! { #place.map(|value| #inner).unwrap_or_default() }
    }
}
