//! Swagger 2.0 ([specification](https://swagger.io/specification/v2/)), read into the same document as OpenAPI 3.0.
//!
//! Nothing is rewritten: a parameter of 2.0 *is* a schema, so it is read as one where it stands, and every place stays
//! that of the text.

use openapiv3::{APIKeyLocation, OAuth2Flows, SecurityScheme, Server};
use serde_json::{Value, json};

use super::node::{Node, References};
use super::operations::{
    FormField, MediaType, Operation, Parameter, RequestBody, Response, is_named_alike, named,
};
use super::schema::Schema;
use super::{at_path, paths, typed};
use crate::api::HttpMethod;
use crate::diagnostics::wording::plain;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const BYTES: &str = "application/octet-stream";

/// `schemes`, `host` and `basePath` as servers; the safest scheme comes first.
pub(super) fn servers(root: &Node<'_>) -> Vec<Server> {
    let base_path = root.text("basePath").unwrap_or_default();
    let Some(host) = root.text("host") else {
        return vec![server(base_path.to_owned())];
    };
    let mut schemes = texts(root, "schemes");
    schemes.sort_by_key(|scheme| *scheme != "https");
    let scheme = schemes.first().unwrap_or(&"https");
    vec![server(format!("{scheme}://{host}{base_path}"))]
}

fn server(url: String) -> Server {
    Server {
        url,
        ..Server::default()
    }
}

/// `securityDefinitions`.
pub(super) fn security_schemes<'d>(
    root: &Node<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Node<'d>, SecurityScheme)> {
    root.get("securityDefinitions")
        .iter()
        .flat_map(Node::members)
        .filter_map(|(name, node)| {
            let scheme = security_scheme(&node).or_else(|| {
                diagnostics.push(
                    Diagnostic::warning(
                        codes::UNREADABLE_OBJECT,
                        "this security scheme can't be read",
                    )
                    .at(node.place())
                    .help("its `type` is `basic`, `apiKey` or `oauth2`; it is left out here"),
                );
                None
            })?;
            Some((name.to_owned(), node, scheme))
        })
        .collect()
}

fn security_scheme(node: &Node<'_>) -> Option<SecurityScheme> {
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
        "oauth2" => Some(SecurityScheme::OAuth2 {
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
        let body = self.body(item, &node, &declared);
        let responses = node
            .get("responses")
            .iter()
            .flat_map(Node::entries)
            .filter_map(|(key, response)| {
                let response = self.references.resolve(response, diagnostics)?;
                let headers = named(&response, "headers", self.references, diagnostics);
                Some((key, self.response(key, &node, response, headers)))
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
        if matches!(place, "body" | "formData") {
            return None;
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
        let schema = schema_of_new(node, diagnostics);
        Some(Parameter {
            node: node.clone(),
            object,
            schema: Some(schema.unwrap_or_else(|| Schema::new(node.clone()))),
            content: Vec::new(),
            collection_format,
        })
    }

    fn body(
        &self,
        item: &Node<'d>,
        operation: &Node<'d>,
        declared: &[Node<'d>],
    ) -> Option<RequestBody<'d>> {
        let consumes = self.media_types(operation, "consumes");
        if let Some(node) = declared.iter().find(|node| node.text("in") == Some("body")) {
            let schema = node.get("schema").map(Schema::new);
            let content = consumes
                .into_iter()
                .map(|name| MediaType {
                    name,
                    schema: schema.clone(),
                    item_schema: None,
                    encodings: Vec::new(),
                    fields: Vec::new(),
                })
                .collect();
            return Some(RequestBody {
                node: node.clone(),
                required: node.flag("required"),
                description: node.text("description"),
                content,
            });
        }
        let fields: Vec<FormField<'d>> = declared
            .iter()
            .filter(|node| node.text("in") == Some("formData"))
            .filter_map(|node| {
                Some(FormField {
                    name: node.text("name")?,
                    required: node.flag("required"),
                    collection_format: match (node.text("type"), node.text("collectionFormat")) {
                        (Some("array"), None) => Some("csv"),
                        (_, said) => said,
                    },
                    schema: Schema::new(node.clone()),
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

    fn response(
        &self,
        key: &str,
        operation: &Node<'d>,
        node: Node<'d>,
        headers: Vec<(&'d str, Node<'d>)>,
    ) -> Response<'d> {
        let schema = node.get("schema").map(Schema::new);
        let names = match &schema {
            None => types_without_schema(key, operation),
            Some(schema) if schema.is_file() => vec![self.file_type(operation)],
            Some(_) => self.media_types(operation, "produces"),
        };
        let content = names
            .into_iter()
            .map(|name| MediaType {
                name,
                schema: schema.clone(),
                item_schema: None,
                encodings: Vec::new(),
                fields: Vec::new(),
            })
            .collect();
        Response {
            description: node.text("description"),
            headers,
            links: Vec::new(),
            content,
            node,
        }
    }

    /// The media type of a file; JSON is what the other responses are.
    fn file_type(&self, operation: &Node<'d>) -> &'d str {
        let types = self.media_types(operation, "produces");
        let mut others = types.into_iter().filter(|name| *name != JSON);
        others.next().unwrap_or(BYTES)
    }

    /// `consumes` or `produces` of the operation, else of the document, else JSON.
    fn media_types(&self, operation: &Node<'d>, key: &str) -> Vec<&'d str> {
        let own = texts(operation, key);
        let said = if own.is_empty() {
            texts(self.root, key)
        } else {
            own
        };
        if said.is_empty() { vec![JSON] } else { said }
    }
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

/// The schema of a parameter that has one of its own, as only a body has it in Swagger 2.0, and no type.
fn schema_of_new<'d>(node: &Node<'d>, diagnostics: &mut Diagnostics) -> Option<Schema<'d>> {
    let schema = node.get("schema").filter(|_| node.get("type").is_none())?;
    diagnostics.push(
        Diagnostic::warning(
            codes::LOOSE_SPELLING,
            "in Swagger 2.0 the type of a parameter stands beside its `name`",
        )
        .at(schema.key_place())
        .help("put what is said under `schema` there; it is read as if it were"),
    );
    Some(Schema::new(schema))
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
