//! Which grammar a document is written in, by the version that it says.

use super::node::Node;
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};
use crate::source::suggest;

/// Which grammar a document is written in.
pub(super) enum Dialect {
    Swagger2,
    OpenApi3,
}

/// The grammar by the version that the document says; `None` after an error.
pub(super) fn dialect(root: &Node<'_>, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let unknown = |text: &str, place: Place| {
        let help = "a document begins with a line such as `openapi: 3.0.3` or `swagger: '2.0'`";
        let diagnostic = Diagnostic::error(codes::UNKNOWN_DIALECT, text);
        diagnostic.at(place).help(help)
    };
    let meant = |diagnostic: Diagnostic, key: &str| {
        let help = format!("did you mean `{key}`?");
        diagnostic.suggest(key).help(help)
    };
    diagnostics.push(match (root.get("openapi"), root.get("swagger")) {
        (Some(version), _) => match major(&version) {
            Some(3) => return Some(Dialect::OpenApi3),
            Some(2) => {
                let text = "version 2.0 has the key `swagger`";
                meant(unknown(text, version.key_place()), "swagger")
            }
            _ => unknown("this version of OpenAPI is not supported", version.place()),
        },
        (None, Some(version)) => match major(&version) {
            Some(2) => return Some(Dialect::Swagger2),
            Some(3) => {
                let text = "since version 3 the key is `openapi`";
                meant(unknown(text, version.key_place()), "openapi")
            }
            _ => unknown("this version of Swagger is not supported", version.place()),
        },
        (None, None) => {
            let text = "this is not an OpenAPI document: `openapi` is missing";
            let nearest = |key: &str| suggest::nearest(key, ["openapi", "swagger"]);
            let mut members = root.members();
            match members.find_map(|(key, member)| Some((member, nearest(key)?))) {
                Some((member, key)) => meant(unknown(text, member.key_place()), key),
                None => other(root).unwrap_or_else(|| unknown(text, root.place())),
            }
        }
    });
    None
}

/// The first number of a version. YAML takes `2.0` and `3.1` for numbers.
fn major(version: &Node<'_>) -> Option<u64> {
    let text = version.value.as_str().map(str::to_owned);
    let text = text.unwrap_or_else(|| version.value.to_string());
    text.split('.').next()?.parse().ok()
}

/// What is often given by mistake, and how to get at an OpenAPI document from there.
fn other(root: &Node<'_>) -> Option<Diagnostic> {
    const OTHERS: [(&str, &str, &str); 7] = [
        (
            "asyncapi",
            "an AsyncAPI document",
            "that describes messages: give the OpenAPI description of the HTTP API",
        ),
        (
            "arazzo",
            "an Arazzo document",
            "give one of the documents that it names under `sourceDescriptions`",
        ),
        (
            "overlay",
            "an Overlay",
            "give the document that it corrects, and this one with `--overlay`",
        ),
        (
            "openrpc",
            "an OpenRPC document",
            "give an OpenAPI description of the API",
        ),
        (
            "swaggerVersion",
            "a Swagger 1 document",
            "convert it to OpenAPI 3 first",
        ),
        (
            "$schema",
            "a JSON Schema",
            "refer to it by `$ref` from the `components` of an OpenAPI document",
        ),
        (
            "log",
            "a recording of requests (HAR)",
            "make an OpenAPI document of it first",
        ),
    ];
    let told = |node: &Node<'_>, what: &str, mend: &str| {
        let text = format!("this is not an OpenAPI document, but {what}");
        let diagnostic = Diagnostic::error(codes::UNKNOWN_DIALECT, text);
        diagnostic.at(node.key_place()).help(mend.to_owned())
    };
    if let Some((key, inner)) = root.members().find(|(_, member)| has_version(member)) {
        let what = format!("has one under `{key}`");
        let mend = format!("save what stands at `{}` as a file", inner.pointer);
        return Some(told(&inner, &what, &mend));
    }
    if let (Some(items), Some(_)) = (root.get("item"), root.get("info")) {
        let mend = "have Postman export an OpenAPI document";
        return Some(told(&items, "a Postman collection", mend));
    }
    OTHERS
        .iter()
        .find_map(|(key, what, mend)| Some(told(&root.get(key)?, what, mend)))
}

fn has_version(node: &Node<'_>) -> bool {
    let has = |key: &&str| node.value.get(*key).is_some();
    ["openapi", "swagger"].iter().any(has)
}
