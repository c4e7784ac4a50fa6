//! Diagnostics in the Static Analysis Results Interchange Format, which code scanning services and editors read.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::located::{Located, Region, located};
use super::{Code, Diagnostics};
use crate::source::Sources;

/// A log of [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) with one run: the codes that
/// were met as rules, and a result for each diagnostic.
#[must_use]
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> Value {
    let codes: BTreeSet<Code> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let located = located(diagnostics, sources);
    let results: Vec<Value> = located.iter().map(|one| result(one, &codes)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "openapi-to-rust",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A `reportingDescriptor` (section 3.49).
fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "name": code.name(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": code.title() },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
        "defaultConfiguration": { "level": code.severity().as_str() },
    })
}

/// A `result` (section 3.27).
fn result(diagnostic: &Located<'_>, codes: &[Code]) -> Value {
    let mut text = diagnostic.message.to_owned();
    if let Some(help) = diagnostic.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", json!(diagnostic.code));
    let index = codes.iter().position(|code| *code == diagnostic.of.code);
    put("ruleIndex", json!(index));
    put("level", json!(diagnostic.severity));
    put("message", json!({ "text": text }));
    if let Some(place) = &diagnostic.place {
        put("locations", json!([location(place)]));
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(location);
        put("relatedLocations", related.collect());
    }
    if let (Some(place), Some(text)) = (&diagnostic.place, &diagnostic.suggestion) {
        let change = json!({
            "artifactLocation": { "uri": uri(&place.file) },
            "replacements": [{
                "deletedRegion": region(place),
                "insertedContent": { "text": text },
            }],
        });
        put("fixes", json!([{ "artifactChanges": [change] }]));
    }
    Value::Object(result)
}

/// A `location` (section 3.28).
fn location(place: &Region<'_>) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": region(place),
        },
    });
    if let Some(label) = place.label {
        location["message"] = json!({ "text": label });
    }
    if let Some(pointer) = &place.pointer {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer }]);
    }
    location
}

/// A `region` (section 3.30).
fn region(place: &Region<'_>) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}
