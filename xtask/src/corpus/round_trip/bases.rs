//! Schemas that others merge and that have a discriminator: a value whose member names one of those others is of it
//! ([Models with Polymorphism Support](https://spec.openapis.org/oas/v3.0.4.html#models-with-polymorphism-support)),
//! which JSON Schema has to be told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::constraints::list;
use super::translate::as_choice;

/// Where named schemas stand.
const HOMES: [&str; 2] = ["/components/schemas", "/definitions"];

/// Makes each base a choice of what it says itself and of what merges it. Whatever merges it takes up only the first.
pub(super) fn offer_subtypes(root: &mut Value) {
    for home in HOMES {
        let Some(schemas) = root.pointer(home).and_then(Value::as_object) else {
            continue;
        };
        let bases: Vec<Base> = schemas
            .iter()
            .filter_map(|(name, schema)| Base::of(name, schema, home, schemas))
            .collect();
        let own: BTreeMap<String, String> = bases
            .iter()
            .map(|base| {
                let whole = reference(home, &base.name);
                let own = format!("{whole}/anyOf/0");
                (whole, own)
            })
            .collect();
        lead_merging(root, &own);
        let Some(schemas) = root.pointer_mut(home).and_then(Value::as_object_mut) else {
            continue;
        };
        for base in bases {
            if let Some(schema) = schemas.get_mut(&base.name) {
                let own = std::mem::take(schema);
                *schema = base.choice(own);
            }
        }
    }
}

/// A base with what merges it.
struct Base {
    name: String,
    /// The member that tells.
    property: String,
    /// By the member's values, each with the schema that is meant.
    subtypes: Vec<(Vec<String>, String)>,
}

impl Base {
    fn of(name: &str, schema: &Value, home: &str, schemas: &Map<String, Value>) -> Option<Self> {
        if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
            return None;
        }
        let discriminator = schema.get("discriminator")?;
        let property = discriminator.get("propertyName").unwrap_or(discriminator);
        let property = property.as_str()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapping: Vec<(&str, &str)> = mapping
            .into_iter()
            .flatten()
            .filter_map(|(tag, target)| Some((tag.as_str(), target.as_str()?)))
            .collect();
        let means = |target: &str, other: &str| target == other || target == reference(home, other);
        let mut subtypes = merging(name, home, schemas);
        let mapped = schemas.keys().filter(|other| {
            *other != name && mapping.iter().any(|(_, target)| means(target, other))
        });
        subtypes.extend(mapped.map(String::as_str));
        let tags = |subtype: &str| -> Vec<String> {
            let mapped = mapping.iter().filter(|(_, target)| means(target, subtype));
            let mapped: Vec<String> = mapped.map(|(tag, _)| (*tag).to_owned()).collect();
            if !mapped.is_empty() {
                return mapped;
            }
            let mut bound = bound(&schemas[subtype], property).unwrap_or_default();
            bound.retain(|tag| tag == subtype || !schemas.contains_key(tag));
            match bound.is_empty() {
                true => vec![own_name(subtype, &schemas[subtype])],
                false => bound,
            }
        };
        let subtypes: Vec<_> = subtypes
            .into_iter()
            .map(|subtype| (tags(subtype), reference(home, subtype)))
            .collect();
        (!subtypes.is_empty()).then(|| Self {
            name: name.to_owned(),
            property: property.to_owned(),
            subtypes,
        })
    }

    /// What it says itself or one of its subtypes; with the value of one, only that.
    fn choice(self, own: Value) -> Value {
        let property = self.property.as_str();
        let told = |tags: &[String]| json!({ property: { "enum": tags } });
        let subtypes: Vec<Value> = self
            .subtypes
            .iter()
            .map(|(tags, subtype)| {
                json!({ "$ref": subtype, "properties": told(tags), "required": [property] })
            })
            .collect();
        let tags: Vec<String> = self
            .subtypes
            .into_iter()
            .flat_map(|(tags, _)| tags)
            .collect();
        let alternatives = std::iter::once(own).chain(subtypes.clone()).collect();
        let mut choice = as_choice(alternatives);
        choice["if"] = json!({ "properties": told(&tags), "required": [property] });
        choice["then"] = json!({ "anyOf": subtypes });
        choice
    }
}

/// The schemas that merge another one, at any remove.
fn merging<'s>(base: &str, home: &str, schemas: &'s Map<String, Value>) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    let mut unseen = vec![base.to_owned()];
    while let Some(merged) = unseen.pop() {
        let merged = reference(home, &merged);
        for (name, schema) in schemas.iter().filter(|(name, _)| *name != base) {
            let merges = parts(schema).any(|part| part.get("$ref") == Some(&json!(merged)));
            if merges && found.insert(name.as_str()) {
                unseen.push(name.clone());
            }
        }
    }
    found
}

/// The values that a schema binds a member to.
fn bound(schema: &Value, property: &str) -> Option<Vec<String>> {
    std::iter::once(schema)
        .chain(parts(schema))
        .find_map(|part| {
            let member = part.get("properties")?.get(property)?;
            let values = match member.get("const") {
                Some(only) => std::slice::from_ref(only),
                None => member.get("enum")?.as_array()?,
            };
            let texts = values.iter().filter_map(Value::as_str);
            Some(texts.map(str::to_owned).collect())
        })
}

fn own_name(name: &str, schema: &Value) -> String {
    let said = schema.get("x-ms-discriminator-value");
    said.and_then(Value::as_str).unwrap_or(name).to_owned()
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    list(schema, "allOf").into_iter().flatten()
}

fn reference(home: &str, name: &str) -> String {
    format!("#{home}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Leads the references of those that merge a base to what it says itself.
fn lead_merging(value: &mut Value, own: &BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            for (key, child) in object.iter_mut() {
                if let ("allOf", Value::Array(parts)) = (key.as_str(), &mut *child) {
                    for part in parts {
                        let whole = part.get("$ref").and_then(Value::as_str);
                        if let Some(own) = whole.and_then(|whole| own.get(whole)) {
                            part["$ref"] = json!(own);
                        }
                    }
                }
                lead_merging(child, own);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| lead_merging(item, own)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Document, Formats};
    use super::*;
    use generator::source::Pointer;

    #[test]
    fn who_names_a_subtype_is_of_it() {
        let document = Document::with_subtypes(&json!({ "components": { "schemas": {
            "Pet": {
                "type": "object",
                "required": ["kind"],
                "properties": { "kind": { "type": "string" } },
                "discriminator": { "propertyName": "kind", "mapping": { "d": "Dog" } },
            },
            "Dog": {
                "allOf": [{ "$ref": "#/components/schemas/Pet" }],
                "required": ["bark"],
                "properties": { "bark": { "type": "string" } },
            },
            "Cat": { "allOf": [
                { "$ref": "#/components/schemas/Pet" },
                { "properties": { "lives": { "type": "integer" } } },
            ] },
        } } }));
        let pointer = Pointer::parse("/components/schemas/Pet").expect("a pointer");
        let validators = document.validators().expect("validators");
        let validator = validators.at(&pointer, Formats::All).expect("a validator");
        for (value, is_valid) in [
            (json!({ "kind": "d", "bark": "loud" }), true),
            (json!({ "kind": "d" }), false),
            (json!({ "kind": "Dog" }), true),
            (json!({ "kind": "Cat", "lives": 9 }), true),
            (json!({ "kind": "Cat", "lives": "nine" }), false),
            (json!({ "kind": "cow", "lives": "nine" }), true),
        ] {
            assert_eq!(validator.is_valid(&value), is_valid, "{value}");
        }
    }
}
