//! Responses ([Responses Object](https://spec.openapis.org/oas/v3.0.4.html#responses-object)): what a call gives and how it fails.

use std::collections::BTreeMap;

use super::bodies::{content_of, is_json};
use super::links;
use super::names::{self, Claim, Marking};
use super::schemas::Schemas;
use super::scope::Scope;
use super::streaming;
use crate::api::{
    Content, ContentEncoding, Docs, Failure, HttpMethod, Link, Output, StatusSpec, Streamed,
    Success, Type,
};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::dialect::{MediaType, Operation, Response, Schema, essence};

/// What a call gives and how it fails.
pub(super) struct Answers {
    pub(super) output: Output,
    pub(super) status_with_content: u16,
    pub(super) status_without_content: u16,
    pub(super) stream: Option<Streamed>,
    pub(super) headers: Vec<(String, Docs)>,
    pub(super) links: Vec<Link>,
    pub(super) failures: Vec<Failure>,
}

/// An encoding in which replies can be had.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    encoding: ContentEncoding,
    /// Whether this is the one that serves best.
    is_first: bool,
    /// What the operation's name is followed by; empty for the encoding that serves best.
    pub(super) suffix: &'static str,
}

/// The encodings in which replies of success can be had, the best one first.
pub(super) fn choices(operation: &Operation<'_>) -> Vec<Choice> {
    let offers = operation
        .responses
        .iter()
        .filter_map(|(key, response)| {
            Some((status(key).filter(|status| succeeds(*status))?, response))
        })
        .map(|(status, response)| choices_of(given_content(operation, status, response)));
    let offers: Vec<Vec<&MediaType<'_>>> = offers.collect();
    let best = offers
        .iter()
        .filter_map(|offer| offer.first())
        .min_by_key(|media_type| rank(media_type));
    let others = offers.iter().flat_map(|offer| offer.iter().skip(1));
    let mut encodings: Vec<ContentEncoding> = Vec::new();
    for media_type in best.into_iter().chain(others) {
        let encoding = encoding(media_type);
        if !encodings.contains(&encoding) {
            encodings.push(encoding);
        }
    }
    let choice = |(index, encoding)| Choice {
        encoding,
        is_first: index == 0,
        suffix: match (index, encoding) {
            (0, _) => "",
            (_, ContentEncoding::Json) => "json",
            (_, ContentEncoding::Text) => "text",
            (_, ContentEncoding::Bytes) => "bytes",
        },
    };
    encodings.into_iter().enumerate().map(choice).collect()
}

/// Of what a response offers the best, and what else says something of its own. A stream doesn't: it can be had by any of
/// the methods.
fn choices_of<'r, 'd>(content: &'r [MediaType<'d>]) -> Vec<&'r MediaType<'d>> {
    let mut offered: Vec<&MediaType<'_>> = content.iter().collect();
    offered.sort_by_key(|media_type| rank(media_type));
    let mut chosen: Vec<&MediaType<'_>> = Vec::new();
    for media_type in offered {
        let says_more = |known: &&MediaType<'_>| !says_the_same(known, media_type);
        if chosen.is_empty() || !is_streamed(media_type) && chosen.iter().all(says_more) {
            chosen.push(media_type);
        }
    }
    chosen
}

/// Whether the second says the same as the first in another encoding, as far as can be told: by the same schema, or as one
/// of the formats in which APIs write whatever they also write as JSON.
fn says_the_same(first: &MediaType<'_>, second: &MediaType<'_>) -> bool {
    STRUCTURED.contains(&essence(second.name).as_str()) || content_of(first) == content_of(second)
}

/// Media types of structured data that are read as text.
const STRUCTURED: [&str; 4] = [
    "application/xml",
    "application/yaml",
    "application/javascript",
    "text/xml",
];

/// What a response may hold. Nothing comes in answer to `HEAD` (RFC 9110, section 9.3.2), nor with statuses that say so
/// (sections 15.3.5, 15.3.6 and 15.4.5).
fn given_content<'r, 'd>(
    operation: &Operation<'d>,
    status: StatusSpec,
    response: &'r Response<'d>,
) -> &'r [MediaType<'d>] {
    match (&operation.method, status) {
        (HttpMethod::Head, _) | (_, StatusSpec::Code(204 | 205 | 304)) => &[],
        _ => &response.content,
    }
}

