//! What a call gives, and how it is read from the reply.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::api::{Content, ContentEncoding, Operation, Output, StatusSpec, Success};
use crate::emit::docs;
use crate::emit::layout::{Declaration, Kind, Member};
use crate::emit::names::{ident, identifier};
use crate::emit::scope::{Scope, tokens};

/// The type that a call gives.
pub(super) fn ty(output: &Output, scope: &Scope<'_>) -> String {
    match output {
        Output::Nothing => "()".to_owned(),
        Output::Always(content) => content_ty(content, scope),
        Output::Maybe(content) => {
            format!(
                "{}<{}>",
                scope.prelude("std::option::Option"),
                content_ty(content, scope)
            )
        }
        Output::ByStatus { name, .. } => crate::emit::names::identifier(name),
    }
}

fn content_ty(content: &Content, scope: &Scope<'_>) -> String {
    match content.encoding {
        ContentEncoding::Json => scope.ty(&content.ty),
        ContentEncoding::Text => scope.prelude("std::string::String"),
        ContentEncoding::Bytes => scope.item("bytes::Bytes"),
    }
}

/// The media types to ask for.
pub(super) fn accept(output: &Output) -> String {
    let mut accepted: Vec<&str> = match output {
        Output::Nothing => Vec::new(),
        Output::Always(content) | Output::Maybe(content) => vec![&content.media_type],
        Output::ByStatus { variants, .. } => variants
            .iter()
            .filter_map(|variant| variant.content.as_ref())
            .map(|content| content.media_type.as_str())
            .collect(),
    };
    // Errors come as JSON nearly everywhere, also where success has no content.
    if accepted.is_empty() {
        accepted.push("application/json");
    }
    let mut seen = std::collections::BTreeSet::new();
    accepted.retain(|media_type| seen.insert(*media_type));
    accepted.join(", ")
}

/// The enumeration of the success responses, where there are several.
pub(super) fn enumeration(operation: &Operation, scope: &Scope<'_>) -> Option<Declaration> {
    let Output::ByStatus { name, variants } = &operation.output else {
        return None;
    };
    let variants = variants.iter().map(|variant| Member {
        docs: docs::lines(&variant.docs, || {
            format!("{}.", status_in_words(variant.status))
        }),
        name: identifier(&variant.name),
        ty: variant
            .content
            .as_ref()
            .map(|content| content_ty(content, scope)),
    });
    Some(Declaration {
        docs: vec![format!("What [`{}`] gives.", operation.marker)],
        derives: "Clone, Debug, PartialEq",
        kind: Kind::Enum,
        name: identifier(name),
        members: variants.collect(),
    })
}

/// How a mock answers with the enumeration of the success responses.
pub(super) fn mocked(output: &Output) -> TokenStream {
    let Output::ByStatus { name, variants } = output else {
        return TokenStream::new();
    };
    let name = ident(name);
    let arms = variants.iter().map(|variant| {
        let variant_name = ident(&variant.name);
        let status = proc_macro2::Literal::u16_unsuffixed(status_of(variant, variants));
        match &variant.content {
            None => quote! { Self::#variant_name => ().answer("").with_status(#status) },
            Some(content) => {
                let media_type = &content.media_type;
                quote! { Self::#variant_name(value) => value.answer(#media_type).with_status(#status) }
            }
        }
    });
    quote! {
        #[cfg(feature = "mock")]
        impl crate::runtime::MockOutput for #name {
            fn answer(&self, _: &str) -> crate::runtime::Answer {
                match self {
                    #(#arms,)*
                }
            }
        }
    }
}

/// A status that is read as this variant: for a range, one that no other variant is for.
fn status_of(variant: &Success, variants: &[Success]) -> u16 {
    match variant.status {
        StatusSpec::Code(code) => code,
        StatusSpec::Range(_) | StatusSpec::Default => {
            let is_taken = |code: &u16| {
                let one = StatusSpec::Code(*code);
                variants.iter().any(|other| other.status == one)
            };
            (200..=299).find(|code| !is_taken(code)).unwrap_or(200)
        }
    }
}

/// A status or statuses as documentation names them.
pub(in crate::emit) fn status_in_words(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(class) => format!("{class}xx"),
        StatusSpec::Default => "other".to_owned(),
    }
}

