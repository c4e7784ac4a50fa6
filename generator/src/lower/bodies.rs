//! Request bodies ([Request Body Object](https://spec.openapis.org/oas/v3.0.4.html#request-body-object)).

use std::slice;

use super::facets::Facets;
use super::parameters::delimited;
use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{Body, BodyEncoding, Docs, ParameterStyle, Part, PartEncoding, Type, Types};
use crate::diagnostics::{Diagnostic, codes};
use crate::dialect::{
    FormField, JsonType, MediaType, Node, References, RequestBody, Schema, essence,
};

/// A body that a request may have: one of its media types.
#[derive(Clone)]
pub(super) struct Choice {
    /// Which of the media types.
    index: usize,
    /// What the operation's name is followed by; empty for the body that serves best.
    pub(super) suffix: String,
}

/// The bodies that a request may have, the best one first. Media types that say the same in another encoding are left
/// out: nothing can be sent by them that can't be sent by the first. JSON has no bytes, so that it comes last where there
/// are files among its members, and parts to send them as.
pub(super) fn choices<'d>(body: &RequestBody<'d>, references: &References<'d>) -> Vec<Choice> {
    let is_multipart = |media_type: &MediaType<'_>| encoding(media_type) == BodyEncoding::Multipart;
    let has_parts = body.content.iter().any(is_multipart);
    let mut offered: Vec<(usize, &MediaType<'_>)> = body.content.iter().enumerate().collect();
    offered.sort_by_cached_key(|(_, media_type)| {
        let encoding = encoding(media_type);
        let schema = media_type.schema.as_ref().filter(|_| has_parts);
        let lacks_files = matches!(encoding, BodyEncoding::Json(_))
            && schema.is_some_and(|schema| has_files(schema, references));
        let says_nothing = content_of(media_type).is_none();
        (lacks_files, rank(&encoding), says_nothing, place(&encoding))
    });
    let mut chosen: Vec<&MediaType<'_>> = Vec::new();
    let mut choices = Vec::new();
    for (index, media_type) in offered {
        if !chosen.iter().any(|known| says_the_same(known, media_type)) {
            let suffix = suffix_beside(&chosen, media_type);
            choices.push(Choice { index, suffix });
            chosen.push(media_type);
        }
    }
    choices
}

/// Whether there are files among the members of an object, as a part of a multipart body each.
fn has_files<'d>(schema: &Schema<'d>, references: &References<'d>) -> bool {
    let Some(object) = Facets::glance(slice::from_ref(schema), references) else {
        return false;
    };
    let alternatives = object.alternatives.iter().flatten();
    let alternatives =
        alternatives.filter_map(|one| Facets::glance(slice::from_ref(one), references));
    let mut members = object.properties;
    members.extend(alternatives.flat_map(|alternative| alternative.properties));
    let is_file = |(_, schemas): &(&str, Vec<Schema<'d>>)| is_file(schemas, references, 2);
    members.iter().any(is_file)
}

/// Whether a value is a file, or one of so many levels of lists and choices of files.
fn is_file<'d>(schemas: &[Schema<'d>], references: &References<'d>, levels: u8) -> bool {
    let Some(said) = Facets::glance(schemas, references) else {
        return false;
    };
    let is_inside = |schemas: &[Schema<'d>]| {
        levels
            .checked_sub(1)
            .is_some_and(|levels| is_file(schemas, references, levels))
    };
    (said.types == [JsonType::String] && said.format == Some("binary"))
        || is_inside(&said.items)
        || said
            .alternatives
            .iter()
            .flatten()
            .any(|alternative| is_inside(slice::from_ref(alternative)))
}

/// Whether nothing can be sent by the second that can't be sent by the first.
fn says_the_same(first: &MediaType<'_>, second: &MediaType<'_>) -> bool {
    let is_json = matches!(encoding(second), BodyEncoding::Json(_));
    let are_patches = is_patch(first.name) && is_patch(second.name);
    (!is_json && are_encoded_alike(first, second))
        || (!are_patches && content_of(first) == content_of(second))
}

fn are_encoded_alike(first: &MediaType<'_>, second: &MediaType<'_>) -> bool {
    rank(&encoding(first)) == rank(&encoding(second))
}