pub(super) fn answers<'d>(
    operation: &Operation<'d>,
    choice: Option<Choice>,
    scope: &impl Fn(&str) -> Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Answers {
    let mut responses: Vec<(StatusSpec, &Response<'d>)> = Vec::new();
    for (key, response) in &operation.responses {
        match status(key) {
            Some(status) => responses.push((status, response)),
            None => schemas.diagnostics.push(
                Diagnostic::warning(codes::UNKNOWN_STATUS, format!("`{key}` is not a status"))
                    .at(key_place(operation, key))
                    .help("write a status such as `200`, a range such as `4XX`, or `default`; it is left out here"),
            ),
        }
    }
    responses.sort_by_key(|(status, _)| *status);
    let declared = responses.iter().any(|(status, _)| succeeds(*status));
    let (successes, failures): (Vec<_>, Vec<_>) = responses.into_iter().partition(|(status, _)| {
        succeeds(*status) || (!declared && *status == StatusSpec::Default)
    });
    let headers = headers(successes.iter().map(|(_, response)| *response));
    let links = links::links(successes.iter().map(|(_, response)| *response));
    let content = |status, response| given_content(operation, status, response);
    let is_first = choice.is_none_or(|choice| choice.is_first);
    let stream = successes
        .iter()
        .filter(|_| is_first)
        .find_map(|(status, response)| {
            streaming::streamed(content(*status, response), &scope("Event"), schemas)
        });
    let name_of_content = |status| match successes.len() {
        1 => "Output".to_owned(),
        _ => format!("{}Output", status_name(status)),
    };
    let successes: Vec<Success> = successes
        .iter()
        .map(|(status, response)| Success {
            name: status_name(*status),
            status: *status,
            content: best_content(
                content(*status, response),
                choice,
                &scope(&name_of_content(*status)),
                schemas,
            ),
            docs: docs(response),
        })
        .collect();
    let failures = failures
        .into_iter()
        .map(|(status, response)| {
            let scope = scope(&format!("{}Error", status_name(status)));
            // An error that may be null is asked for as what it is where it isn't.
            let ty = best_content(content(status, response), None, &scope, schemas)
                .filter(|content| content.encoding == ContentEncoding::Json)
                .map(|content| content.ty.bare().clone());
            let docs = docs(response);
            Failure { status, ty, docs }
        })
        .collect();
    Answers {
        status_with_content: first_code(&successes, Option::is_some).unwrap_or(200),
        status_without_content: first_code(&successes, Option::is_none).unwrap_or(204),
        output: output(successes),
        stream,
        headers,
        links,
        failures,
    }
}

/// The first single status among successes with content of some sort.
fn first_code(successes: &[Success], wanted: fn(&Option<Content>) -> bool) -> Option<u16> {
    let wanted = successes.iter().filter(|success| wanted(&success.content));
    wanted
        .map(|success| success.status)
        .find_map(|status| match status {
            StatusSpec::Code(code) => Some(code),
            StatusSpec::Range(_) | StatusSpec::Default => None,
        })
}

/// The place of a key of `responses`; what it leads to may stand elsewhere.
fn key_place(operation: &Operation<'_>, key: &str) -> Place {
    let responses = operation.node.get("responses");
    let response = responses.and_then(|responses| responses.get(key));
    response
        .unwrap_or_else(|| operation.node.clone())
        .key_place()
}

/// What responses say of their headers; what is said first holds.
fn headers<'r, 'd: 'r>(responses: impl Iterator<Item = &'r Response<'d>>) -> Vec<(String, Docs)> {
    let mut headers = BTreeMap::new();
    for (name, header) in responses.flat_map(|response| &response.headers) {
        let docs = Docs {
            description: header.text("description").map(str::to_owned),
            deprecated: header.flag("deprecated"),
            ..Docs::default()
        };
        headers.entry((*name).to_owned()).or_insert(docs);
    }
    headers.into_iter().collect()
}

fn status(key: &str) -> Option<StatusSpec> {
    if key == "default" {
        return Some(StatusSpec::Default);
    }
    let digit = key
        .chars()
        .next()
        .and_then(|first| first.to_digit(10))
        .and_then(|digit| u16::try_from(digit).ok())?;
    if key.len() == 3 && (1..=5).contains(&digit) && key[1..].eq_ignore_ascii_case("xx") {
        return Some(StatusSpec::Range(digit));
    }
    key.parse()
        .ok()
        .filter(|code| (100..600).contains(code))
        .map(StatusSpec::Code)
}

fn succeeds(status: StatusSpec) -> bool {
    matches!(status, StatusSpec::Code(200..=299) | StatusSpec::Range(2))
}

fn docs(response: &Response<'_>) -> Docs {
    Docs {
        description: response.description.map(str::to_owned),
        ..Docs::default()
    }
}

