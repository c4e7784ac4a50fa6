//! Cargo features of the operations: what they bring, and what is there only with them.

use super::layout::WIDTH;
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
    let needed = predicate("all", features, "    ");
    let whole = format!("{needed}, {documentation}");
    if whole.len() <= WIDEST {
        format!("#![cfg_attr({whole})]\n")
    } else {
        format!("#![cfg_attr(\n    {needed},\n    {documentation}\n)]\n")
    }
}

fn condition(name: &str, features: &[String]) -> String {
    if features.is_empty() {
        return String::new();
    }
    let needed = predicate(name, features, "");
    let line = format!("#[cfg({needed})]");
    match features {
        [_] if line.len() > WIDTH => format!("#[cfg(\n    {needed}\n)]\n"),
        _ => format!("{line}\n"),
    }
}

/// The features as a predicate, in lines that are so far indented but for the first.
fn predicate(name: &str, features: &[String], indentation: &str) -> String {
    let features = features.iter();
    let features: Vec<String> = features
        .map(|name| format!("feature = \"{name}\""))
        .collect();
    let line = features.join(", ");
    match features.as_slice() {
        [one] => one.clone(),
        _ if line.len() <= WIDEST => format!("{name}({line})"),
        _ => {
            let list = features.join(&format!(",\n{indentation}    "));
            format!("{name}(\n{indentation}    {list}\n{indentation})")
        }
    }
}
