//! [Paths](https://spec.openapis.org/oas/v3.0.4.html#paths-object): every operation with its parameters, body and responses.

use openapiv3::ParameterData;
use serde_json::json;

use super::node::{Node, References};
use super::schema::Schema;
use super::{at_path, paths, servers, swagger, typed};
use crate::api::HttpMethod;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

/// An operation, references resolved.
pub(crate) struct Operation<'d> {
    pub(crate) node: Node<'d>,
    pub(crate) path: &'d str,
    pub(crate) method: HttpMethod,
    /// Without parameters, body and responses, which stand beside it.
    pub(crate) object: openapiv3::Operation,
    pub(crate) parameters: Vec<Parameter<'d>>,
    pub(crate) body: Option<RequestBody<'d>>,
    /// By their key: a status, a range such as `4XX`, or `default`.
    pub(crate) responses: Vec<(&'d str, Response<'d>)>,
    /// Servers of the path or the operation alone.
    pub(crate) servers: Vec<openapiv3::Server>,
}

pub(crate) struct Parameter<'d> {
    pub(crate) node: Node<'d>,
    pub(crate) object: openapiv3::Parameter,
    pub(crate) schema: Option<Schema<'d>>,
    pub(crate) content: Vec<MediaType<'d>>,
    /// What is said beside the reference to it, or where it stands.
    pub(crate) description: Option<&'d str>,
    /// How a list is written: `csv`, `ssv`, `tsv`, `pipes` or `multi` (Swagger 2.0).
    pub(crate) collection_format: Option<&'d str>,
}

impl Parameter<'_> {
    pub(crate) fn data(&self) -> &ParameterData {
        self.object.parameter_data_ref()
    }

    /// A cookie that is sent as it is, as OpenAPI 3.2 has it.
    pub(crate) fn is_raw_cookie(&self) -> bool {
        is_raw_cookie(&self.node)
    }
}

pub(crate) struct RequestBody<'d> {
    pub(crate) node: Node<'d>,
    pub(crate) required: bool,
    pub(crate) description: Option<&'d str>,
    pub(crate) content: Vec<MediaType<'d>>,
}

pub(crate) struct Response<'d> {
    pub(crate) node: Node<'d>,
    pub(crate) description: Option<&'d str>,
    pub(crate) headers: Vec<(&'d str, Node<'d>)>,
    pub(crate) links: Vec<(&'d str, Node<'d>)>,
    pub(crate) content: Vec<MediaType<'d>>,
}

pub(crate) struct MediaType<'d> {
    pub(crate) name: &'d str,
    pub(crate) schema: Option<Schema<'d>>,
    /// Whether the schema, or what it refers to, is of bytes: as a whole they are no string of JSON (OpenAPI 3.0, 4.7.14.2).
    pub(crate) is_binary: bool,
    /// The schema of each item, where the content is a stream of them (OpenAPI 3.2).
    pub(crate) item_schema: Option<Schema<'d>>,
    /// How members of a form are written, by their names.
    pub(crate) encodings: Vec<(&'d str, Node<'d>)>,
    /// The fields of a form, where they are declared one by one.
    pub(crate) fields: Vec<FormField<'d>>,
}

pub(crate) struct FormField<'d> {
    pub(crate) name: &'d str,
    pub(crate) required: bool,
    /// How a list is said to be written: `csv`, `ssv`, `tsv`, `pipes` or `multi` (Swagger 2.0).
    pub(crate) collection_format: Option<&'d str>,
    pub(crate) schema: Schema<'d>,
}

/// Every operation, in the document's order.
pub(super) fn read<'d>(
    root: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation<'d>> {
    let mut operations = Vec::new();
    for (path, item) in paths(root, diagnostics) {
        for (item, method, node) in at_path(item, references, diagnostics) {
            operations.extend(operation(
                root,
                path,
                method,
                &item,
                node,
                references,
                diagnostics,
            ));
        }
    }
    operations
}

fn operation<'d>(
    root: &Node<'d>,
    path: &'d str,
    method: HttpMethod,
    item: &Node<'d>,
    node: Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<Operation<'d>> {
    let object = typed(
        &node,
        &[
            "parameters",
            "requestBody",
            "responses",
            "callbacks",
            "servers",
        ],
        diagnostics,
    )?;
    let has_own_servers = node.get("servers").is_some();
    let servers = servers::read(if has_own_servers { &node } else { item }, diagnostics);
    let (parameters, of_body) = parameters(item, &node, references, diagnostics);
    let body = match body(&node, references, diagnostics) {
        None => body_of_old(root, item, &node, &of_body, references, diagnostics),
        said => said,
    };
    let responses = node
        .get("responses")
        .iter()
        .flat_map(Node::entries)
        .filter_map(|(key, response)| {
            let (response, description) = described(response, references, diagnostics)?;
            let content = match media_types(&response, references, diagnostics) {
                said if said.is_empty() => {
                    content_of_old(root, &node, &response, references, diagnostics)
                }
                said => said,
            };
            Some((
                key,
                Response {
                    description,
                    headers: named(&response, "headers", references, diagnostics),
                    links: named(&response, "links", references, diagnostics),
                    content,
                    node: response,
                },
            ))
        })
        .collect();
    Some(Operation {
        node,
        path,
        method,
        object,
        parameters,
        body,
        responses,
        servers,
    })
}

