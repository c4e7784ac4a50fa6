//! Cargo features of the operations: what they bring, and what is there only with them.

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

fn condition(predicate: &str, features: &[String]) -> String {
    let features: Vec<String> = features
        .iter()
        .map(|name| format!("feature = \"{name}\""))
        .collect();
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
