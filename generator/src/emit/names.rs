//! Names as they are written in Rust source.

use proc_macro2::{Ident, Span};

/// Words that can't be names, not even raw ones (Rust reference, "Identifiers").
const NEVER_NAMES: [&str; 5] = ["_", "crate", "self", "Self", "super"];

/// The other words of the language, sorted (Rust reference, "Keywords", strict and reserved ones).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// An identifier as it is written: keywords raw (`r#type`), the few that can't be raw with an underscore behind.
pub(crate) fn identifier(name: &str) -> String {
    if NEVER_NAMES.contains(&name) {
        return format!("{name}_");
    }
    let is_free = match is_plain(name) {
        true => KEYWORDS.binary_search(&name).is_err(),
        false => syn::parse_str::<Ident>(name).is_ok(),
    };
    if is_free {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}

/// Whether a text is an identifier of ASCII letters, digits and underscores.
pub(super) fn is_plain(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The same as a token.
pub(super) fn ident(name: &str) -> Ident {
    let written = identifier(name);
    match written.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(&written, Span::call_site()),
    }
}

/// A module's name. `mod` would be taken for the file of the folder that it stands in, and Windows has devices that no
/// file can be called as.
pub(super) fn module(name: &str) -> String {
    match name == "mod" || is_device(name) {
        true => format!("{name}_"),
        false => identifier(name),
    }
}

/// Whether Windows keeps a name for itself, whatever the ending of the file.
fn is_device(name: &str) -> bool {
    let is_port = |kind: &str| {
        let number = name.strip_prefix(kind);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    matches!(name, "aux" | "con" | "nul" | "prn") || is_port("com") || is_port("lpt")
}

/// The stem of a module's file.
pub(crate) fn module_file(name: &str) -> String {
    module(name).trim_start_matches("r#").to_owned()
}

/// Methods that every call has, with whichever features, so that no setter can be called the same.
const CALL_METHODS: &[&str] = &[
    "attempt_timeout",
    "breaks_off",
    "bytes_body",
    "clone",
    "expect",
    "form_body",
    "in_cookie",
    "in_cookie_styled",
    "in_header",
    "in_header_styled",
    "in_path",
    "in_path_styled",
    "in_query",
    "in_query_reserved",
    "in_query_styled",
    "iter_blocking",
    "json_body",
    "member_style",
    "multipart_body",
    "new",
    "pages",
    "pages_blocking",
    "part_type",
    "retry",
    "returns",
    "returns_json",
    "returns_raw",
    "returns_with",
    "send",
    "send_blocking",
    "send_for_body",
    "send_for_events",
    "send_for_events_blocking",
    "send_for_response",
    "stream",
    "text_body",
    "timeout",
    "with_header",
];

/// Methods that every client builder has.
const BUILDER_METHODS: &[&str] = &[
    "after_each_attempt",
    "allow_http",
    "attempt_timeout",
    "base_url",
    "before_each_attempt",
    "build",
    "connect_timeout",
    "credential",
    "header",
    "hook",
    "http_client",
    "idle_timeout",
    "max_response_bytes",
    "mocked_by",
    "new",
    "pool_idle_timeout",
    "pool_max_idle_per_host",
    "proxy",
    "rate_limit",
    "retry",
    "root_certificates",
    "single_server",
    "total_timeout",
    "trace_contents",
    "transport",
    "user_agent",
    "without_proxy",
    "without_rate_limit",
];

/// Methods that every client has.
const CLIENT_METHODS: &[&str] = &["builder", "clone", "new"];

/// The setter of an optional parameter: `_parameter` is added where every call has a method of that name.
pub(super) fn call_setter(name: &str) -> String {
    beside(CALL_METHODS, name, "parameter")
}

/// The client builder's setter of a credential: `_credential` is added where each builder has such a method.
pub(super) fn credential_setter(name: &str) -> String {
    beside(BUILDER_METHODS, name, "credential")
}

/// The client builder's setter of a server, by the name of their enumeration.
pub(crate) fn server_setter(type_name: &str) -> String {
    use heck::ToSnakeCase as _;
    beside(BUILDER_METHODS, &type_name.to_snake_case(), "server")
}

/// The client's method that gives a group's handle.
pub(crate) fn client_method(name: &str) -> String {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::emit::runtime;

    /// The methods that the runtime gives a type, in all its files.
    fn methods(name: &str) -> BTreeSet<String> {
        let mut methods = BTreeSet::new();
        for (_, text) in runtime::texts() {
            let file = syn::parse_file(text).expect("the runtime is Rust");
            collect(name, &file.items, &mut methods);
        }
        methods
    }

    fn collect(name: &str, items: &[syn::Item], methods: &mut BTreeSet<String>) {
        for item in items {
            match item {
                syn::Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        collect(name, items, methods);
                    }
                }
                syn::Item::Impl(block) if is_own(name, block) => {
                    methods.extend(block.items.iter().filter_map(|item| match item {
                        syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }

    /// Of the traits only `Clone` has a method that is called by its name.
    fn is_own(name: &str, block: &syn::ItemImpl) -> bool {
        let last = |path: &syn::Path| path.segments.last().map(|last| last.ident.to_string());
        let ty = match &*block.self_ty {
            syn::Type::Path(ty) => last(&ty.path),
            _ => None,
        };
        let of_trait = block.trait_.as_ref().map(|(path, _)| last(path));
        ty.as_deref() == Some(name)
            && of_trait.is_none_or(|of_trait| of_trait.as_deref() == Some("Clone"))
    }

    #[test]
    fn the_words_of_the_language_are_those_that_syn_knows() {
        let is_word = |word: &&str| syn::parse_str::<Ident>(word).is_err();
        // It came with the edition of 2024.
        let unknown = KEYWORDS.iter().find(|word| !is_word(word));
        assert_eq!(unknown, Some(&"gen"));
        assert_eq!(KEYWORDS.iter().filter(|word| !is_word(word)).count(), 1);
        assert!(NEVER_NAMES.iter().all(is_word));
    }

    #[test]
    fn no_method_of_the_runtime_is_forgotten() {
        let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (calls, builders): (BTreeSet<String>, BTreeSet<String>) =
            (known(CALL_METHODS), known(BUILDER_METHODS));
        assert_eq!(methods("Call"), calls);
        assert_eq!(methods("ClientBuilder"), builders);
    }
}
