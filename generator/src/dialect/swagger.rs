//! Swagger 2.0 ([specification](https://swagger.io/specification/v2/)), read into the same document as OpenAPI 3.0.
//!
//! Nothing is rewritten: a parameter of 2.0 *is* a schema, so it is read as one where it stands, and every place stays
//! that of the text.

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityScheme, Server};
use serde_json::{Value, json};

use super::node::{Node, References};
use super::operations::{
    FormField, MediaType, Operation, Parameter, RequestBody, Response, is_binary, is_named_alike,
    media_types, named,
};
use super::schema::Schema;
use super::{at_path, operations, paths, typed};
use crate::api::HttpMethod;
use crate::diagnostics::wording::plain;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const BYTES: &str = "application/octet-stream";

/// `schemes`, `host` and `basePath` as servers; the safest scheme comes first. Slashes between them may be missing or
/// there twice, and some hosts come with their scheme.
pub(super) fn servers(root: &Node<'_>) -> Vec<Server> {
    let base_path = root.text("basePath").unwrap_or_default().trim();
    let host = root.text("host").map(|host| host.trim().trim_matches('/'));
    let Some(host) = host.filter(|host| !host.is_empty()) else {
        return vec![server(base_path.to_owned())];
    };
    let slash = match base_path {
        "" => "",
        path if path.starts_with('/') => "",
        _ => "/",
    };
    if host.contains("://") {
        return vec![server(format!("{host}{slash}{base_path}"))];
    }
    let mut schemes = texts(root, "schemes");
    schemes.retain(|scheme| matches!(*scheme, "http" | "https"));
    schemes.sort_by_key(|scheme| *scheme != "https");
    let scheme = schemes.first().unwrap_or(&"https");
    vec![server(format!("{scheme}://{host}{slash}{base_path}"))]
}

fn server(url: String) -> Server {
    Server {
        url,
        ..Server::default()
    }
}

/// A security scheme in the words of Swagger 2.0.
pub(super) fn security_scheme(node: &Node<'_>) -> Option<SecurityScheme> {
    let description = node.text("description").map(str::to_owned);
    let extensions = Default::default();
    match node.text("type")? {
        "basic" => Some(SecurityScheme::HTTP {
            scheme: "basic".to_owned(),
            bearer_format: None,
            description,
            extensions,
        }),
        "apiKey" => {
            let location = match node.text("in")? {
                "header" => APIKeyLocation::Header,
                "query" => APIKeyLocation::Query,
                // Since OpenAPI 3 only, but there is no doubt about it.
                "cookie" => APIKeyLocation::Cookie,
                _ => return None,
            };
            let name = node.text("name")?.to_owned();
            Some(SecurityScheme::APIKey {
                location,
                name,
                description,
                extensions,
            })
        }
        "oauth2" if node.get("flows").is_none() => Some(SecurityScheme::OAuth2 {
            flows: OAuth2Flows::default(),
            description,
            extensions,
        }),
        _ => None,
    }
}

/// Every operation, in the document's order.
pub(super) fn operations<'d>(
    root: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation<'d>> {
    let mut operations = Vec::new();
    for (path, item) in paths(root, diagnostics) {
        for (item, method, node) in at_path(item, references, diagnostics) {
            let reading = Reading {
                root,
                references,
                path,
                method,
            };
            operations.extend(reading.operation(&item, node, diagnostics));
        }
    }
    operations
}

/// What the parts of an operation are read with.
struct Reading<'r, 'd> {
    root: &'r Node<'d>,
    references: &'r References<'d>,
    path: &'d str,
    method: HttpMethod,
}

