//! How an operation pages: from an output to its items and the next cursor.

use proc_macro2::TokenStream;
use quote::quote;

use super::output;
use crate::api::{Emptiness, Operation, Output, Pagination, Step};
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
    quote! {
        impl #paginated for #marker {
            type Item = #item;
            const CURSOR: &'static str = #cursor;

            fn page(output: #output) -> (#vec<Self::Item>, #option<#string>) {
                let next = #next;
                (#items, next)
            }
        }
    }
}

fn paths(operation: &Operation, pagination: &Pagination) -> (TokenStream, TokenStream) {
    if matches!(operation.output, Output::Maybe(_)) {
        let (next, items) = (
            next(quote! { output }, &pagination.next),
            items(quote! { output }, &pagination.items),
        );
        (
            quote! { output.as_ref().and_then(|output| #next) },
            quote! { output.map(|output| #items).unwrap_or_default() },
        )
    } else {
        (
            next(quote! { output }, &pagination.next),
            items(quote! { output }, &pagination.items),
        )
    }
}

/// The next cursor, copied out.
fn next(from: TokenStream, steps: &[Step]) -> TokenStream {
    let Some((step, rest)) = steps.split_first() else {
        return quote! { None };
    };
    let field = ident(&step.field);
    let place = quote! { #from.#field };
    if rest.is_empty() {
        return match step.ty {
            Emptiness::Never => quote! { Some(#place.clone()) },
            Emptiness::Option => quote! { #place.clone() },
            Emptiness::Nullable => quote! { #place.value().cloned() },
        };
    }
    match step.ty {
        Emptiness::Never => next(place, rest),
        Emptiness::Option => {
            let inner = next(quote! { value }, rest);
            quote! { #place.as_ref().and_then(|value| #inner) }
        }
        Emptiness::Nullable => {
            let inner = next(quote! { value }, rest);
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
