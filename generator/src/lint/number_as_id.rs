//! Ids that may have a fraction.

use super::words::{may_end_in, words};
use super::{Context, values};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{JsonType, Node, Schema};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    values::each(context, is_id, |name, schema| {
        if values::types(schema) == [JsonType::Number] {
            diagnostics.push(
                Diagnostic::warning(
                    codes::NUMBER_AS_ID,
                    format!("the id `{name}` is a `number`"),
                )
                .at(type_of(&values::single(schema)).place())
                .label("an `f64` in Rust")
                .suggest("integer")
                .help("make it an integer, in the document or by the overlay"),
            );
        }
    });
}

/// Where a schema says that it is a number: its `type`, or one of several there.
fn type_of<'d>(schema: &Schema<'d>) -> Node<'d> {
    let node = schema.node.get("type");
    let node = node.unwrap_or_else(|| schema.node.clone());
    let is_number = |item: &Node<'_>| item.value == "number";
    let among = node.value.is_array().then(|| node.items().find(is_number));
    among.flatten().unwrap_or(node)
}

fn is_id(name: &str) -> bool {
    const IDS: [&str; 2] = ["id", "ids"];
    may_end_in(name, &IDS)
        && words(name)
            .last()
            .is_some_and(|word| IDS.contains(&word.as_str()))
}
