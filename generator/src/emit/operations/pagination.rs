//! How an operation pages: from an output to its items and the next cursor.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::output;
use crate::api::{Cursor, Emptiness, NextPage, Operation, Pagination, Step};
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
    let cursor_type = tokens(&scope.runtime("Cursor"));
    let cursor = cursor(&pagination.cursor);
    let (vec, option) = (
        tokens(&scope.prelude("std::vec::Vec")),
        tokens(&scope.prelude("std::option::Option")),
    );
    let string = tokens(&scope.prelude("std::string::String"));
    let output = tokens(&output::ty(&operation.output, scope));
    let page = page(pagination);
    let way = way(pagination, scope);
    let goes_on = pagination.more.as_ref().map(|more| {
        let goes_on = goes_on(more);
        quote! {
            fn goes_on(output: &#output) -> bool {
                #goes_on
            }
        }
    });
    quote! {
        impl #paginated for #marker {
            type Item = #item;
            const CURSOR: #cursor_type = #cursor_type::#cursor;
            #way
            #goes_on

            fn page(output: #output) -> (#vec<Self::Item>, #option<#string>) {
                #page
            }
        }
    }
}

fn cursor(cursor: &Cursor) -> TokenStream {
    let (place, name) = match cursor {
        Cursor::Query(name) => (quote! { Query }, name),
        Cursor::Header(name) => (quote! { Header }, name),
        Cursor::Text(name) => (quote! { Text }, name),
        Cursor::Number(name) => (quote! { Number }, name),
    };
    let name = tokens(&literal(name));
    quote! { #place(#name) }
}

/// How the next page is found, where it isn't told.
fn way(pagination: &Pagination, scope: &Scope<'_>) -> TokenStream {
    let way = match &pagination.next {
        NextPage::Told { .. } | NextPage::LastItem { .. } => return TokenStream::new(),
        NextPage::InUrl(_) => quote! { InUrl },
        NextPage::InLink => quote! { InLink },
        NextPage::InHeader(name) => {
            let name = tokens(&literal(name));
            quote! { InHeader(#name) }
        }
        NextPage::Numbered(first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote! { Numbered(#first) }
        }
        NextPage::Offset(first) => {
            let first = Literal::u64_unsuffixed(*first);
            quote! { Offset(#first) }
        }
    };
    let next_page = tokens(&scope.runtime("NextPage"));
    quote! { const NEXT: #next_page = #next_page::#way; }
}

/// The items and the next cursor of what is called `output`.
fn page(pagination: &Pagination) -> TokenStream {
    let output = quote! { output };
    let items = items(&output, &pagination.items);
    let next = match &pagination.next {
        NextPage::Told { steps, is_integer } => {
            Copied::at(&output, steps, Kind::of_cursor(*is_integer)).optional()
        }
        NextPage::InUrl(steps) => Copied::at(&output, steps, Kind::Text).optional(),
        NextPage::LastItem { steps, is_integer } => {
            let last = Copied::at(&quote! { item }, steps, Kind::of_cursor(*is_integer));
            let last = last.of(&quote! { items.last() }, &quote! { item }).value;
            // The items are moved out before their last one is looked at.
            return quote! {
                let items = #items;
                let next = #last;
                (items, next)
            };
        }
        NextPage::InLink | NextPage::InHeader(_) | NextPage::Numbered(_) | NextPage::Offset(_) => {
            quote! { None }
        }
    };
    quote! {
        let next = #next;
        (#items, next)
    }
}

/// Whether there may be more pages after what is called `output`, by a flag there.
fn goes_on(more: &[Step]) -> TokenStream {
    let Copied { value, is_optional } = Copied::at(&quote! { output }, more, Kind::Flag);
    if is_optional {
        quote! { #value != Some(false) }
    } else {
        value
    }
}

/// A value that is copied out of another one.
struct Copied {
    value: TokenStream,
    is_optional: bool,
}

/// What such a value is where it stands.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// It becomes a text.
    Integer,
    Flag,
}

impl Kind {
    fn of_cursor(is_integer: bool) -> Self {
        if is_integer {
            Self::Integer
        } else {
            Self::Text
        }
    }
}

impl Copied {
    /// What is at the end of these steps.
    fn at(from: &TokenStream, steps: &[Step], kind: Kind) -> Self {
        let Some((step, rest)) = steps.split_first() else {
            return Self {
                value: from.clone(),
                is_optional: false,
            };
        };
        let field = ident(&step.field);
        let place = quote! { #from.#field };
        if step.ty == Emptiness::Never && !rest.is_empty() {
            return Self::at(&place, rest, kind);
        }
        if !rest.is_empty() {
            let inner = quote! { value };
            let option = match step.ty {
                Emptiness::Nullable => quote! { #place.value() },
                _ => quote! { #place.as_ref() },
            };
            return Self::at(&inner, rest, kind).of(&option, &inner);
        }
        let value = match (step.ty, kind) {
            (Emptiness::Never | Emptiness::Option, Kind::Text) => quote! { #place.clone() },
            (Emptiness::Never | Emptiness::Option, Kind::Flag) => place,
            (Emptiness::Never, Kind::Integer) => quote! { #place.to_string() },
            (Emptiness::Option, Kind::Integer) => quote! { #place.map(|next| next.to_string()) },
            (Emptiness::Nullable, Kind::Text) => quote! { #place.value().cloned() },
            (Emptiness::Nullable, Kind::Flag) => quote! { #place.value().copied() },
            (Emptiness::Nullable, Kind::Integer) => {
                quote! { #place.value().map(|next| next.to_string()) }
            }
        };
        Self {
            value,
            is_optional: step.ty != Emptiness::Never,
        }
    }

    /// The same out of what may not be there, and is called `name` if it is.
    fn of(self, option: &TokenStream, name: &TokenStream) -> Self {
        let value = self.value;
        let value = if self.is_optional {
            quote! { #option.and_then(|#name| #value) }
        } else {
            quote! { #option.map(|#name| #value) }
        };
        Self {
            value,
            is_optional: true,
        }
    }

    fn optional(self) -> TokenStream {
        let value = self.value;
        if self.is_optional {
            value
        } else {
            quote! { Some(#value) }
        }
    }
}

/// The items, moved out.
fn items(from: &TokenStream, steps: &[Step]) -> TokenStream {
    let Some((step, rest)) = steps.split_first() else {
        return from.clone();
    };
    let field = ident(&step.field);
    let place = quote! { #from.#field };
    let place = match step.ty {
        Emptiness::Never => return items(&place, rest),
        Emptiness::Option => place,
        Emptiness::Nullable => quote! { #place.into_value() },
    };
    if rest.is_empty() {
        quote! { #place.unwrap_or_default() }
    } else {
        let inner = items(&quote! { value }, rest);
        quote! { #place.map(|value| #inner).unwrap_or_default() }
    }
}
