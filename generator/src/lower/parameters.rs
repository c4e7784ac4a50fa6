//! Parameters ([Parameter Object](https://spec.openapis.org/oas/v3.0.4.html#parameter-object)).

use std::borrow::Cow;

use openapiv3::{CookieStyle, HeaderStyle, Parameter as Declared, PathStyle, QueryStyle};

use super::names::{self, Claim, Collision, Marking};
use super::schemas::{Schemas, Typed};
use super::scope::Scope;
use super::security::Authorization;
use super::{bodies, bounds, template};
use crate::api::{Body, Docs, Parameter, ParameterLocation, ParameterStyle, Type};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::dialect::{self, Schema};
use crate::template::expressions;

/// The parameters of an operation, and its path with the names of some of them in braces.
pub(super) fn parameters<'d>(
    operation: &dialect::Operation<'d>,
    authorization: Authorization,
    scope: &impl Fn(&str) -> Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> (Vec<Parameter>, Cow<'d, str>) {
    let query = template::query(operation.path);
    let query = query.map_or_else(Vec::new, |(_, pairs)| pairs);
    let declared = declared(operation, &query);
    let of_segments = declared.of_segments(operation.path);
    let path = path(operation, &declared, &query, schemas);
    let in_template: Vec<&str> = expressions(&path).collect();
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for parameter in &operation.parameters {
        if is_authorization(parameter) {
            note_unsent(parameter, authorization, schemas.diagnostics);
            if authorization != Authorization::Argument {
                continue;
            }
        }
        if is_sent(parameter, &in_template, &query, operation, schemas) {
            let mut lowered = lower(parameter, scope, schemas);
            lowered.required |= value_in_path(parameter, &query).is_some();
            let is_of_segments = of_segments.contains(&lowered.wire_name.as_str());
            if lowered.location == ParameterLocation::Path
                && lowered.style == ParameterStyle::Simple
                && is_of_segments
            {
                lowered.style = ParameterStyle::Segments;
            }
            parameters.push(lowered);
            places.push(name_place(parameter));
        }
    }
    for name in in_template {
        let declared = |parameter: &Parameter| {
            parameter.location == ParameterLocation::Path && parameter.wire_name == name
        };
        if !parameters.iter().any(declared) {
            schemas.diagnostics.push(
                Diagnostic::warning(
                    codes::UNDECLARED_PATH_PARAMETER,
                    format!("the path parameter `{name}` is not declared"),
                )
                .at(operation.node.key_place())
                .label(format!("`{}` needs it", operation.path))
                .help("declare it under `parameters` with `in: path`; a string is taken here"),
            );
            parameters.push(undeclared(name));
            places.push(operation.node.key_place());
        }
    }
    tell_apart(&mut parameters, &places, schemas);
    (parameters, path)
}

/// The path as the parameters of the operation have it: nothing but their names in braces.
fn path<'d>(
    operation: &dialect::Operation<'d>,
    declared: &template::Declared<'_>,
    query: &[template::Pair<'d>],
    schemas: &mut Schemas<'_, 'd>,
) -> Cow<'d, str> {
    let path = declared.read(operation.path);
    if path != operation.path {
        let left = template::query(&path).map_or_else(Vec::new, |(_, pairs)| pairs);
        let message = match query == left {
            true => "parameters stand in a path in braces, by their names and nothing else",
            false => "what is a parameter of the query does not stand in the path as well",
        };
        schemas.diagnostics.push(
            Diagnostic::warning(codes::LOOSE_SPELLING, message)
                .at(operation.node.key_place())
                .label(format!("the path is `{}`", operation.path))
                .help(format!("write `{path}`; it is read as if it were")),
        );
    }
    path
}

/// The names of the parameters that may stand in the path, or in its query.
fn declared<'o>(
    operation: &'o dialect::Operation<'_>,
    query: &[template::Pair<'_>],
) -> template::Declared<'o> {
    let (mut in_path, mut in_query) = (Vec::new(), Vec::new());
    for parameter in &operation.parameters {
        match &parameter.object {
            Declared::Path { parameter_data, .. } => in_path.push(parameter_data.name.as_str()),
            Declared::Query { parameter_data, .. } if !is_settled(parameter, query) => {
                in_query.push(parameter_data.name.as_str());
            }
            Declared::Query { .. } | Declared::Header { .. } | Declared::Cookie { .. } => {}
        }
    }
    template::Declared { in_path, in_query }
}

