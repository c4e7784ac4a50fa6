//! From the value tree to a document, whatever its dialect: Swagger 2.0 or OpenAPI 3.
//!
//! Operations are read into the types of `openapiv3`, one object at a time, so that a faulty one costs only itself.
//! Schemas stay where they stand in the tree (see [`schema`]).

mod borrowed;
mod node;
mod objects;
mod operations;
mod schema;
mod servers;
mod spelling;
mod swagger;
mod version;
mod webhooks;

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api::HttpMethod;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::source::{FileId, Pointer, Sources, suggest};

use objects::typed;
use version::Dialect;

pub(crate) use node::{Misfits, Node, References};
pub(crate) use operations::{
    FormField, MediaType, Operation, Parameter, RequestBody, Response, essence,
};
pub(crate) use schema::{AdditionalProperties, JsonType, Schema};
pub(crate) use spelling::mend;
pub(crate) use webhooks::Webhook;

const METHODS: [(&str, HttpMethod); 9] = [
    ("get", HttpMethod::Get),
    ("put", HttpMethod::Put),
    ("post", HttpMethod::Post),
    ("delete", HttpMethod::Delete),
    ("options", HttpMethod::Options),
    ("head", HttpMethod::Head),
    ("patch", HttpMethod::Patch),
    ("trace", HttpMethod::Trace),
    ("query", HttpMethod::Query),
];

/// The operations of a [Path Item Object](https://spec.openapis.org/oas/v3.2.0.html#path-item-object) by method.
fn by_method<'d>(
    item: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<(HttpMethod, Node<'d>)> {
    let members = item.members();
    diagnostics.extend(members.filter_map(|(key, node)| no_method(key, &node, item)));
    let known = METHODS
        .into_iter()
        .filter_map(|(key, method)| Some((method, item.get(key)?)));
    let additional = item.get("additionalOperations");
    let other = additional
        .iter()
        .flat_map(Node::members)
        .map(|(name, node)| (HttpMethod::Other(name.to_owned()), node));
    // The specification has no references here, but documents of several files do.
    let resolved = |(method, node)| Some((method, references.resolve(node, diagnostics)?));
    known.chain(other).filter_map(resolved).collect()
}

/// The operations of a path, each with the path item that it stands in: those beside a reference come before those of
/// what it leads to.
fn at_path<'d>(
    item: Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<(Node<'d>, HttpMethod, Node<'d>)> {
    let beside = item.reference().map(|_| item.clone());
    let items = beside
        .into_iter()
        .chain(references.resolve(item, diagnostics));
    let mut found: Vec<(Node<'d>, HttpMethod, Node<'d>)> = Vec::new();
    for item in items {
        for (method, node) in by_method(&item, references, diagnostics) {
            if found.iter().all(|(_, known, _)| *known != method) {
                found.push((item.clone(), method, node));
            }
        }
    }
    found
}

/// A key of a path item that was probably meant for a method.
fn no_method(key: &str, node: &Node<'_>, item: &Node<'_>) -> Option<Diagnostic> {
    let methods = METHODS.map(|(method, _)| method);
    let is_known = methods.contains(&key) || key == "additionalOperations";
    let operation = node
        .object()
        .filter(|_| !is_known && !key.starts_with("x-"))?;
    let others = methods
        .into_iter()
        .filter(|method| item.get(method).is_none());
    let nearest = suggest::nearest(key, others);
    if nearest.is_none() && !operation.contains_key("responses") {
        return None;
    }
    let message = format!("`{key}` is no method, so that this operation is left out");
    let diagnostic = Diagnostic::warning(codes::UNREADABLE_OBJECT, message).at(node.key_place());
    Some(match nearest {
        Some(method) => {
            let help = format!("did you mean `{method}`?");
            diagnostic.suggest(method).help(help)
        }
        None => {
            diagnostic.help("other methods stand under `additionalOperations`, since OpenAPI 3.2")
        }
    })
}

/// An OpenAPI document, read.
pub(crate) struct Document<'d> {
    pub(crate) references: References<'d>,
    pub(crate) root: Node<'d>,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) version: String,
    pub(crate) servers: Vec<openapiv3::Server>,
    pub(crate) tags: Vec<openapiv3::Tag>,
    pub(crate) security: Option<Vec<openapiv3::SecurityRequirement>>,
    pub(crate) security_schemes: Vec<(String, Node<'d>, openapiv3::SecurityScheme)>,
    /// Security schemes that are a matter of the connection, not of what is sent by it (OpenAPI 3.1).
    pub(crate) mutual_tls: Vec<&'d str>,
    pub(crate) operations: Vec<Operation<'d>>,
    pub(crate) webhooks: Vec<Webhook<'d>>,
    pub(crate) schemas: Vec<(&'d str, Schema<'d>)>,
}

impl Document<'_> {
    /// It is of Swagger 2.0, which has much in other places than OpenAPI 3.
    pub(crate) fn is_swagger(&self) -> bool {
        self.root.get("swagger").is_some()
    }

    /// Where it has its schemas.
    pub(crate) fn schemas_section(&self) -> &'static str {
        match self.is_swagger() {
            true => "definitions",
            false => "components/schemas",
        }
    }
}

