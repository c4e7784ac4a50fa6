//! How the items of a reply are read while it arrives.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Framing, Operation, Type};
use crate::emit::names::{ident, literal};
use crate::emit::scope::{Scope, tokens};

/// `impl Streamed` of the operation, where its reply comes item by item.
pub(super) fn implementation(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let Some(stream) = &operation.stream else {
        return TokenStream::new();
    };
    let marker = ident(&operation.marker);
    let (streamed, framing) = (
        tokens(&scope.runtime("Streamed")),
        tokens(&scope.runtime("Framing")),
    );
    let variant = match stream.framing {
        Framing::EventData => quote! { EventData },
        Framing::EventObjects { json } => quote! { EventObjects { json: &[#(#json),*] } },
        Framing::Lines => quote! { Lines },
        Framing::Sequence => quote! { Sequence },
    };
    let media_type = tokens(&literal(&stream.media_type));
    let item = scope.ty_tokens(&stream.item);
    let (result, error) = (
        tokens(&scope.prelude("std::result::Result")),
        tokens(&scope.wire("DecodeError")),
    );
    let decoded = match stream.item {
        Type::Text => quote! { Ok(text.to_owned()) },
        _ => {
            let from_json = tokens(&scope.wire("from_json"));
            quote! { #from_json(text.as_bytes()) }
        }
    };
    quote! {
        impl #streamed for #marker {
            type Item = #item;
            const ACCEPT: &'static str = #media_type;
            const FRAMING: #framing = #framing::#variant;

            fn decode_item(text: &str) -> #result<Self::Item, #error> {
                #decoded
            }
        }
    }
}