/// What a path has in its query by the name of a parameter: `list` of `comp` in `/?comp=list`. What is in braces has its
/// value from elsewhere.
fn value_in_path<'p>(
    parameter: &dialect::Parameter<'_>,
    query: &[template::Pair<'p>],
) -> Option<template::Pair<'p>> {
    let Declared::Query { parameter_data, .. } = &parameter.object else {
        return None;
    };
    let is_its_own = |(name, _): &&template::Pair<'_>| *name == parameter_data.name;
    let (name, value) = *query.iter().find(is_its_own)?;
    let is_plain = expressions(value.unwrap_or_default()).next().is_none();
    is_plain.then_some((name, value))
}

/// Whether the path has the only value that a parameter of the query can have, so that there is nothing to choose.
fn is_settled(parameter: &dialect::Parameter<'_>, query: &[template::Pair<'_>]) -> bool {
    let Some((_, said)) = value_in_path(parameter, query) else {
        return false;
    };
    let values = parameter.schema.as_ref().and_then(Schema::enumeration);
    match values.as_deref() {
        Some([only]) => said.is_none_or(|said| only.as_str() == Some(said)),
        _ => false,
    }
}

/// Headers that are described elsewhere are no parameters, nor is what the path says itself, nor are path parameters that
/// the path doesn't have.
fn is_sent<'d>(
    parameter: &dialect::Parameter<'d>,
    in_template: &[&str],
    query: &[template::Pair<'d>],
    operation: &dialect::Operation<'d>,
    schemas: &mut Schemas<'_, 'd>,
) -> bool {
    const DESCRIBED_ELSEWHERE: [&str; 2] = ["accept", "content-type"];
    let name = parameter.data().name.as_str();
    match &parameter.object {
        Declared::Header { .. } => {
            !DESCRIBED_ELSEWHERE.contains(&name.to_ascii_lowercase().as_str())
        }
        Declared::Query { .. } => !is_settled(parameter, query),
        Declared::Path { .. } if !in_template.contains(&name) => {
            let mend = "write it in braces in the path, or remove the parameter";
            schemas.diagnostics.push(
                Diagnostic::warning(
                    codes::UNUSED_PATH_PARAMETER,
                    format!("the path has no parameter `{name}`"),
                )
                .at(name_place(parameter))
                .label("left out here")
                .related(
                    operation.node.key_place(),
                    format!("the path is `{}`", operation.path),
                )
                .did_you_mean(name, in_template.iter().copied(), mend),
            );
            false
        }
        _ => true,
    }
}

fn is_authorization(parameter: &dialect::Parameter<'_>) -> bool {
    let is_header = matches!(parameter.object, Declared::Header { .. });
    is_header && (parameter.data().name).eq_ignore_ascii_case("authorization")
}

/// Tells of a header `Authorization` that nobody sends.
fn note_unsent(
    parameter: &dialect::Parameter<'_>,
    authorization: Authorization,
    diagnostics: &mut Diagnostics,
) {
    if authorization != Authorization::Unsent {
        return;
    }
    let message = "in OpenAPI 3 the header `Authorization` is no parameter";
    diagnostics.push(
        Diagnostic::warning(codes::UNSENT_AUTHORIZATION, message)
            .at(name_place(parameter))
            .label("left out here")
            .help("declare a security scheme and name it under `security`, by an overlay if need be; `with_header` sends it call by call"),
    );
}

/// Where a parameter says what it is called.
fn name_place(parameter: &dialect::Parameter<'_>) -> Place {
    let name = parameter.node.get("name");
    name.unwrap_or_else(|| parameter.node.clone()).place()
}

fn lower<'d>(
    parameter: &dialect::Parameter<'d>,
    scope: &impl Fn(&str) -> Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Parameter {
    let data = parameter.data();
    let (location, style, allow_reserved) = placed(parameter);
    let style = parameter
        .collection_format
        .and_then(delimited)
        .unwrap_or(style);
    let schema = parameter.schema.as_ref().or_else(|| {
        parameter
            .content
            .first()
            .and_then(|content| content.schema.as_ref())
    });
    let content = parameter.content.first();
    let content = content.filter(|_| parameter.schema.is_none());
    let is_json = content.is_some_and(|content| !is_text(content.name));
    let typed = match schema {
        Some(schema) => schemas.typed_for_operation(schema, &scope(&data.name)),
        None if is_json => Typed::plain(Type::Any),
        None => Typed::plain(Type::Text),
    };
    let style = if is_json { ParameterStyle::Json } else { style };
    Parameter {
        name: names::snake_name(&data.name),
        wire_name: data.name.clone(),
        location,
        required: data.required || location == ParameterLocation::Path,
        style,
        explode: data.explode.unwrap_or(matches!(
            style,
            ParameterStyle::Form | ParameterStyle::Cookie
        )),
        allow_reserved,
        ty: typed.ty,
        docs: Docs {
            summary: None,
            description: parameter.description.map(str::to_owned),
            bounds: schema.and_then(bounds::in_words),
            deprecated: data.deprecated.unwrap_or(false),
        },
    }
}