/// The [Request Body](https://spec.openapis.org/oas/v3.0.4.html#request-body-object) of an operation.
pub(super) fn body<'d>(
    operation: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<RequestBody<'d>> {
    let (node, description) = described(operation.get("requestBody")?, references, diagnostics)?;
    Some(RequestBody {
        required: node.flag("required"),
        description,
        content: media_types(&node, references, diagnostics),
        node,
    })
}

/// What a reference leads to, with what is said beside the reference or else there.
fn described<'d>(
    said: Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<(Node<'d>, Option<&'d str>)> {
    let beside = said.text("description");
    let node = references.resolve(said, diagnostics)?;
    let description = beside.or_else(|| node.text("description"));
    Some((node, description))
}

/// The headers or links that a response declares, references resolved.
pub(super) fn named<'d>(
    response: &Node<'d>,
    keyword: &str,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'d str, Node<'d>)> {
    response
        .get(keyword)
        .iter()
        .flat_map(Node::members)
        .filter_map(|(name, node)| Some((name, references.resolve(node, diagnostics)?)))
        .collect()
}

/// Those of the path item, overridden by those of the operation with the same name and place; and, as Swagger 2.0 had
/// them, those that make the body.
fn parameters<'d>(
    item: &Node<'d>,
    operation: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Parameter<'d>>, Vec<Node<'d>>) {
    let mut parameters: Vec<Parameter<'d>> = Vec::new();
    let mut of_body = Vec::new();
    for list in [item.get("parameters"), operation.get("parameters")]
        .iter()
        .flatten()
    {
        let inherited = parameters.len();
        for node in list.items() {
            let Some((node, description)) = described(node, references, diagnostics) else {
                continue;
            };
            if swagger::is_of_body(&node) {
                of_body.push(node);
                continue;
            }
            let Some(mut parameter) = parameter(node, references, diagnostics) else {
                continue;
            };
            parameter.description = description;
            let same = |other: &Parameter<'d>| {
                is_named_alike(
                    parameter.node.text("in"),
                    &parameter.data().name,
                    &other.data().name,
                ) && std::mem::discriminant(&other.object)
                    == std::mem::discriminant(&parameter.object)
            };
            match parameters.iter().position(same) {
                Some(index) if index < inherited => parameters[index] = parameter,
                Some(index) => diagnostics.push(
                    Diagnostic::warning(
                        codes::REPEATED_PARAMETER,
                        format!(
                            "the parameter `{}` is declared twice",
                            parameter.data().name
                        ),
                    )
                    .at(parameter.node.place())
                    .related(parameters[index].node.place(), "first declared here")
                    .help("remove one of them; the first one is used"),
                ),
                None => parameters.push(parameter),
            }
        }
    }
    (parameters, of_body)
}

/// Whether two names in one place are of one parameter. Those of headers are in any case (RFC 9110, section 5.1).
pub(super) fn is_named_alike(place: Option<&str>, name: &str, other: &str) -> bool {
    match place {
        Some("header") => name.eq_ignore_ascii_case(other),
        _ => name == other,
    }
}

/// A parameter, its own reference resolved.
pub(super) fn parameter<'d>(
    node: Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<Parameter<'d>> {
    let content = media_types(&node, references, diagnostics);
    if node.text("in") == Some("querystring") {
        return query_string(node, content, diagnostics);
    }
    let without: &[&str] = match is_raw_cookie(&node) {
        true => &["schema", "content", "style"],
        false => &["schema", "content"],
    };
    let object = typed(&node, without, diagnostics)?;
    let schema = node.get("schema").map(Schema::new);
    let schema = match schema {
        None if content.is_empty() => schema_of_old(&node, diagnostics),
        said => said,
    };
    Some(Parameter {
        description: node.text("description"),
        node,
        object,
        schema,
        content,
        collection_format: None,
    })
}

