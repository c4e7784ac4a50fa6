//! Replies that come item by item
//! ([Sequential Media Types](https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types)).

use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{Framing, Streamed, Type};
use crate::dialect::{MediaType, Schema, essence};

/// How the items of a media type are told apart; `None` for a type that is one whole.
fn framing(essence: &str) -> Option<Framing> {
    match essence {
        "text/event-stream" => Some(Framing::EventData),
        "application/jsonl"
        | "application/x-jsonl"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json" => Some(Framing::Lines),
        _ if essence.ends_with("json-seq") => Some(Framing::Sequence),
        _ => None,
    }
}

/// Whether content of a media type comes item by item.
pub(super) fn is_stream(essence: &str) -> bool {
    framing(essence).is_some()
}

/// The stream among what a response offers.
pub(super) fn streamed<'d>(
    content: &[MediaType<'d>],
    scope: &Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Option<Streamed> {
    let (media_type, framing) = content
        .iter()
        .find_map(|content| Some((content, framing(&essence(content.name))?)))?;
    let item = match item_schema(media_type) {
        Some(schema) => schemas.typed_for_operation(&schema, scope).required(),
        None => Type::Text,
    };
    let framing = match framing {
        Framing::EventData if media_type.item_schema.is_some() => Framing::EventObjects,
        other => other,
    };
    Some(Streamed {
        media_type: media_type.name.to_owned(),
        framing,
        item,
    })
}

/// What is said of an item: by `itemSchema`, by the items of a list of all, or, as documents before OpenAPI 3.2 have it,
/// by the schema as if it were the whole.
fn item_schema<'d>(media_type: &MediaType<'d>) -> Option<Schema<'d>> {
    let whole = media_type.schema.as_ref();
    media_type
        .item_schema
        .clone()
        .or_else(|| whole.and_then(Schema::array_items))
        .or_else(|| whole.cloned())
}
