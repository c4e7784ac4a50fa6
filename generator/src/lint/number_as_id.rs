//! Ids that may have a fraction.

use super::{Context, values, words::words};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::JsonType;

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    values::each(context, is_id, |name, schema| {
        let is_number = matches!(schema.types().as_deref(), Ok([JsonType::Number]));
        if is_number {
            let place = schema
                .node
                .get("type")
                .unwrap_or_else(|| schema.node.clone());
            diagnostics.push(
                Diagnostic::warning(
                    codes::NUMBER_AS_ID,
                    format!("the id `{name}` is a `number`"),
                )
                .at(place.place())
                .label("an `f64` in Rust")
                .suggest("integer")
                .help("make it an integer, in the document or by the overlay"),
            );
        }
    });
}

fn is_id(name: &str) -> bool {
    words(name).last().is_some_and(|word| word == "id")
}
