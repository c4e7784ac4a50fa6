//! Whether a document speaks of a member of a value.

use serde_json::Value;

use super::constraints::Constraints;
use super::document::Document;

/// How many choices of alternatives are looked into at each step.
const MAX_CHOICES: usize = 200;

/// Whether a schema, or any of its alternatives, speaks of what stands at `path` within a value.
pub(super) fn is_declared(document: &Document, schema: &Value, path: &[String]) -> bool {
    let mut schemas = vec![schema];
    for key in path {
        if schemas
            .iter()
            .any(|schema| is_free(document, schema, MAX_CHOICES))
        {
            return true;
        }
        schemas = step(document, &schemas, key);
        if schemas.is_empty() {
            return false;
        }
    }
    true
}

/// The schemas that speak of a member or item.
fn step<'d>(document: &'d Document, schemas: &[&'d Value], key: &str) -> Vec<&'d Value> {
    let mut said = Constraints::default();
    for schema in schemas {
        said.add(document, schema);
    }
    let mut looked_into = 0;
    while let Some(choice) = said.choices.pop() {
        for alternative in choice.alternatives {
            said.add(document, alternative);
        }
        looked_into += 1;
        if looked_into == MAX_CHOICES {
            break;
        }
    }
    let properties = said.properties.iter().filter(|(name, _)| *name == key);
    let mut found: Vec<&Value> = properties
        .flat_map(|(_, schemas)| schemas.clone())
        .collect();
    let none = Value::Bool(false);
    found.extend(said.additional.iter().filter(|schema| **schema != &none));
    found.extend(said.by_pattern.iter().map(|(_, schema)| *schema));
    if key.parse::<usize>().is_ok() {
        found.extend(said.items.iter().chain(&said.by_position));
    }
    found
}

/// Whether a schema, or one of its alternatives, says nothing of members and items: all of them are part of the value.
fn is_free(document: &Document, schema: &Value, looks: usize) -> bool {
    let mut said = Constraints::default();
    said.add(document, schema);
    if !said.choices.is_empty() {
        let mut alternatives = said.choices.iter().flat_map(|choice| choice.alternatives);
        return said.properties.is_empty()
            && looks > 0
            && alternatives.any(|alternative| is_free(document, alternative, looks / 2));
    }
    let takes = |name: &str| {
        said.types
            .as_ref()
            .is_none_or(|types| types.contains(&name))
    };
    let says_nothing = said.properties.is_empty()
        && said.additional.is_empty()
        && said.by_pattern.is_empty()
        && said.items.is_empty()
        && said.by_position.is_empty()
        && said.values.is_none();
    says_nothing && (takes("object") || takes("array"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_free_form_is_declared_as_a_whole() {
        let document = Document::new(&json!({}));
        let schema = json!({ "anyOf": [
            { "type": "array", "items": { "properties": { "a": {} } } },
            { "type": "array", "items": {} },
        ] });
        let path = ["0".to_owned(), "b".to_owned()];
        assert!(is_declared(&document, &schema, &path));
    }

    #[test]
    fn members_of_alternatives_are_declared() {
        let document = Document::new(&json!({}));
        let schema = json!({ "oneOf": [
            { "type": "array", "items": { "properties": { "a": {} } } },
            { "properties": { "b": { "properties": { "e": {} } } } },
        ] });
        let declared = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
            is_declared(&document, &schema, &path)
        };
        assert!(declared(&["3", "a"]));
        assert!(declared(&["b"]));
        assert!(!declared(&["b", "c"]));
        assert!(!declared(&["d"]));
    }
}
