//! Cargo features of the operations: what they bring, and what is there only with them.

use super::names::literal;
use crate::api::{Api, GroupFeature};

/// The widest list in one line (`rustfmt`'s `attr_fn_call_width`).
const WIDEST: usize = 70;

/// The features of the groups, in the groups' order.
pub(super) fn of(api: &Api) -> impl Iterator<Item = &GroupFeature> {
    api.groups.iter().filter_map(|group| group.feature.as_ref())
}

/// The attribute, with its line's end, of what is there with any of these features; nothing for none.
pub(super) fn any(features: &[String]) -> String {
    condition("any", features)
}

/// The same for what needs all of them.
pub(super) fn all(features: &[String]) -> String {
    condition("all", features)
}

/// A line of the crate's documentation that is there with all of these features.
pub(super) fn documented(features: &[String], line: &str) -> String {
    let documentation = format!("doc = {}", literal(line));
    let features = conditions(features);
    let in_line = features.join(", ");
    let needed = match features.as_slice() {
        [one] => one.clone(),
        _ if in_line.len() <= WIDEST => format!("all({in_line})"),
        _ => format!("all(\n        {}\n    )", features.join(",\n        ")),
    };
    let whole = format!("{needed}, {documentation}");
    if whole.len() <= WIDEST {
        format!("#![cfg_attr({whole})]\n")
    } else {
        format!("#![cfg_attr(\n    {needed},\n    {documentation}\n)]\n")
    }
}

fn condition(predicate: &str, features: &[String]) -> String {
    let features = conditions(features);
    let line = features.join(", ");
    match features.as_slice() {
        [] => String::new(),
        [one] => format!("#[cfg({one})]\n"),
        _ if line.len() <= WIDEST => format!("#[cfg({predicate}({line}))]\n"),
        _ => format!(
            "#[cfg({predicate}(\n    {}\n))]\n",
            features.join(",\n    ")
        ),
    }
}

fn conditions(features: &[String]) -> Vec<String> {
    let conditions = features.iter();
    conditions
        .map(|name| format!("feature = \"{name}\""))
        .collect()
}