/// What tells a body from those before it: nothing the first, its encoding the first in that, its format another.
fn suffix_beside(others: &[&MediaType<'_>], media_type: &MediaType<'_>) -> String {
    if others.is_empty() {
        String::new()
    } else if others
        .iter()
        .any(|other| are_encoded_alike(other, media_type))
    {
        subtype(media_type.name)
    } else {
        suffix(&encoding(media_type)).to_owned()
    }
}

/// The place of a body among those of its encoding: of JSON the plain one comes first, so that names don't depend on the
/// order of a document, and JSON Patch last (RFC 6902), which is a list of steps where others say what is to be. Bytes come
/// first under a name of their own.
fn place(encoding: &BodyEncoding) -> (bool, u8, String) {
    match encoding {
        BodyEncoding::Json(media_type) | BodyEncoding::Bytes(media_type)
            if !is_of_bytes(media_type) =>
        {
            let essence = essence(media_type);
            let is_bytes = matches!(encoding, BodyEncoding::Bytes(_));
            let place = match essence.as_str() {
                "application/json" => 0,
                "application/json-patch+json" => 2,
                _ => 1,
            };
            (is_bytes, place, essence)
        }
        _ => (false, 0, String::new()),
    }
}

/// Formats that tell how to change a resource (RFC 5789): by the same JSON they say different things.
fn is_patch(media_type: &str) -> bool {
    let essence = essence(media_type);
    let format = essence.rsplit_once('+').map(|(format, _)| format);
    format.is_some_and(|format| format.ends_with("patch"))
}

/// What tells a media type apart from others of its encoding: `json-patch` of `application/json-patch+json`.
fn subtype(media_type: &str) -> String {
    let essence = essence(media_type);
    let subtype = essence.split_once('/').map(|(_, subtype)| subtype);
    let subtype = subtype.unwrap_or(&essence);
    subtype
        .rsplit_once('+')
        .map_or(subtype, |(format, _)| format)
        .to_owned()
}

/// What a media type says of its content, whatever its encoding.
pub(super) fn content_of<'d>(media_type: &MediaType<'d>) -> Option<&'d serde_json::Value> {
    media_type.schema.as_ref().map(|schema| schema.node.value)
}

/// The body of a request in one of its media types.
pub(super) fn body<'d>(
    body: &RequestBody<'d>,
    choice: &Choice,
    scope: &impl Fn(&str) -> Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Option<Body> {
    let media_type = body.content.get(choice.index)?;
    let encoding = match encoding(media_type) {
        BodyEncoding::Bytes(_) if is_one_of_several(body) => BodyEncoding::Bytes("*/*".to_owned()),
        encoding => encoding,
    };
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
    let (encoding, ty) = match &media_type.schema {
        Some(schema) if is_form(&encoding) && !may_have_members(&ty, &schemas.types) => {
            schemas.diagnostics.push(no_members(schema));
            as_it_is(encoding, media_type.name)
        }
        _ => (encoding, ty),
    };
    let docs = Docs {
        description: body.description.map(str::to_owned),
        ..Docs::default()
    };
    let lists = media_type.fields.iter();
    Some(Body {
        required: body.required,
        parts: media_type
            .encodings
            .iter()
            .filter_map(|(name, node)| part(name, node, &encoding))
            .chain(lists.filter_map(|field| list_part(field, &encoding)))
            .collect(),
        encoding,
        ty,
        docs,
    })
}

fn is_form(encoding: &BodyEncoding) -> bool {
    matches!(encoding, BodyEncoding::Form | BodyEncoding::Multipart)
}

fn may_have_members(ty: &Type, types: &Types) -> bool {
    match ty.resolved(types) {
        Type::Optional(inner) => may_have_members(inner, types),
        Type::Any | Type::Map(_) | Type::Named(_) => true,
        _ => false,
    }
}

fn no_members(schema: &Schema<'_>) -> Diagnostic {
    let message = "a form consists of members, but what this schema describes has none";
    Diagnostic::warning(codes::UNREADABLE_OBJECT, message)
        .at(schema.node.place())
        .help("make it an object with a property for each field; the body is taken as it is to be sent")
}

/// A form whose members are not known is written by the caller: a multipart one with its media type, which holds the
/// boundary.
fn as_it_is(encoding: BodyEncoding, media_type: &str) -> (BodyEncoding, Type) {
    match encoding {
        BodyEncoding::Multipart => (BodyEncoding::Bytes("*/*".to_owned()), Type::File),
        _ => (BodyEncoding::Text(media_type.to_owned()), Type::Text),
    }
}

