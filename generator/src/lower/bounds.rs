//! What a schema demands of a value beyond its type, in words.

use serde_json::Value;

use crate::api::Access;
use crate::dialect::Schema;

/// Default, range, length, pattern and number of items, in one line; `None` where nothing is demanded.
pub(super) fn in_words(schema: &Schema<'_>) -> Option<String> {
    let number = |keyword: &str| {
        schema
            .node
            .get(keyword)
            .filter(|node| node.value.is_number())
    };
    let value = |keyword: &str| number(keyword).map(|node| node.value.to_string());
    // In OpenAPI 3.1 an exclusive bound is a number of its own, before that a mark on the bound.
    let (above, below) = (value("exclusiveMinimum"), value("exclusiveMaximum"));
    let strictly = |keyword: &str| {
        if schema.node.flag(keyword) {
            " exclusive"
        } else {
            ""
        }
    };
    let least = value("minimum").map(|least| least + strictly("exclusiveMinimum"));
    let most = value("maximum").map(|most| most + strictly("exclusiveMaximum"));
    let pattern = schema
        .pattern()
        .filter(|pattern| !pattern.contains(['`', '\n']));
    let clauses = [
        schema
            .node
            .get("default")
            .and_then(|node| default(node.value)),
        range(least.as_deref(), most.as_deref(), ""),
        above.map(|above| format!("More than {above}.")),
        below.map(|below| format!("Less than {below}.")),
        value("multipleOf").map(|step| format!("A multiple of {step}.")),
        range(
            value("minLength").as_deref(),
            value("maxLength").as_deref(),
            " characters",
        ),
        pattern.map(|pattern| format!("Matches `{pattern}`.")),
        range(
            value("minItems").as_deref(),
            value("maxItems").as_deref(),
            " items",
        ),
        schema
            .node
            .flag("uniqueItems")
            .then(|| "No item twice.".to_owned()),
    ];
    let access = match schema.access() {
        Access::Both => None,
        Access::ReadOnly => Some("Set by the server.".to_owned()),
        Access::WriteOnly => Some("Never shown by the server.".to_owned()),
    };
    let words: Vec<String> = clauses.into_iter().chain([access]).flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn default(value: &Value) -> Option<String> {
    let text = value.to_string();
    (!value.is_null() && text.len() <= 60 && !text.contains('`'))
        .then(|| format!("Default: `{text}`."))
}

fn range(least: Option<&str>, most: Option<&str>, what: &str) -> Option<String> {
    let least = least.filter(|least| *least != "0" || what.is_empty());
    match (least, most) {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {least}{what}.")),
        (Some(least), Some(most)) => Some(format!("{least} to {most}{what}.")),
        (Some(least), None) => Some(format!("At least {least}{what}.")),
        (None, Some(most)) => Some(format!("At most {most}{what}.")),
        (None, None) => None,
    }
}
