//! Request bodies ([Request Body Object](https://spec.openapis.org/oas/v3.0.4.html#request-body-object)).

use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{Body, BodyEncoding, Docs, Type};
use crate::diagnostics::Diagnostic;
use crate::dialect::{MediaType, RequestBody};

/// The body of a request, in the media type that serves it best.
pub(super) fn body<'d>(
    body: &RequestBody<'d>,
    scope: &impl Fn(&str) -> Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Option<Body> {
    let mut offered: Vec<(BodyEncoding, &MediaType<'d>)> = body
        .content
        .iter()
        .map(|media_type| (encoding(media_type.name), media_type))
        .collect();
    offered.sort_by_key(|(encoding, _)| rank(encoding));
    let (encoding, media_type) = offered.into_iter().next()?;
    if body.content.len() > 1 {
        schemas.diagnostics.push(
            Diagnostic::note(
                "E0605",
                format!(
                    "of {} media types, `{}` is used",
                    body.content.len(),
                    media_type.name
                ),
            )
            .at(body.node.place()),
        );
    }
    let ty = match (&encoding, &media_type.schema) {
        (BodyEncoding::Bytes(_), _) => Type::File,
        (BodyEncoding::Text(_), _) => Type::Text,
        (_, None) if !media_type.fields.is_empty() => {
            schemas.form(&body.node, &media_type.fields, &scope("Input"))
        }
        (_, Some(schema)) => schemas
            .typed_for_operation(schema, &scope("Input"))
            .required(),
        (_, None) => Type::Any,
    };
    let docs = Docs {
        description: body.description.map(str::to_owned),
        ..Docs::default()
    };
    Some(Body {
        required: body.required,
        encoding,
        ty,
        docs,
    })
}

fn encoding(media_type: &str) -> BodyEncoding {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        "multipart/form-data" => BodyEncoding::Multipart,
        _ if is_json(&essence) => BodyEncoding::Json(sent(media_type, "application/json")),
        _ if essence.starts_with("text/") => BodyEncoding::Text(sent(media_type, "text/plain")),
        _ => BodyEncoding::Bytes(sent(media_type, "application/octet-stream")),
    }
}

/// A range such as `text/*` can't be sent.
fn sent(media_type: &str, instead: &str) -> String {
    if media_type.contains('*') {
        instead.to_owned()
    } else {
        media_type.to_owned()
    }
}

fn rank(encoding: &BodyEncoding) -> u8 {
    match encoding {
        BodyEncoding::Json(_) => 0,
        BodyEncoding::Multipart => 1,
        BodyEncoding::Form => 2,
        BodyEncoding::Text(_) => 3,
        BodyEncoding::Bytes(_) => 4,
    }
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// `application/json`, a type with the suffix `+json` (RFC 6839, section 3.1), or anything at all.
pub(super) fn is_json(essence: &str) -> bool {
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "*/*"
}
