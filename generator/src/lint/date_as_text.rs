//! Dates and times of which nobody says that they are.

use regex_lite::Regex;

use super::words::{may_end_in, words};
use super::{Context, values};
use crate::config::DateTypes;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::dialect::{JsonType, Schema};

/// `full-date` or `date-time` (RFC 3339, section 5.6).
const MOMENT: &str = r"^\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?$";

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    if context.config.values.formats.dates == DateTypes::Text {
        return;
    }
    let Ok(moment) = Regex::new(MOMENT) else {
        return;
    };
    values::each(context, is_moment, |name, schema| {
        // An example in another form shows that it is none of these.
        let is_other = schema
            .node
            .text("example")
            .is_some_and(|example| !moment.is_match(example));
        if is_plain_text(schema) && !is_other {
            diagnostics.push(
                Diagnostic::note(
                    codes::DATE_AS_TEXT,
                    format!("`{name}` sounds like a date or time, but is any text"),
                )
                .at(schema.node.place())
                .help("if it is one, add `format: date-time` or `format: date`"),
            );
        }
    });
}

fn is_plain_text(schema: &Schema<'_>) -> bool {
    const RULED: [&str; 5] = ["format", "pattern", "enum", "const", "maxLength"];
    let is_list = schema.array_items().is_some();
    !is_list
        && values::types(schema) == [JsonType::String]
        && RULED
            .iter()
            .all(|keyword| schema.node.get(keyword).is_none())
}

/// Such as `createdAt`, `start_date` or `timestamp`.
fn is_moment(name: &str) -> bool {
    if !may_end_in(name, &["at", "date", "datetime", "timestamp"]) {
        return false;
    }
    let words = words(name);
    match words.last().map(String::as_str) {
        Some("at") => words.len() > 1,
        Some("date" | "datetime" | "timestamp") => true,
        _ => false,
    }
}