/// A parameter that is a schema itself, as Swagger 2.0 had it.
fn schema_of_old<'d>(node: &Node<'d>, diagnostics: &mut Diagnostics) -> Option<Schema<'d>> {
    let said = node.get("type")?;
    diagnostics.push(of_old(
        &said,
        "since OpenAPI 3 the type of a parameter stands in its `schema`",
        "put it, and what else is said of the value, under `schema`",
    ));
    Some(Schema::new(node.clone()))
}

/// A body that parameters make, as Swagger 2.0 had it.
fn body_of_old<'d>(
    root: &Node<'d>,
    item: &Node<'d>,
    operation: &Node<'d>,
    parameters: &[Node<'d>],
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<RequestBody<'d>> {
    let said = parameters.first()?.get("in")?;
    diagnostics.push(of_old(
        &said,
        "since OpenAPI 3 a body is no parameter",
        "put its schema under `requestBody`, by media type",
    ));
    swagger::body(root, item, operation, parameters, references)
}

/// The schema of a response beside its description, as Swagger 2.0 had it.
fn content_of_old<'d>(
    root: &Node<'d>,
    operation: &Node<'d>,
    response: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<MediaType<'d>> {
    if let Some(said) = response.get("schema") {
        diagnostics.push(of_old(
            &said,
            "since OpenAPI 3 the schema of a response stands in its `content`",
            "put it under `content`, by media type",
        ));
    }
    swagger::content(root, operation, response, references)
}

/// What stands where Swagger 2.0 had it.
fn of_old(said: &Node<'_>, message: &str, mend: &str) -> Diagnostic {
    Diagnostic::warning(codes::LOOSE_SPELLING, message)
        .at(said.key_place())
        .help(format!("{mend}; it is read as if it were"))
}

fn is_raw_cookie(node: &Node<'_>) -> bool {
    node.text("in") == Some("cookie") && node.text("style") == Some("cookie")
}

/// The whole query as one object (OpenAPI 3.2): as a form it is what an object in pieces is.
fn query_string<'d>(
    node: Node<'d>,
    content: Vec<MediaType<'d>>,
    diagnostics: &mut Diagnostics,
) -> Option<Parameter<'d>> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let form = content.into_iter().find(|content| content.name == FORM);
    let Some(schema) = form.and_then(|form| form.schema) else {
        diagnostics.push(
            Diagnostic::warning(
                codes::UNREADABLE_OBJECT,
                "a query string of this media type is not supported",
            )
            .at(node.place())
            .help(format!("`{FORM}` is; the parameter is left out here")),
        );
        return None;
    };
    let skeleton = json!({
        "name": node.text("name").unwrap_or("query"),
        "in": "query",
        "description": node.text("description"),
        "required": node.flag("required"),
        "deprecated": node.flag("deprecated"),
        "style": "form",
        "explode": true,
        "schema": {},
    });
    Some(Parameter {
        description: node.text("description"),
        node,
        object: serde_json::from_value(skeleton).ok()?,
        schema: Some(schema),
        content: Vec::new(),
        collection_format: None,
    })
}

/// The content of a body, a response or a parameter by its media types.
pub(super) fn media_types<'d>(
    node: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<MediaType<'d>> {
    node.get("content")
        .iter()
        .flat_map(Node::members)
        .filter_map(|(name, declared)| {
            let node = references.resolve(declared.clone(), diagnostics)?;
            let schema = node.get("schema").map(Schema::new);
            let schema = schema.or_else(|| bare_schema(declared, &node, diagnostics));
            Some(MediaType {
                name,
                is_binary: is_binary(schema.as_ref(), references),
                schema,
                item_schema: node.get("itemSchema").map(Schema::new),
                encodings: node
                    .get("encoding")
                    .iter()
                    .flat_map(Node::members)
                    .collect(),
                fields: Vec::new(),
            })
        })
        .collect()
}

pub(super) fn is_binary<'d>(schema: Option<&Schema<'d>>, references: &References<'d>) -> bool {
    let mut unheard = Diagnostics::default();
    let node = schema.and_then(|schema| references.resolve(schema.node.clone(), &mut unheard));
    node.is_some_and(|node| Schema::new(node).is_binary())
}

/// A schema that stands, or is referred to, in the place of the media type that should hold it.
fn bare_schema<'d>(
    declared: Node<'d>,
    resolved: &Node<'d>,
    diagnostics: &mut Diagnostics,
) -> Option<Schema<'d>> {
    if !Schema::new(resolved.clone()).says_shape() {
        return None;
    }
    let message = "a schema stands in the place of a media type";
    diagnostics.push(
        Diagnostic::warning(codes::LOOSE_SPELLING, message)
            .at(declared.key_place())
            .help("put it under `schema`; it is read as if it were"),
    );
    Some(Schema::new(declared))
}

/// The media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
