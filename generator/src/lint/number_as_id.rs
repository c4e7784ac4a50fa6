//! Ids that may have a fraction.

use std::collections::BTreeSet;

use super::words::{may_end_in, words};
use super::{Context, values};
use crate::api::{Api, Type, TypeKind};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{Node, Schema};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    values::each_typed(context, is_id, |name, ty, schema| {
        if !is_float(context.api, ty) || !told.insert(schema.node.identity()) {
            return;
        }
        let diagnostic = Diagnostic::warning(
            codes::NUMBER_AS_ID,
            format!("the id `{name}` is a `number`"),
        );
        let diagnostic = match said_number(&values::single(schema)) {
            Some(node) => diagnostic.at(node.place()).suggest("integer"),
            None => diagnostic.at(schema.node.place()),
        };
        diagnostics.push(
            diagnostic
                .label("an `f64` in Rust")
                .help("make it an integer, in the document or by the overlay"),
        );
    });
}

/// Whether a value, or each item of a list, is an `f64`.
fn is_float(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Float => true,
        Type::List(inner) | Type::Optional(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            is_float(api, inner)
        }
        Type::Named(path) => match api.types.get(path).map(|definition| &definition.kind) {
            Some(TypeKind::Alias(target)) => is_float(api, target),
            _ => false,
        },
        _ => false,
    }
}

/// Where a schema itself says that it is a number: its `type`, or one of several there.
fn said_number<'d>(schema: &Schema<'d>) -> Option<Node<'d>> {
    let node = schema.node.get("type")?;
    let is_number = |item: &Node<'_>| item.value == "number";
    let several = node.value.is_array();
    match several {
        true => node.items().find(is_number),
        false => Some(node).filter(is_number),
    }
}

fn is_id(name: &str) -> bool {
    const IDS: [&str; 2] = ["id", "ids"];
    may_end_in(name, &IDS)
        && words(name)
            .last()
            .is_some_and(|word| IDS.contains(&word.as_str()))
}