/// What is of the media type is a text as it stands.
fn is_text(media_type: &str) -> bool {
    let essence = dialect::essence(media_type);
    essence.starts_with("text/") && !bodies::is_json(&essence)
}

/// The style of a list whose items stand between something other than commas ([Swagger 2.0, `collectionFormat`](
/// https://spec.openapis.org/oas/v2.0.html#parameter-object)).
pub(super) fn delimited(collection_format: &str) -> Option<ParameterStyle> {
    match collection_format {
        "ssv" => Some(ParameterStyle::SpaceDelimited),
        "tsv" => Some(ParameterStyle::TabDelimited),
        "pipes" => Some(ParameterStyle::PipeDelimited),
        _ => None,
    }
}

fn placed(parameter: &dialect::Parameter<'_>) -> (ParameterLocation, ParameterStyle, bool) {
    match &parameter.object {
        Declared::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => ParameterStyle::Matrix,
                PathStyle::Label => ParameterStyle::Label,
                PathStyle::Simple => ParameterStyle::Simple,
            };
            (ParameterLocation::Path, style, false)
        }
        Declared::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => ParameterStyle::Form,
                QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
                QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
                QueryStyle::DeepObject => ParameterStyle::DeepObject,
            };
            (ParameterLocation::Query, style, *allow_reserved)
        }
        Declared::Header {
            style: HeaderStyle::Simple,
            ..
        } => (ParameterLocation::Header, ParameterStyle::Simple, false),
        Declared::Cookie {
            style: CookieStyle::Form,
            ..
        } => {
            let style = match parameter.is_raw_cookie() {
                true => ParameterStyle::Cookie,
                false => ParameterStyle::Form,
            };
            (ParameterLocation::Cookie, style, false)
        }
    }
}

fn undeclared(name: &str) -> Parameter {
    Parameter {
        name: names::snake_name(name),
        wire_name: name.to_owned(),
        location: ParameterLocation::Path,
        required: true,
        style: ParameterStyle::Simple,
        explode: false,
        allow_reserved: false,
        ty: Type::Text,
        docs: Docs::default(),
    }
}

/// Parameters of one name in one place are told apart by what the document calls them, those in different places by the
/// place.
fn tell_apart(parameters: &mut [Parameter], places: &[Place], schemas: &mut Schemas<'_, '_>) {
    let mut collisions = Vec::new();
    for location in [
        ParameterLocation::Path,
        ParameterLocation::Query,
        ParameterLocation::Header,
        ParameterLocation::Cookie,
    ] {
        collisions.extend(tell_apart_in(location, parameters));
    }
    collisions.extend(add_places(parameters));
    let texts: Vec<&str> = parameters.iter().map(|it| it.wire_name.as_str()).collect();
    let names = parameters.iter().map(|it| it.name.clone()).collect();
    let named = (names, collisions);
    schemas.report_collisions("parameters", &texts, &named, |index| places[index].clone());
}

/// Gives the parameters of one place their names.
fn tell_apart_in(location: ParameterLocation, parameters: &mut [Parameter]) -> Vec<Collision> {
    let here: Vec<usize> = (0..parameters.len())
        .filter(|index| parameters[*index].location == location)
        .collect();
    let claims: Vec<Claim<'_>> = here
        .iter()
        .map(|index| Claim::member(&parameters[*index].wire_name))
        .collect();
    let (names, collisions) = names::distinct(&claims, &[], Marking::Snake);
    for (index, name) in here.iter().zip(names) {
        parameters[*index].name = name;
    }
    let among_all = |collision: Collision| Collision {
        index: here[collision.index],
        first: here[collision.first],
        ..collision
    };
    collisions.into_iter().map(among_all).collect()
}

/// Parameters of one name in different places get the place as a suffix; the body's name is taken.
fn add_places(parameters: &mut [Parameter]) -> Vec<Collision> {
    let names: Vec<String> = parameters.iter().map(|it| it.name.clone()).collect();
    for parameter in parameters.iter_mut() {
        let shared = names.iter().filter(|name| **name == parameter.name).count() > 1;
        if shared || parameter.name == Body::NAME {
            let place = parameter.location.as_str();
            parameter.name = format!("{}_{place}", parameter.name);
        }
    }
    // Another one can be called so already.
    let claim = |parameter: &Parameter| Claim::named(&parameter.wire_name, &parameter.name);
    let claims: Vec<Claim<'_>> = parameters.iter().map(claim).collect();
    let (names, collisions) = names::distinct(&claims, &[], Marking::Snake);
    for (parameter, name) in parameters.iter_mut().zip(names) {
        parameter.name = name;
    }
    collisions
}
