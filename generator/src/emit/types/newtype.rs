//! Newtypes: a struct over a string or an integer.

use quote::quote;

use crate::api::{Newtype, NewtypeBase, NewtypeRule, TypeDefinition, TypePath};
use crate::emit::names::{ident, identifier, literal};
use crate::emit::scope::{Scope, tokens};
use crate::emit::source_file::SourceFile;
use crate::emit::{docs, markdown};

pub(super) fn add(
    path: &TypePath,
    definition: &TypeDefinition,
    newtype: &Newtype,
    scope: &Scope<'_>,
    file: &mut SourceFile,
) {
    let documentation = docs::attributes(&super::documentation(path, definition));
    let limits = newtype
        .rule
        .as_ref()
        .map(|rule| docs::attributes(&limits(rule)));
    let name = ident(&path.name);
    let base = base(newtype, scope);
    let base_tokens = tokens(&base);
    let copy = (newtype.base == NewtypeBase::Integer).then(|| quote! { Copy, });
    file.items(quote! {
        #documentation
        #limits
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct #name(#base_tokens);
    });
    let lenient = if newtype.lenient { " lenient" } else { "" };
    let checked = newtype
        .rule
        .as_ref()
        .map(|rule| checks(rule, scope))
        .unwrap_or_default();
    let macro_name = scope.wire("newtype");
    file.text(format!(
        "{macro_name}! {{ {}({base}){lenient}{checked} }}",
        identifier(&path.name)
    ));
}

fn base(newtype: &Newtype, scope: &Scope<'_>) -> String {
    match newtype.base {
        NewtypeBase::Integer => "i64".to_owned(),
        NewtypeBase::Text => scope.prelude("std::string::String"),
    }
}

fn checks(rule: &NewtypeRule, scope: &Scope<'_>) -> String {
    let min = rule
        .min_length
        .map(|length| format!("    min_length: {length},\n"));
    let max = rule
        .max_length
        .map(|length| format!("    max_length: {length},\n"));
    let pattern = rule
        .pattern
        .as_ref()
        .map(|pattern| format!("    pattern: {},\n", literal(pattern)));
    let lines: String = [min, max, pattern].into_iter().flatten().collect();
    let _ = scope;
    format!(" checked Rule {{\n{lines}}}")
}

/// What is checked, in words.
fn limits(rule: &NewtypeRule) -> Vec<String> {
    let length = match (rule.min_length, rule.max_length) {
        (Some(min), Some(max)) => Some(format!("{min} to {max} characters")),
        (Some(min), None) => Some(format!("{min} characters or more")),
        (None, Some(max)) => Some(format!("{max} characters or fewer")),
        (None, None) => None,
    };
    let pattern = rule
        .pattern
        .as_ref()
        .map(|pattern| format!("matching {}", markdown::code(pattern)));
    let parts: Vec<String> = length.into_iter().chain(pattern).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    vec![
        String::new(),
        format!("A value that is made has {}.", parts.join(", ")),
    ]
}