/// Whether a body of bytes may be of several media types, of which the file says the one.
fn is_one_of_several(body: &RequestBody<'_>) -> bool {
    let is_one = |media_type: &&MediaType<'_>| match encoding(media_type) {
        BodyEncoding::Bytes(media_type) => is_of_bytes(&media_type),
        _ => false,
    };
    body.content.iter().filter(is_one).count() > 1
}

/// Whether a media type is of bytes by its own name, or of anything at all.
fn is_of_bytes(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "*/*" || !is_json(&essence) && !essence.starts_with("text/")
}

/// How a list in a form of Swagger 2.0 is written; `None` where it is written as usual. Where nothing is said it stands
/// between commas in a form, but several parts are what servers read of a multipart body.
fn list_part(field: &FormField<'_>, body: &BodyEncoding) -> Option<Part> {
    let is_list = field.schema.types().ok()? == [JsonType::Array];
    let style = match (body, field.collection_format) {
        _ if !is_list => return None,
        (BodyEncoding::Form, None | Some("csv")) => ParameterStyle::Form,
        (BodyEncoding::Multipart, Some("csv")) => ParameterStyle::Simple,
        (BodyEncoding::Form | BodyEncoding::Multipart, Some(other)) => delimited(other)?,
        _ => return None,
    };
    let name = field.name.to_owned();
    let explode = false;
    let encoding = PartEncoding::Style { style, explode };
    Some(Part { name, encoding })
}

/// What is special about a member of a form; `None` where it is written as usual.
fn part(name: &str, node: &Node<'_>, body: &BodyEncoding) -> Option<Part> {
    let media_type = node.text("contentType").map(str::trim);
    let encoding = match (body, media_type) {
        // A list or a range leaves the choice to whoever makes the file.
        (BodyEncoding::Multipart, Some(one)) if !one.contains([',', '*']) => {
            PartEncoding::MediaType(one.to_owned())
        }
        (BodyEncoding::Form, Some(media_type)) if is_json(&essence(media_type)) => {
            PartEncoding::Style {
                style: ParameterStyle::Json,
                explode: false,
            }
        }
        (BodyEncoding::Form, _) => {
            let style = node.text("style");
            let explode = node.get("explode").and_then(|node| node.value.as_bool());
            if style.is_none() && explode.is_none() {
                return None;
            }
            let style = match style {
                Some("spaceDelimited") => ParameterStyle::SpaceDelimited,
                Some("pipeDelimited") => ParameterStyle::PipeDelimited,
                Some("deepObject") => ParameterStyle::DeepObject,
                _ => ParameterStyle::Form,
            };
            let explode = explode.unwrap_or(style == ParameterStyle::Form);
            PartEncoding::Style { style, explode }
        }
        _ => return None,
    };
    let name = name.to_owned();
    Some(Part { name, encoding })
}

fn encoding(media_type: &MediaType<'_>) -> BodyEncoding {
    let is_string = media_type.schema.as_ref().is_some_and(Schema::is_string);
    let (media_type, is_binary) = (media_type.name, media_type.is_binary);
    let essence = essence(media_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        "multipart/form-data" => BodyEncoding::Multipart,
        _ if is_binary => BodyEncoding::Bytes(media_type.to_owned()),
        // As any type at all, text is sent as it is rather than as a string of JSON.
        "*/*" if is_string => BodyEncoding::Text("text/plain".to_owned()),
        _ if is_json(&essence) => BodyEncoding::Json(sent(media_type, "application/json")),
        _ if essence.starts_with("text/") => BodyEncoding::Text(sent(media_type, "text/plain")),
        // Within a range, the file says what it is.
        _ => BodyEncoding::Bytes(media_type.to_owned()),
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

/// The encoding in a word.
fn suffix(encoding: &BodyEncoding) -> &'static str {
    match encoding {
        BodyEncoding::Json(_) => "json",
        BodyEncoding::Multipart => "multipart",
        BodyEncoding::Form => "form",
        BodyEncoding::Text(_) => "text",
        BodyEncoding::Bytes(_) => "bytes",
    }
}

/// JSON by its own name, by the suffix `+json` (RFC 6839, section 3.1), by a last word that older types have in place of
/// the suffix, be it with a version (`application/x-amz-json-1.1`), or as anything at all.
pub(super) fn is_json(essence: &str) -> bool {
    let version = |c: char| c.is_ascii_digit() || c == '.';
    let unversioned = match essence.rsplit_once('-') {
        Some((before, end)) if end.chars().all(version) => before,
        _ => essence,
    };
    essence == "*/*" || unversioned.rsplit(['/', '+', '-', '.']).next() == Some("json")
}