/// The content in the chosen encoding, or else in the media type that says most.
fn best_content<'d>(
    content: &[MediaType<'d>],
    choice: Option<Choice>,
    scope: &Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Option<Content> {
    let is_other = |media_type: &MediaType<'_>| {
        choice.is_some_and(|choice| choice.encoding != encoding(media_type))
    };
    let best = content
        .iter()
        .min_by_key(|media_type| (is_other(media_type), rank(media_type)))?;
    let encoding = encoding(best);
    let ty = match (encoding, &best.schema) {
        (ContentEncoding::Json, Some(schema)) => {
            schemas.typed_for_operation(schema, scope).required()
        }
        (ContentEncoding::Json, None) => Type::Any,
        (ContentEncoding::Text, _) => Type::Text,
        (ContentEncoding::Bytes, _) => Type::File,
    };
    Some(Content {
        encoding,
        media_type: best.name.to_owned(),
        ty,
    })
}

fn encoding(media_type: &MediaType<'_>) -> ContentEncoding {
    let essence = essence(media_type.name);
    match essence.as_str() {
        _ if media_type.is_binary => ContentEncoding::Bytes,
        // Of any type at all, a text is itself rather than a string of JSON.
        "*/*" if media_type.schema.as_ref().is_some_and(Schema::is_string) => ContentEncoding::Text,
        essence => encoding_by_name(essence),
    }
}

/// The encoding that a media type has whatever its schema.
fn encoding_by_name(essence: &str) -> ContentEncoding {
    match essence {
        // One of them ends as JSON does.
        _ if streaming::is_stream(essence) => ContentEncoding::Text,
        _ if is_json(essence) => ContentEncoding::Json,
        _ if STRUCTURED.contains(&essence) => ContentEncoding::Text,
        _ if essence.starts_with("text/") => ContentEncoding::Text,
        _ => ContentEncoding::Bytes,
    }
}

/// What says most comes first: JSON, text, bytes, then what can be had item by item. Bytes are best had under a name of
/// their own, and under that of JSON rather than of text, since errors come as JSON.
fn rank(media_type: &MediaType<'_>) -> (bool, u8, u8, bool) {
    let encoding = encoding(media_type);
    let order = match encoding {
        ContentEncoding::Json => 0,
        ContentEncoding::Text => 1,
        ContentEncoding::Bytes => 2,
    };
    let essence = essence(media_type.name);
    let name = match (encoding, encoding_by_name(&essence)) {
        (ContentEncoding::Bytes, ContentEncoding::Json) if essence == "application/json" => 1,
        (ContentEncoding::Bytes, ContentEncoding::Json) => 2,
        (ContentEncoding::Bytes, ContentEncoding::Text) => 3,
        _ => 0,
    };
    let says_nothing = media_type.schema.is_none();
    (is_streamed(media_type), order, name, says_nothing)
}

fn is_streamed(media_type: &MediaType<'_>) -> bool {
    streaming::is_stream(&essence(media_type.name))
}

fn output(mut successes: Vec<Success>) -> Output {
    let mut contents: Vec<&Content> = Vec::new();
    for content in successes
        .iter()
        .filter_map(|success| success.content.as_ref())
    {
        if contents
            .iter()
            .all(|known| (known.encoding, &known.ty) != (content.encoding, &content.ty))
        {
            contents.push(content);
        }
    }
    let empty = successes.iter().any(|success| success.content.is_none());
    match contents.as_slice() {
        [] => Output::Nothing,
        [content] if empty => Output::Maybe((*content).clone()),
        [content] => Output::Always((*content).clone()),
        _ => {
            let claim = |success: &Success| Claim::variant(success.name.clone());
            let claims: Vec<Claim<'_>> = successes.iter().map(claim).collect();
            let (distinct, _) = names::distinct(&claims, &[], Marking::Pascal);
            for (success, name) in successes.iter_mut().zip(distinct) {
                success.name = name;
            }
            Output::ByStatus {
                name: "Output".to_owned(),
                variants: successes,
            }
        }
    }
}

/// The reason phrase (RFC 9110, section 15) in Pascal case.
fn status_name(status: StatusSpec) -> String {
    match status {
        StatusSpec::Default => "Default".to_owned(),
        StatusSpec::Range(digit) => match digit {
            1 => "Informational".to_owned(),
            2 => "Success".to_owned(),
            3 => "Redirection".to_owned(),
            4 => "ClientError".to_owned(),
            _ => "ServerError".to_owned(),
        },
        StatusSpec::Code(code) => {
            let reason = http::StatusCode::from_u16(code)
                .ok()
                .and_then(|status| status.canonical_reason());
            reason.map_or_else(|| format!("Status{code}"), names::pascal)
        }
    }
}
