//! Replies that come item by item
//! ([Sequential Media Types](https://spec.openapis.org/oas/v3.2.0.html#sequential-media-types)).

use std::slice;

use rustc_hash::FxHashSet;

use super::facets::Facets;
use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{Framing, Streamed, Type};
use crate::dialect::{JsonType, MediaType, References, Schema, essence};

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
    let schema = item_schema(media_type);
    let item = match &schema {
        Some(schema) => schemas.typed_for_operation(schema, scope).required(),
        None => Type::Text,
    };
    let framing = match (framing, &schema) {
        (Framing::EventData, Some(schema)) => {
            let kinds = kinds(schema, &schemas.references);
            let are_events = !kinds.is_empty() && kinds.iter().all(is_event);
            match media_type.item_schema.is_some() || are_events {
                true => whole_events(&kinds, &schemas.references),
                false => Framing::EventData,
            }
        }
        (other, _) => other,
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

/// What may be one item: each of the alternatives, and of theirs.
fn kinds<'d>(schema: &Schema<'d>, references: &References<'d>) -> Vec<Facets<'d>> {
    let mut kinds = Vec::new();
    let mut seen = FxHashSet::default();
    let mut unseen = vec![schema.clone()];
    while let Some(schema) = unseen.pop() {
        if !seen.insert(schema.node.identity()) {
            continue;
        }
        let Some(said) = Facets::glance(slice::from_ref(&schema), references) else {
            continue;
        };
        match said.alternatives.is_empty() {
            true => kinds.push(said),
            false => unseen.extend(said.alternatives.into_iter().flatten()),
        }
    }
    kinds
}

/// Whether an object is a server-sent event by its members. Documents before OpenAPI 3.2 have no other way to say so.
fn is_event(item: &Facets<'_>) -> bool {
    let mut names = item.properties.iter().map(|(name, _)| *name);
    names.clone().any(|name| name == "data")
        && names.all(|name| matches!(name, "data" | "event" | "id" | "retry"))
}

/// On the wire all members of an event are text. What the schemas have as something else is JSON in that text.
fn whole_events<'d>(kinds: &[Facets<'d>], references: &References<'d>) -> Framing {
    let is_json = |member| {
        let mut properties = kinds.iter().flat_map(|kind| &kind.properties);
        properties.any(|(name, schemas)| *name == member && !is_text(schemas, references))
    };
    let json: &[&str] = match (is_json("data"), is_json("id")) {
        (true, true) => &["data", "id"],
        (true, false) => &["data"],
        (false, true) => &["id"],
        (false, false) => &[],
    };
    Framing::EventObjects { json }
}

/// Whether a value is a text, or may be as nothing is said of it.
fn is_text<'d>(schemas: &[Schema<'d>], references: &References<'d>) -> bool {
    let Some(said) = Facets::glance(schemas, references) else {
        return true;
    };
    let values = said.enumeration.iter().flatten();
    match said.types.as_slice() {
        [] => {
            !said.say_of_parts()
                && said.alternatives.is_empty()
                && values.into_iter().all(|value| value.is_string())
        }
        types => types == [JsonType::String],
    }
}
