//! An operation's file: its marker, the handle's method, setters, how the reply is read, its own types.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::arguments::Argument;
use super::{example, output, pagination, path, streaming};
use crate::api::{
    Api, Body, BodyEncoding, Failure, Group, Home, Link, LinkTarget, Operation, Output, Parameter,
    ParameterLocation, ParameterStyle, PartEncoding, Repeat, Type,
};
use crate::emit::names::{call_setter, ident, identifier, literal, module, words};
use crate::emit::scope::{Scope, tokens};
use crate::emit::source_file::SourceFile;
use crate::emit::types::{self, FEW_ARGUMENTS, Named, many_arguments};
use crate::emit::{client, docs, markdown};

/// The file of an operation with the types that are its own.
pub(super) fn file(
    api: &Api,
    group: &Group,
    operation: &Operation,
    types: &[Named<'_>],
) -> SourceFile {
    let mut own: BTreeSet<String> = types.iter().map(|(path, _)| path.name.clone()).collect();
    own.insert(operation.marker.clone());
    if let Output::ByStatus { name, .. } = &operation.output {
        own.insert(name.clone());
    }
    let home = Home::Operation {
        group: group.module.clone(),
        operation: operation.name.clone(),
    };
    let scope = Scope::new(api, home, own);

    let mut file = SourceFile::new(vec![request_line(operation)]);
    file.items(marker(group, operation));
    file.items(method(api, group, operation, &scope));
    file.items(setters(operation, &scope));
    file.items(implementation(api, operation, &scope));
    file.items(pagination::implementation(operation, &scope));
    file.items(streaming::implementation(operation, &scope));
    if let Some(enumeration) = output::enumeration(operation, &scope) {
        file.declaration(enumeration);
        file.items(output::read_by_status(&operation.output, &scope));
        file.items(output::mocked(&operation.output));
    }
    for named in types {
        types::add(*named, &scope, &mut file);
    }
    file.import(scope.imports());
    file
}

/// Method and path, as documentation shows them.
fn request_line(operation: &Operation) -> String {
    markdown::code(&format!("{} {}", operation.method.as_str(), operation.path))
}

fn marker(group: &Group, operation: &Operation) -> TokenStream {
    let name = ident(&operation.marker);
    let docs = docs::attribute(&format!(
        "The operation behind [`{0}::{1}`](super::{0}::{1}).",
        group.handle, operation.name
    ));
    quote! {
        #docs
        pub enum #name {}
    }
}

fn method(api: &Api, group: &Group, operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let handle = tokens(&format!("super::{}", group.handle));
    let (name, marker) = (ident(&operation.name), ident(&operation.marker));
    let call = tokens(&scope.runtime("Call"));
    let arguments = arguments(operation, scope);
    let declared = arguments.iter().map(|(argument, _)| declaration(argument));
    let steps = arguments.iter().map(|(_, step)| step);
    let mut lines = documentation(operation, scope);
    docs::add(&mut lines, example::lines(api, group, operation));
    let documentation = docs::attributes(&lines);
    let deprecated = deprecated(operation.docs.deprecated);
    let many = (arguments.len() >= FEW_ARGUMENTS).then(many_arguments);
    quote! {
        impl<'c> #handle<'c> {
            #documentation
            #deprecated
            #many
            pub fn #name(&self, #(#declared),*) -> #call<'c, #marker> {
                #call::new(self.client) #(#steps)*
            }
        }
    }
}

