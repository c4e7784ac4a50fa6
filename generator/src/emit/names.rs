//! Names as they are written in Rust source.

use proc_macro2::{Ident, Span};

/// Words that can't be names, not even raw ones (Rust reference, "Identifiers").
const NEVER_NAMES: [&str; 5] = ["_", "crate", "self", "Self", "super"];

/// A keyword that `syn` doesn't know as one, since it came with the edition of 2024.
const KEYWORD_OF_2024: &str = "gen";

/// An identifier as it is written: keywords raw (`r#type`), the few that can't be raw with an underscore behind.
pub(crate) fn identifier(name: &str) -> String {
    if syn::parse_str::<Ident>(name).is_ok() && name != KEYWORD_OF_2024 {
        name.to_owned()
    } else if NEVER_NAMES.contains(&name) {
        format!("{name}_")
    } else {
        format!("r#{name}")
    }
}

/// The same as a token.
pub(super) fn ident(name: &str) -> Ident {
    let written = identifier(name);
    match written.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(&written, Span::call_site()),
    }
}

/// A module's name. `mod` would be taken for the file of the folder that it stands in.
pub(super) fn module(name: &str) -> String {
    match name {
        "mod" => "mod_".to_owned(),
        other => identifier(other),
    }
}

/// The stem of a module's file.
pub(super) fn module_file(name: &str) -> String {
    module(name).trim_start_matches("r#").to_owned()
}

/// Methods that every call has, so that no setter can be called the same.
const CALL_METHODS: &[&str] = &[
    "bytes",
    "clone",
    "cookie",
    "cookie_styled",
    "form",
    "header",
    "header_styled",
    "iter_blocking",
    "json",
    "member_style",
    "multipart",
    "new",
    "pages",
    "pages_blocking",
    "part_type",
    "path",
    "path_styled",
    "query",
    "query_reserved",
    "query_styled",
    "retry",
    "send",
    "send_blocking",
    "send_for_body",
    "send_for_events",
    "send_for_events_blocking",
    "send_for_response",
    "stream",
    "text",
    "timeout",
    "with_header",
];

/// Methods that every client builder has.
const BUILDER_METHODS: &[&str] = &[
    "allow_http",
    "attempt_timeout",
    "base_url",
    "build",
    "connect_timeout",
    "credential",
    "header",
    "http_client",
    "max_response_bytes",
    "new",
    "rate_limit",
    "retry",
    "single_server",
    "total_timeout",
    "transport",
    "user_agent",
    "without_rate_limit",
];

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "new"];

/// The setter of an optional parameter: `_parameter` is added where every call has a method of that name.
pub(super) fn call_setter(name: &str) -> String {
    beside(CALL_METHODS, name, "parameter")
}

/// The client builder's setter of a credential or server: `kind` is added where each builder has such a method.
pub(super) fn builder_setter(name: &str, kind: &str) -> String {
    beside(BUILDER_METHODS, name, kind)
}

/// The client's method that gives a group's handle.
pub(super) fn client_method(name: &str) -> String {
    beside(CLIENT_METHODS, name, "group")
}

fn beside(taken: &[&str], name: &str, kind: &str) -> String {
    if taken.contains(&name) {
        format!("{name}_{kind}")
    } else {
        name.to_owned()
    }
}

/// A text as a Rust string literal.
pub(super) fn literal(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

/// A name in words for documentation: `created_at`, `createdAt` and `CreatedAt` are "created at".
pub(super) fn words(name: &str) -> String {
    use heck::ToSnakeCase as _;
    name.to_snake_case().replace('_', " ")
}