impl<'d> Reading<'_, 'd> {
    fn operation(
        &self,
        item: &Node<'d>,
        node: Node<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Operation<'d>> {
        let object = typed(&node, &["parameters", "responses", "schemes"], diagnostics)?;
        let declared = self.declared(item, &node, diagnostics);
        let parameters = declared
            .iter()
            .filter_map(|parameter| self.parameter(parameter, diagnostics))
            .collect();
        note_other_bodies(&declared, diagnostics);
        let body = body(self.root, item, &node, &declared, self.references)
            .or_else(|| self.newer_body(&node, diagnostics));
        let responses = node
            .get("responses")
            .iter()
            .flat_map(Node::entries)
            .filter_map(|(key, response)| {
                let response = self.references.resolve(response, diagnostics)?;
                Some((key, self.response(key, &node, response, diagnostics)))
            })
            .collect();
        Some(Operation {
            node,
            path: self.path,
            method: self.method.clone(),
            object,
            parameters,
            body,
            responses,
            servers: Vec::new(),
        })
    }

    /// All parameters; those of the operation come before those of the path with the same name and place.
    fn declared(
        &self,
        item: &Node<'d>,
        operation: &Node<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Node<'d>> {
        let same = |node: &Node<'d>, other: &Node<'d>| {
            let name = |node: &Node<'d>| node.text("name").unwrap_or_default();
            let place = node.text("in");
            place == other.text("in") && is_named_alike(place, name(node), name(other))
        };
        let mut declared: Vec<Node<'d>> = Vec::new();
        for list in [item.get("parameters"), operation.get("parameters")]
            .iter()
            .flatten()
        {
            for node in list.items() {
                let Some(node) = self.references.resolve(node, diagnostics) else {
                    continue;
                };
                match declared.iter_mut().find(|known| same(known, &node)) {
                    Some(known) => *known = node,
                    None => declared.push(node),
                }
            }
        }
        declared
    }

    /// A parameter that isn't part of the body.
    fn parameter(&self, node: &Node<'d>, diagnostics: &mut Diagnostics) -> Option<Parameter<'d>> {
        let place = node.text("in")?;
        if is_of_body(node) {
            return None;
        }
        if node.get("schema").is_some() && node.get("type").is_none() {
            let mend = "put what it says beside the parameter's name";
            diagnostics.push(newer(node, "schema", mend));
            return operations::parameter(node.clone(), self.references, diagnostics);
        }
        let collection_format = node.text("collectionFormat");
        let (style, explode) = match (collection_format, place) {
            (Some("multi"), "query") => ("form", true),
            (_, "query") => ("form", false),
            _ => ("simple", false),
        };
        let skeleton = json!({
            "name": node.text("name"),
            "in": place,
            "description": node.text("description"),
            "required": node.flag("required"),
            "style": style,
            "explode": explode,
            // It is read apart.
            "schema": {},
        });
        let object = serde_json::from_value(without_nulls(skeleton))
            .map_err(|error| {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::UNREADABLE_OBJECT,
                        format!(
                            "this parameter can't be read: {}",
                            plain(&error.to_string(), "an object")
                        ),
                    )
                    .at(node.place())
                    .help("it is left out here"),
                );
            })
            .ok()?;
        let schema = Some(Schema::new(node.clone()));
        Some(Parameter {
            node: node.clone(),
            object,
            schema,
            content: Vec::new(),
            description: node.text("description"),
            collection_format,
        })
    }

    fn response(
        &self,
        key: &str,
        operation: &Node<'d>,
        node: Node<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Response<'d> {
        let mut content = content(self.root, operation, &node, self.references);
        if content.is_empty() {
            content = media_types(&node, self.references, diagnostics);
            if !content.is_empty() {
                diagnostics.push(newer(&node, "content", "put its `schema` in its place"));
            }
        }
        if content.is_empty() {
            content = of_schema(types_without_schema(key, operation), None, self.references);
        }
        Response {
            description: node.text("description"),
            headers: named(&node, "headers", self.references, diagnostics),
            links: Vec::new(),
            content,
            node,
        }
    }

    /// A body as OpenAPI 3 has it.
    fn newer_body(
        &self,
        operation: &Node<'d>,
        diagnostics: &mut Diagnostics,
    ) -> Option<RequestBody<'d>> {
        let body = operations::body(operation, self.references, diagnostics)?;
        let mend = "declare a parameter with `in: body`";
        diagnostics.push(newer(operation, "requestBody", mend));
        Some(body)
    }
}

/// A keyword of OpenAPI 3.
fn newer(node: &Node<'_>, keyword: &str, mend: &str) -> Diagnostic {
    let said = node.get(keyword);
    let message = format!("Swagger 2.0 has no `{keyword}` here, but OpenAPI 3 has");
    Diagnostic::warning(codes::LOOSE_SPELLING, message)
        .at(said.as_ref().unwrap_or(node).key_place())
        .help(format!("{mend}; it is read as if it were of OpenAPI 3"))
}

/// Whether a parameter is the body, or a part of it.
pub(super) fn is_of_body(parameter: &Node<'_>) -> bool {
    matches!(parameter.text("in"), Some("body" | "formData"))
}

