//! A document whose schemas can be looked up and validated against.

use std::collections::HashSet;

use anyhow::{Context, Result, anyhow};
use generator::source::Pointer;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::{bases, translate};

/// The name under which references find the document.
const BASE: &str = "https://document.invalid/openapi";

/// Formats that emitted types make nothing of. Real documents often break them: a relative link is no `uri`.
const FORMATS_OF_ANY_TEXT: [&str; 17] = [
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
];

/// A document whose schemas are JSON Schema 2020-12.
pub(crate) struct Document {
    root: Value,
}

impl Document {
    pub(crate) fn new(document: &Value) -> Self {
        let mut root = translate::document(document);
        let original = root.clone();
        lead_references(&mut root, &original);
        Self { root }
    }

    /// The document in which a base of others is a choice of them.
    pub(super) fn with_subtypes(document: &Value) -> Self {
        let mut root = translate::document(document);
        bases::offer_subtypes(&mut root);
        let original = root.clone();
        lead_references(&mut root, &original);
        Self { root }
    }

    /// What stands at a pointer of the document as it was given.
    pub(crate) fn find(&self, pointer: &Pointer) -> Option<&Value> {
        self.root
            .pointer(&translate::pointer(&self.root, pointer.as_str())?)
    }

    /// The place that a chain of `$ref`s leads to.
    pub(crate) fn resolved(&self, pointer: &Pointer) -> Pointer {
        let mut here = pointer.clone();
        let mut seen = HashSet::new();
        while seen.insert(here.clone()) {
            let target = self
                .find(&here)
                .and_then(|value| value.get("$ref")?.as_str());
            match target.and_then(Pointer::from_reference) {
                Some(target) => here = target,
                None => break,
            }
        }
        here
    }

    /// The document with each `oneOf` read as `anyOf`.
    pub(super) fn loosely(&self) -> Self {
        let mut root = translate::loosely(&self.root);
        let original = root.clone();
        lead_references(&mut root, &original);
        Self { root }
    }

    /// What a `$ref` leads to in one step.
    pub(super) fn target(&self, reference: &str) -> Option<&Value> {
        Pointer::from_reference(reference)?.find(&self.root)
    }

    pub(super) fn validators(&self) -> Result<Validators<'_>> {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(BASE, &self.root)
            .and_then(|registry| registry.prepare())
            .context("no validator takes the document")?;
        Ok(Validators {
            document: self,
            registry,
        })
    }
}

/// Which formats bind a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formats {
    /// All that are known.
    All,
    /// Those that emitted types make something of.
    OfTypes,
}

/// Makes validators for schemas of a document.
pub(super) struct Validators<'d> {
    document: &'d Document,
    registry: Registry<'d>,
}

impl Validators<'_> {
    /// The validator for the schema at a pointer of the document as it was given.
    pub(super) fn at(&self, pointer: &Pointer, formats: Formats) -> Result<Validator> {
        let pointer = translate::pointer(&self.document.root, pointer.as_str())
            .ok_or_else(|| anyhow!("nothing stands at {pointer}"))?;
        let schema = json!({ "$ref": format!("{BASE}{}", fragment(&pointer)) });
        let mut options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .with_format("byte", is_base64);
        if formats == Formats::OfTypes {
            for format in FORMATS_OF_ANY_TEXT {
                options = options.with_format(format, |_| true);
            }
        }
        options.build(&schema).map_err(|error| anyhow!("{error}"))
    }
}

/// Standard alphabet, padded.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(is_digit)
}

/// References lead into the translated document, spelt as URIs have it.
fn lead_references(value: &mut Value, root: &Value) {
    match value {
        Value::Object(object) => {
            for (key, child) in object.iter_mut() {
                match child {
                    Value::String(text) if key == "$ref" => {
                        let place = Pointer::from_reference(text)
                            .and_then(|pointer| translate::pointer(root, pointer.as_str()));
                        if let Some(place) = place {
                            *text = fragment(&place);
                        }
                    }
                    _ => lead_references(child, root),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| lead_references(item, root)),
        _ => {}
    }
}

/// A pointer as the fragment of a URI (RFC 6901, section 6).
fn fragment(pointer: &str) -> String {
    let mut text = String::from("#");
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
