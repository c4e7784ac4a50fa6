//! Newtypes: a struct over a string or an integer.

use quote::quote;

use crate::api::{Newtype, NewtypeBase, NewtypeRule, TypeDefinition, TypePath};
use crate::emit::names::{ident, identifier, literal};
use crate::emit::scope::{Scope, tokens};
use crate::emit::source_file::SourceFile;
use crate::emit::surface::{Of, Table};
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
    let checked = newtype.rule.as_ref().map(checks).unwrap_or_default();
    let macro_name = scope.wire("newtype");
    let name = identifier(&path.name);
    let call = format!("{macro_name}! {{ {name}({base}){lenient}{checked} }}");
    let of = Of::Inside {
        base: newtype.base,
        is_checked: newtype.rule.is_some(),
    };
    file.table(Table { name, of }, call);
}

fn base(newtype: &Newtype, scope: &Scope<'_>) -> String {
    match newtype.base {
        NewtypeBase::Integer => "i64".to_owned(),
        NewtypeBase::Text => scope.prelude("std::string::String"),
    }
}

fn checks(rule: &NewtypeRule) -> String {
    let (kind, checks) = match rule {
        NewtypeRule::Text {
            min_length,
            max_length,
            pattern,
        } => (
            "Rule",
            [
                min_length.map(|length| format!("min_length: {length}")),
                max_length.map(|length| format!("max_length: {length}")),
                pattern
                    .as_ref()
                    .map(|pattern| format!("pattern: {}", literal(pattern))),
            ],
        ),
        NewtypeRule::Integer { minimum, maximum } => (
            "Range",
            [
                minimum.map(|minimum| format!("minimum: {minimum}")),
                maximum.map(|maximum| format!("maximum: {maximum}")),
                None,
            ],
        ),
    };
    let lines: String = checks
        .into_iter()
        .flatten()
        .map(|check| format!("    {check},\n"))
        .collect();
    format!(" checked {kind} {{\n{lines}}}")
}

/// What is checked, in words.
fn limits(rule: &NewtypeRule) -> Vec<String> {
    let parts = match rule {
        NewtypeRule::Text {
            min_length,
            max_length,
            pattern,
        } => {
            let length = match (min_length, max_length) {
                (Some(min), Some(max)) => Some(format!("has {min} to {max} characters")),
                (Some(min), None) => Some(format!("has {min} characters or more")),
                (None, Some(max)) => Some(format!("has {max} characters or fewer")),
                (None, None) => None,
            };
            let pattern = pattern
                .as_ref()
                .map(|pattern| format!("matches {}", markdown::code(pattern)));
            [length, pattern]
        }
        NewtypeRule::Integer { minimum, maximum } => {
            let range = match (minimum, maximum) {
                (Some(min), Some(max)) => Some(format!("is {min} to {max}")),
                (Some(min), None) => Some(format!("is {min} or more")),
                (None, Some(max)) => Some(format!("is {max} or less")),
                (None, None) => None,
            };
            [range, None]
        }
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return Vec::new();
    }
    vec![
        String::new(),
        format!("A value that is made {}.", parts.join(" and ")),
    ]
}