/// The body that parameters make.
pub(super) fn body<'d>(
    root: &Node<'d>,
    item: &Node<'d>,
    operation: &Node<'d>,
    declared: &[Node<'d>],
    references: &References<'d>,
) -> Option<RequestBody<'d>> {
    let consumes = media_type_names(root, operation, "consumes");
    if let Some(node) = declared.iter().find(|node| node.text("in") == Some("body")) {
        let schema = node.get("schema").map(Schema::new);
        return Some(RequestBody {
            node: node.clone(),
            required: node.flag("required"),
            description: node.text("description"),
            content: of_schema(consumes, schema.as_ref(), references),
        });
    }
    let fields: Vec<FormField<'d>> = declared
        .iter()
        .filter(|node| node.text("in") == Some("formData"))
        .filter_map(|node| {
            Some(FormField {
                name: node.text("name")?,
                required: node.flag("required"),
                collection_format: node.text("collectionFormat"),
                schema: Schema::new(match node.get("schema") {
                    Some(schema) if node.get("type").is_none() => schema,
                    _ => node.clone(),
                }),
            })
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    let own = operation.get("parameters");
    let node = own.or_else(|| item.get("parameters"))?;
    let file = fields.iter().any(|field| field.schema.is_file());
    let name = if file || consumes.contains(&MULTIPART) {
        MULTIPART
    } else {
        FORM
    };
    let required = fields.iter().any(|field| field.required);
    let content = vec![MediaType {
        name,
        schema: None,
        is_binary: false,
        item_schema: None,
        encodings: Vec::new(),
        fields,
    }];
    Some(RequestBody {
        node,
        required,
        description: None,
        content,
    })
}

/// The schema of a response by each media type that is produced.
pub(super) fn content<'d>(
    root: &Node<'d>,
    operation: &Node<'d>,
    response: &Node<'d>,
    references: &References<'d>,
) -> Vec<MediaType<'d>> {
    let schema = response.get("schema").map(Schema::new);
    let names = match &schema {
        None => Vec::new(),
        Some(schema) if schema.is_file() => vec![file_type(root, operation)],
        Some(_) => media_type_names(root, operation, "produces"),
    };
    of_schema(names, schema.as_ref(), references)
}

fn of_schema<'d>(
    names: Vec<&'d str>,
    schema: Option<&Schema<'d>>,
    references: &References<'d>,
) -> Vec<MediaType<'d>> {
    let is_binary = is_binary(schema, references);
    let of_name = |name| MediaType {
        name,
        schema: schema.cloned(),
        is_binary,
        item_schema: None,
        encodings: Vec::new(),
        fields: Vec::new(),
    };
    names.into_iter().map(of_name).collect()
}

/// The media type of a file; JSON is what the other responses are.
fn file_type<'d>(root: &Node<'d>, operation: &Node<'d>) -> &'d str {
    let types = media_type_names(root, operation, "produces");
    let mut others = types.into_iter().filter(|name| *name != JSON);
    others.next().unwrap_or(BYTES)
}

/// `consumes` or `produces` of the operation, else of the document, else JSON.
fn media_type_names<'d>(root: &Node<'d>, operation: &Node<'d>, key: &str) -> Vec<&'d str> {
    let own = texts(operation, key);
    let said = if own.is_empty() {
        texts(root, key)
    } else {
        own
    };
    if said.is_empty() { vec![JSON] } else { said }
}

/// Takes note of bodies after the first one, and of fields of a form beside a body.
fn note_other_bodies(declared: &[Node<'_>], diagnostics: &mut Diagnostics) {
    let is_in = |place| move |node: &&Node<'_>| node.text("in") == Some(place);
    let Some(body) = declared.iter().find(is_in("body")) else {
        return;
    };
    let bodies = declared.iter().filter(is_in("body")).skip(1);
    for other in bodies.chain(declared.iter().filter(is_in("formData"))) {
        diagnostics.push(
            Diagnostic::warning(codes::UNREADABLE_OBJECT, "a request has one body")
                .at(other.place())
                .label("is left out")
                .related(body.place(), "the body")
                .help("make it a member of the one body, or describe all as `formData`"),
        );
    }
}

/// What an operation says that it produces where a response has no schema. Strictly it has no content then, but text and
/// bytes need no schema to be told of.
fn types_without_schema<'d>(key: &str, operation: &Node<'d>) -> Vec<&'d str> {
    let has_content = key.starts_with('2') && !matches!(key, "204" | "205");
    let types = texts(operation, "produces");
    match has_content && !types.iter().any(|name| is_structured(name)) {
        true => types,
        false => Vec::new(),
    }
}

/// Whether a media type is of what a schema would be written for, or may be.
fn is_structured(media_type: &str) -> bool {
    ["json", "xml", "yaml", "*/*"]
        .iter()
        .any(|name| media_type.contains(name))
}

fn texts<'d>(node: &Node<'d>, key: &str) -> Vec<&'d str> {
    let list = node.get(key);
    let items = list.iter().flat_map(Node::items);
    items.filter_map(|item| item.value.as_str()).collect()
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(object) = &mut value {
        object.retain(|_, value| !value.is_null());
    }
    value
}