/// The type that says what the success responses hold.
pub(super) fn success(output: &Output, scope: &Scope<'_>) -> TokenStream {
    match output {
        Output::Nothing => tokens(&scope.runtime("Nothing")),
        Output::Always(content) => held(content, scope),
        Output::Maybe(content) => {
            let (maybe, held) = (tokens(&scope.runtime("Maybe")), held(content, scope));
            quote! { #maybe<#held> }
        }
        Output::ByStatus { name, .. } => ident(name).to_token_stream(),
    }
}

fn held(content: &Content, scope: &Scope<'_>) -> TokenStream {
    match content.encoding {
        ContentEncoding::Json => {
            let (json, ty) = (tokens(&scope.runtime("Json")), scope.ty_tokens(&content.ty));
            quote! { #json<#ty> }
        }
        ContentEncoding::Text => tokens(&scope.runtime("Text")),
        ContentEncoding::Bytes => tokens(&scope.runtime("Binary")),
    }
}

/// How the enumeration of the success responses is read.
pub(super) fn read_by_status(output: &Output, scope: &Scope<'_>) -> TokenStream {
    let Output::ByStatus { name, variants } = output else {
        return TokenStream::new();
    };
    let (success, reply) = (
        tokens(&scope.runtime("Success")),
        tokens(&scope.runtime("Reply")),
    );
    let result = tokens(&scope.prelude("std::result::Result"));
    let error = tokens(&scope.wire("DecodeError"));
    let name = ident(name);
    let read = by_status(&name, variants);
    quote! {
        impl #success for #name {
            type Output = Self;

            fn decode(reply: &#reply) -> #result<Self, #error> {
                #read
            }
        }
    }
}

/// What is declared for a status holds. Of statuses that aren't, a body is that of a range, else of the first variant with
/// content; no body is the variant without content, where there is one, even where the status promises JSON.
fn by_status(name: &Ident, variants: &[Success]) -> TokenStream {
    let is_range = |variant: &&Success| !matches!(variant.status, StatusSpec::Code(_));
    let has_content = |variant: &&Success| variant.content.is_some();
    let range = variants.iter().find(is_range);
    let Some(others) = range.or_else(|| variants.iter().find(has_content)) else {
        return quote! { Ok(()) };
    };
    let nothing = variants.iter().find(|variant| variant.content.is_none());
    let needs_arm = |variant: &&&Success| {
        variant.status != others.status || (nothing.is_some() && !is_json(variant))
    };
    let arm = |variant: &Success| match variant.status {
        StatusSpec::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            let value = variant_of(name, variant);
            Some(quote! { #code => #value, })
        }
        StatusSpec::Range(_) | StatusSpec::Default => None,
    };
    let (json, may_be_empty): (Vec<_>, Vec<_>) = variants.iter().partition(|one| is_json(one));
    let may_be_empty = may_be_empty
        .iter()
        .filter(needs_arm)
        .filter_map(|one| arm(one));
    let json = json.iter().filter(needs_arm).filter_map(|one| arm(one));
    let nothing = nothing.map(|variant| {
        let value = variant_of(name, variant);
        quote! { _ if reply.is_blank() => #value, }
    });
    let others = variant_of(name, others);
    quote! {
        match reply.status().as_u16() {
            #(#may_be_empty)*
            #nothing
            #(#json)*
            _ => #others,
        }
    }
}

fn is_json(variant: &Success) -> bool {
    let content = variant.content.as_ref();
    content.is_some_and(|content| content.encoding == ContentEncoding::Json)
}

fn variant_of(name: &Ident, variant: &Success) -> TokenStream {
    let variant_name = ident(&variant.name);
    match &variant.content {
        None => quote! { Ok(#name::#variant_name) },
        Some(content) => match content.encoding {
            ContentEncoding::Json => quote! { reply.json().map(#name::#variant_name) },
            ContentEncoding::Text => quote! { reply.text().map(#name::#variant_name) },
            ContentEncoding::Bytes => quote! { Ok(#name::#variant_name(reply.bytes())) },
        },
    }
}