fn declaration(argument: &Argument) -> TokenStream {
    let (name, ty) = (tokens(&argument.name), tokens(&argument.ty));
    quote! { #name: #ty }
}

fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote! { #[deprecated = "the API marks this as deprecated"] })
}

/// What the method takes, each with the step that puts it into the call.
fn arguments(operation: &Operation, scope: &Scope<'_>) -> Vec<(Argument, TokenStream)> {
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let mut arguments: Vec<(Argument, TokenStream)> = required
        .map(|parameter| {
            let argument = Argument::of_method(&parameter.name, &parameter.ty, scope);
            let step = parameter_step(parameter, &argument, scope);
            (argument, step)
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let argument = Argument::of_method(Body::NAME, &body.ty, scope);
        let step = body_step(body, &argument, scope);
        arguments.push((argument, step));
    }
    arguments
}

/// `.in_path("id", &id)` and the like.
fn parameter_step(parameter: &Parameter, argument: &Argument, scope: &Scope<'_>) -> TokenStream {
    let place = match parameter.location {
        ParameterLocation::Path => "in_path",
        ParameterLocation::Query => "in_query",
        ParameterLocation::Header => "in_header",
        ParameterLocation::Cookie => "in_cookie",
    };
    let (name, value) = (
        tokens(&literal(&parameter.wire_name)),
        tokens(&argument.encode),
    );
    if is_usual(parameter) {
        let method = ident(place);
        return quote! { .#method(#name, #value) };
    }
    let method = ident(&if parameter.allow_reserved {
        "in_query_reserved".to_owned()
    } else {
        format!("{place}_styled")
    });
    let (style, explode) = (style(parameter.style, scope), parameter.explode);
    quote! { .#method(#name, #style, #explode, #value) }
}

fn style(style: ParameterStyle, scope: &Scope<'_>) -> TokenStream {
    let name = tokens(&scope.runtime("Style"));
    let variant = ident(match style {
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Label => "Label",
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Segments => "Segments",
        ParameterStyle::Form => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::TabDelimited => "TabDelimited",
        ParameterStyle::DeepObject => "DeepObject",
        ParameterStyle::Cookie => "Cookie",
        ParameterStyle::Json => "Json",
    });
    quote! { #name::#variant }
}

/// Whether the parameter is written as OpenAPI has it by default (3.0, section 4.7.12.2).
fn is_usual(parameter: &Parameter) -> bool {
    match parameter.location {
        ParameterLocation::Path | ParameterLocation::Header => {
            parameter.style == ParameterStyle::Simple && !parameter.explode
        }
        ParameterLocation::Query | ParameterLocation::Cookie => {
            parameter.style == ParameterStyle::Form
                && parameter.explode
                && !parameter.allow_reserved
        }
    }
}

/// `.json_body("application/json", body)` and the like.
fn body_step(body: &Body, argument: &Argument, scope: &Scope<'_>) -> TokenStream {
    let (name, value) = (tokens(&argument.name), tokens(&argument.encode));
    let parts = body.parts.iter().map(|part| {
        let name = &part.name;
        match &part.encoding {
            PartEncoding::MediaType(media_type) => quote! { .part_type(#name, #media_type) },
            PartEncoding::Style {
                style: chosen,
                explode,
            } => {
                let style = style(*chosen, scope);
                quote! { .member_style(#name, #style, #explode) }
            }
        }
    });
    match &body.encoding {
        BodyEncoding::Json(media_type) => quote! { .json_body(#media_type, #value) },
        BodyEncoding::Form => quote! { #(#parts)* .form_body(#value) },
        BodyEncoding::Multipart => quote! { #(#parts)* .multipart_body(#value) },
        BodyEncoding::Text(media_type) => quote! { .text_body(#media_type, #name) },
        BodyEncoding::Bytes(media_type) => quote! { .bytes_body(#media_type, #value) },
    }
}

/// What the method does, the request line, and which errors the document tells of.
fn documentation(operation: &Operation, scope: &Scope<'_>) -> Vec<String> {
    let stated = crate::api::Docs {
        deprecated: false,
        ..operation.docs.clone()
    };
    let mut lines = docs::lines(&stated, || {
        format!("{}.", types::capitalised(&words(&operation.name)))
    });
    docs::add(&mut lines, [request_line(operation)]);
    docs::add(&mut lines, media_types(operation));
    if operation.stream.is_some() {
        let call = scope.runtime("Call");
        docs::add(
            &mut lines,
            [format!(
                "[`send_for_events`]({call}::send_for_events) reads the reply item by item, as it arrives."
            )],
        );
    }
    let headers: Vec<String> = operation.response_headers.iter().map(header_row).collect();
    if !headers.is_empty() {
        docs::add(
            &mut lines,
            ["Headers of the response, which `send_for_response` gives:".to_owned()],
        );
        docs::add(&mut lines, headers);
    }
    let links: Vec<String> = operation.links.iter().map(link_row).collect();
    if !links.is_empty() {
        docs::add(&mut lines, ["What goes on from here:".to_owned()]);
        docs::add(&mut lines, links);
    }
    let rows: Vec<String> = operation
        .failures
        .iter()
        .map(|failure| failure_row(failure, scope))
        .collect();
    if !rows.is_empty() {
        docs::add(&mut lines, ["# Errors".to_owned()]);
        docs::add(
            &mut lines,
            ["| Status | Body | |".to_owned(), "|---|---|---|".to_owned()]
                .into_iter()
                .chain(rows),
        );
    }
    lines
}

/// Which media types go there and back, where it isn't just JSON.
fn media_types(operation: &Operation) -> Option<String> {
    let says_something = |media_type: &&str| !["application/json", "*/*"].contains(media_type);
    let sent = operation
        .body
        .as_ref()
        .and_then(|body| match &body.encoding {
            BodyEncoding::Json(media_type)
            | BodyEncoding::Text(media_type)
            | BodyEncoding::Bytes(media_type) => Some(media_type.as_str()),
            BodyEncoding::Form | BodyEncoding::Multipart => None,
        });
    let given = match operation.output {
        Output::Nothing => None,
        _ => Some(output::accept(&operation.output)),
    };
    let sent = sent
        .filter(says_something)
        .map(|sent| format!("Sends {}.", markdown::code(sent)));
    let given = given
        .as_deref()
        .filter(says_something)
        .map(|given| format!("Asks for {}.", markdown::code(given)));
    let sentences: Vec<String> = sent.into_iter().chain(given).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn header_row((name, docs): &(String, crate::api::Docs)) -> String {
    let about = markdown::line(docs.description.as_deref().unwrap_or_default());
    let row = format!("- {}: {about}", markdown::code(name));
    row.trim_end_matches([':', ' ']).to_owned()
}

fn link_row(link: &Link) -> String {
    let target = match &link.target {
        Some(LinkTarget {
            group,
            handle,
            operation,
        }) => {
            let path = format!("crate::api::{}::{}", module(group), identifier(handle));
            format!("[`{handle}::{operation}`]({path}::{operation})")
        }
        None => markdown::code(&link.operation),
    };
    let arguments: Vec<String> = link
        .arguments
        .iter()
        .map(|(name, value)| format!("{} from {}", markdown::code(name), markdown::code(value)))
        .collect();
    let arguments = match arguments.as_slice() {
        [] => String::new(),
        some => format!(" with {}", some.join(", ")),
    };
    let about = markdown::line(link.docs.description.as_deref().unwrap_or_default());
    format!("- {target}{arguments}. {about}")
        .trim_end()
        .to_owned()
}

fn failure_row(failure: &Failure, scope: &Scope<'_>) -> String {
    let body = match &failure.ty {
        Some(ty @ Type::Named(_)) => format!("[`{}`]", scope.ty(ty)),
        Some(ty) => format!("`{}`", scope.ty(ty)),
        None => String::new(),
    };
    let description = failure.docs.description.as_deref().unwrap_or_default();
    let meaning = description.split("\n\n").next().unwrap_or_default();
    let meaning = markdown::cell(meaning);
    format!(
        "| {} | {body} | {meaning} |",
        output::status_in_words(failure.status)
    )
    .replace("|  |", "| |")
}

/// The setters of optional parameters and of an optional body.
fn setters(operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let optional = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required);
    let mut setters: Vec<TokenStream> = optional
        .map(|parameter| parameter_setter(parameter, scope))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let argument = Argument::of_method(Body::NAME, &body.ty, scope);
        let step = body_step(body, &argument, scope);
        setters.push(setter(
            &argument.name,
            docs::lines(&body.docs, || "The body.".to_owned()),
            false,
            &argument,
            step,
        ));
    }
    if setters.is_empty() {
        return TokenStream::new();
    }
    let (call, marker) = (tokens(&scope.runtime("Call")), ident(&operation.marker));
    quote! {
        impl #call<'_, #marker> {
            #(#setters)*
        }
    }
}

fn parameter_setter(parameter: &Parameter, scope: &Scope<'_>) -> TokenStream {
    let argument = Argument::of_setter(&parameter.name, &parameter.ty, scope);
    let step = parameter_step(parameter, &argument, scope);
    let fallback = || {
        let name = markdown::code(&parameter.wire_name);
        format!("Sets the parameter {name}.")
    };
    let stated = crate::api::Docs {
        deprecated: false,
        ..parameter.docs.clone()
    };
    let lines = docs::lines(&stated, fallback);
    setter(
        &call_setter(&parameter.name),
        lines,
        parameter.docs.deprecated,
        &argument,
        step,
    )
}

fn setter(
    name: &str,
    lines: Vec<String>,
    is_deprecated: bool,
    argument: &Argument,
    step: TokenStream,
) -> TokenStream {
    let (name, docs, declared) = (ident(name), docs::attributes(&lines), declaration(argument));
    let deprecated = deprecated(is_deprecated);
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #declared) -> Self {
            self #step
        }
    }
}

/// `impl Operation`: the static description, and what success holds.
fn implementation(api: &Api, operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let (marker, trait_name) = (
        ident(&operation.marker),
        tokens(&scope.runtime("Operation")),
    );
    let success = output::success(&operation.output, scope);
    let specification = specification(api, operation, scope);
    let spec = tokens(&scope.runtime("Spec"));
    let statuses = statuses(operation);
    quote! {
        impl #trait_name for #marker {
            type Success = #success;
            const SPEC: #spec = #specification;
            #statuses
        }
    }
}

/// The declared statuses of success, where they aren't the usual ones.
fn statuses(operation: &Operation) -> TokenStream {
    let declared = [
        ("STATUS_WITH_CONTENT", operation.status_with_content, 200),
        (
            "STATUS_WITHOUT_CONTENT",
            operation.status_without_content,
            204,
        ),
    ];
    let unusual = declared.iter().filter(|(_, status, usual)| status != usual);
    let constants = unusual.map(|(name, status, _)| {
        let (name, status) = (ident(name), Literal::u16_unsuffixed(*status));
        quote! { const #name: u16 = #status; }
    });
    constants.collect()
}

fn specification(api: &Api, operation: &Operation, scope: &Scope<'_>) -> TokenStream {
    let (spec, repeat) = (
        tokens(&scope.runtime("Spec")),
        tokens(&scope.runtime("Repeat")),
    );
    let (id, path) = (&operation.id, path::sent(&operation.path));
    let method = operation.method.as_str();
    let repeats = ident(match operation.repeat {
        Repeat::Safe => "Safe",
        Repeat::Never => "Never",
    });
    let accept = output::accept(&operation.output);
    let security = operation.security.iter().map(|all| {
        let schemes = all
            .iter()
            .filter_map(|name| client::scheme_path(api, name, scope))
            .map(|path| tokens(&path));
        quote! { &[#(&#schemes),*] }
    });
    let failures = failures(operation, scope);
    let base_url = match &operation.base_url {
        Some(url) => quote! { Some(#url) },
        None => quote! { None },
    };
    quote! {
        #spec {
            id: #id,
            method: #method,
            path: #path,
            repeat: #repeat::#repeats,
            accept: #accept,
            security: &[#(#security),*],
            failures: &[#(#failures),*],
            servers: #base_url,
        }
    }
}

/// The declared error bodies, each type with the statuses that it is for.
fn failures(operation: &Operation, scope: &Scope<'_>) -> Vec<TokenStream> {
    let mut declared: Vec<(&Type, Vec<String>)> = Vec::new();
    for failure in &operation.failures {
        let Some(ty) = &failure.ty else { continue };
        let key = failure.status.to_string();
        match declared.iter_mut().find(|(known, _)| *known == ty) {
            Some((_, keys)) => keys.push(key),
            None => declared.push((ty, vec![key])),
        }
    }
    let failures = declared.into_iter().map(|(ty, keys)| {
        let name = tokens(&scope.runtime("Failure"));
        let (ty, keys) = (scope.ty_tokens(ty), keys.join(" "));
        quote! { #name::json::<#ty>(#keys) }
    });
    failures.collect()
}
