//! Parameters ([Parameter Object](https://spec.openapis.org/oas/v3.0.4.html#parameter-object)).

use openapiv3::{CookieStyle, HeaderStyle, Parameter as Declared, PathStyle, QueryStyle};

use super::schemas::{Schemas, Typed};
use super::scope::Scope;
use super::{bounds, names};
use crate::api::{Docs, Parameter, ParameterLocation, ParameterStyle, Type};
use crate::diagnostics::{Diagnostic, codes};
use crate::dialect;

/// The parameters of an operation.
pub(super) fn parameters<'d>(
    operation: &dialect::Operation<'d>,
    scope: &impl Fn(&str) -> Scope,
    schemas: &mut Schemas<'_, 'd>,
) -> Vec<Parameter> {
    let in_template = template_names(operation.path);
    let mut parameters: Vec<Parameter> = Vec::new();
    for parameter in &operation.parameters {
        if is_sent(parameter, &in_template, operation, schemas) {
            parameters.push(lower(parameter, scope, schemas));
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
        }
    }
    tell_apart(&mut parameters);
    parameters
}

/// The names in the braces of a path template.
fn template_names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// Headers that are described elsewhere are no parameters, nor are path parameters that the path doesn't have.
fn is_sent<'d>(
    parameter: &dialect::Parameter<'d>,
    in_template: &[&str],
    operation: &dialect::Operation<'d>,
    schemas: &mut Schemas<'_, 'd>,
) -> bool {
    const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];
    let name = parameter.data().name.as_str();
    match &parameter.object {
        Declared::Header { .. } => {
            !DESCRIBED_ELSEWHERE.contains(&name.to_ascii_lowercase().as_str())
        }
        Declared::Path { .. } if !in_template.contains(&name) => {
            let mend = match in_template.iter().any(|other| other.trim() == name) {
                true => format!("write `{{{name}}}` in the path, without spaces"),
                false => "write it in braces in the path, or remove the parameter".to_owned(),
            };
            schemas.diagnostics.push(
                Diagnostic::warning(
                    codes::UNUSED_PATH_PARAMETER,
                    format!("the path has no parameter `{name}`"),
                )
                .at(parameter
                    .node
                    .get("name")
                    .unwrap_or_else(|| parameter.node.clone())
                    .place())
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
    let typed = match schema {
        Some(schema) => schemas.typed_for_operation(schema, &scope(&data.name)),
        None => Typed::plain(Type::Text),
    };
    let by_content = parameter.schema.is_none() && !parameter.content.is_empty();
    let style = if by_content {
        ParameterStyle::Json
    } else {
        style
    };
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
            description: data.description.clone(),
            bounds: schema.and_then(bounds::in_words),
            deprecated: data.deprecated.unwrap_or(false),
        },
    }
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

/// Parameters of one name in different places get the place as a suffix; the body's name is taken.
fn tell_apart(parameters: &mut [Parameter]) {
    let names: Vec<String> = parameters
        .iter()
        .map(|parameter| parameter.name.clone())
        .collect();
    for parameter in parameters.iter_mut() {
        let shared = names.iter().filter(|name| **name == parameter.name).count() > 1;
        if shared || parameter.name == "body" {
            let place = match parameter.location {
                ParameterLocation::Path => "path",
                ParameterLocation::Query => "query",
                ParameterLocation::Header => "header",
                ParameterLocation::Cookie => "cookie",
            };
            parameter.name = format!("{}_{place}", parameter.name);
        }
    }
    let texts: Vec<String> = parameters
        .iter()
        .map(|parameter| format!("{}\0{}", parameter.name, parameter.wire_name))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let wanted = |text: &str| text.split('\0').next().unwrap_or_default().to_owned();
    let (names, _) = names::distinct(&texts, &[], wanted, names::snake_mark);
    for (parameter, name) in parameters.iter_mut().zip(names) {
        parameter.name = name;
    }
}