/// Reads a document; what can't be read is reported and left out.
pub(crate) fn read<'d>(
    sources: &'d Sources,
    file: FileId,
    value: &'d Value,
    misfits: &'d Misfits,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'d>> {
    let root = Node::new(file, Pointer::root(), value, misfits);
    let references = References::new(sources);
    let dialect = version::dialect(&root, diagnostics)?;
    let of_components = root
        .get("components")
        .and_then(|components| components.get("schemas"));
    let definitions = root.get("definitions");
    let has = |key: &str| root.get(key).is_some();
    let (servers, operations, schemas) = match dialect {
        Dialect::Swagger2 => (
            match has("servers") && !has("host") {
                true => servers::read(&root, diagnostics),
                false => swagger::servers(&root),
            },
            swagger::operations(&root, &references, diagnostics),
            definitions.or(of_components),
        ),
        Dialect::OpenApi3 => (
            match has("host") && !has("servers") {
                true => swagger::servers(&root),
                false => servers::read(&root, diagnostics),
            },
            operations::read(&root, &references, diagnostics),
            of_components.or(definitions),
        ),
    };
    let info = root.get("info");
    let info_text = |key: &str| info.as_ref().and_then(|info| info.text(key));
    Some(Document {
        title: info_text("title").unwrap_or("API").to_owned(),
        description: info_text("description").map(str::to_owned),
        version: info_text("version").unwrap_or_default().to_owned(),
        servers,
        tags: list(&root, "tags", diagnostics),
        security: root
            .get("security")
            .and_then(|node| typed(&node, &[], diagnostics)),
        security_schemes: security_schemes(&root, &references, diagnostics),
        mutual_tls: mutual_tls(&root),
        operations,
        webhooks: webhooks::read(&root, &references, diagnostics),
        schemas: schemas
            .iter()
            .flat_map(Node::members)
            .map(|(name, node)| (name, Schema::new(node)))
            .collect(),
        references,
        root,
    })
}

/// Where either dialect has its security schemes, and in the words of either: documents that went from one to the other
/// often kept them.
fn security_schemes<'d>(
    root: &Node<'d>,
    references: &References<'d>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Node<'d>, openapiv3::SecurityScheme)> {
    let definitions = root.get("securityDefinitions");
    let of_old = definitions.iter().flat_map(Node::members);
    let mut seen = HashSet::new();
    scheme_nodes(root)
        .chain(of_old)
        .filter(|(name, node)| !is_mutual_tls(node) && seen.insert(*name))
        .filter_map(|(name, node)| {
            let node = references.resolve(node, diagnostics)?;
            // Tokens are had from elsewhere but by one flow, which is read where it is used.
            let without: &[&str] = match node.text("type") {
                Some("oauth2") => &["flows"],
                _ => &[],
            };
            let scheme = swagger::security_scheme(&node);
            let scheme = scheme.or_else(|| typed(&node, without, diagnostics))?;
            Some((name.to_owned(), node, scheme))
        })
        .collect()
}

fn scheme_nodes<'d>(root: &Node<'d>) -> impl Iterator<Item = (&'d str, Node<'d>)> {
    let components = root.get("components");
    let schemes = components.and_then(|components| components.get("securitySchemes"));
    schemes
        .into_iter()
        .flat_map(|schemes| schemes.members().collect::<Vec<_>>())
}

fn mutual_tls<'d>(root: &Node<'d>) -> Vec<&'d str> {
    let schemes = scheme_nodes(root).filter(|(_, node)| is_mutual_tls(node));
    schemes.map(|(name, _)| name).collect()
}

fn is_mutual_tls(scheme: &Node<'_>) -> bool {
    scheme.text("type") == Some("mutualTLS")
}

/// The items of `paths`, and of the key under which Azure has those that differ in their query alone.
fn path_items<'d>(root: &Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    let keys = ["paths", "x-ms-paths"].into_iter();
    let paths: Vec<Node<'d>> = keys.filter_map(|key| root.get(key)).collect();
    paths.iter().flat_map(Node::entries).collect()
}

/// The items of paths, with what is wrong with their keys.
fn paths<'d>(root: &Node<'d>, diagnostics: &mut Diagnostics) -> Vec<(&'d str, Node<'d>)> {
    let items = path_items(root);
    for (path, item) in items.iter().filter(|(path, _)| !path.starts_with('/')) {
        let text = format!("the path `{path}` does not begin with a slash");
        let diagnostic = Diagnostic::warning(codes::RELATIVE_PATH, text).at(item.key_place());
        diagnostics.push(match behind_server(path) {
            Some((server, path)) => diagnostic
                .suggest(path)
                .help(format!("write `{path}`, and `{server}` under `servers`")),
            None => diagnostic
                .suggest(format!("/{path}"))
                .help(format!("write `/{path}`")),
        });
    }
    items
}

/// What a URL in the place of a path is made of: the server's URL, and the path behind it.
fn behind_server(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.find('/').filter(|_| !scheme.contains(['/', '{']))?;
    Some(url.split_at(scheme.len() + "://".len() + host))
}

fn list<T: DeserializeOwned>(root: &Node<'_>, key: &str, diagnostics: &mut Diagnostics) -> Vec<T> {
    root.get(key)
        .iter()
        .flat_map(Node::items)
        .filter_map(|node| typed(&node, &[], diagnostics))
        .collect()
}
