//! The values that a document itself gives: `example`, `examples` and `default`.

use generator::source::Pointer;
use serde_json::Value;

use super::subjects::is_json;

/// A value that the document gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Example {
    /// Where it stands.
    pub(super) place: Pointer,
    /// The schema that it is meant for.
    pub(super) schema: Pointer,
    pub(super) value: Value,
}

/// Members that hold objects of the document by names of the author's choice.
const MAPS: [&str; 14] = [
    "properties",
    "patternProperties",
    "definitions",
    "$defs",
    "schemas",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "paths",
    "content",
    "callbacks",
    "webhooks",
    "dependentSchemas",
];

/// All examples of a document, but those of parameters and headers, which aren't JSON on the wire.
pub(super) fn find(document: &Value) -> Vec<Example> {
    let mut finder = Finder {
        document,
        found: Vec::new(),
    };
    finder.node(document, &Pointer::root());
    finder.found
}

struct Finder<'d> {
    document: &'d Value,
    found: Vec<Example>,
}

impl Finder<'_> {
    fn node(&mut self, value: &Value, place: &Pointer) {
        match value {
            Value::Object(object) => {
                if object.contains_key("in") && object.contains_key("name") {
                    if object.get("in").is_some_and(|place| place == "body")
                        && let Some(schema) = object.get("schema")
                    {
                        self.node(schema, &place.join("schema"));
                    }
                    return;
                }
                self.here(value, place);
                for (key, child) in object {
                    let place = place.join(key);
                    match key.as_str() {
                        "example" | "examples" | "default" | "enum" | "const" | "headers"
                        | "servers" | "discriminator" => {}
                        key if key.starts_with("x-") => {}
                        key if MAPS.contains(&key) && child.is_object() => self.map(child, &place),
                        _ => self.node(child, &place),
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.node(item, &place.index(index));
                }
            }
            _ => {}
        }
    }

    fn map(&mut self, value: &Value, place: &Pointer) {
        let is_content = place.last().as_deref() == Some("content");
        for (key, child) in value.as_object().into_iter().flatten() {
            if is_content && child.get("schema").is_some() && !is_json(key) {
                continue;
            }
            self.node(child, &place.join(key));
        }
    }

    /// The examples of an object of the document.
    fn here(&mut self, value: &Value, place: &Pointer) {
        if place.as_str() == "/components" {
            return;
        }
        let in_content = place
            .parent()
            .is_some_and(|parent| parent.last().as_deref() == Some("content"));
        let schema = match (in_content, value.get("schema")) {
            (true, Some(_)) if place.last().is_some_and(|name| is_json(&name)) => {
                place.join("schema")
            }
            (true, _) => return,
            (false, Some(_)) => return self.of_swagger(value, place),
            (false, None) => place.clone(),
        };
        if let Some(example) = value.get("example") {
            self.add(place.join("example"), &schema, example);
        }
        if let Some(default) = value.get("default").filter(|_| !in_content) {
            self.add(place.join("default"), &schema, default);
        }
        let place = place.join("examples");
        match value.get("examples") {
            Some(Value::Array(examples)) => {
                for (index, example) in examples.iter().enumerate() {
                    self.add(place.index(index), &schema, example);
                }
            }
            Some(Value::Object(examples)) => {
                for (name, example) in examples {
                    self.named(place.join(name), &schema, example);
                }
            }
            _ => {}
        }
    }

    /// An [Example Object](https://spec.openapis.org/oas/v3.0.4.html#example-object), or a reference to one.
    fn named(&mut self, place: Pointer, schema: &Pointer, example: &Value) {
        let target = example.get("$ref").and_then(Value::as_str);
        let target = target
            .and_then(Pointer::from_reference)
            .and_then(|pointer| pointer.find(self.document));
        if let Some(value) = target.unwrap_or(example).get("value") {
            self.add(place, schema, value);
        }
    }

    /// A response of Swagger 2.0: the schema and, by media type, examples.
    fn of_swagger(&mut self, response: &Value, place: &Pointer) {
        let examples = response.get("examples").and_then(Value::as_object);
        for (media_type, example) in examples.into_iter().flatten() {
            if is_json(media_type) {
                let at = place.join("examples").join(media_type);
                self.add(at, &place.join("schema"), example);
            }
        }
    }

    fn add(&mut self, place: Pointer, schema: &Pointer, value: &Value) {
        self.found.push(Example {
            place,
            schema: schema.clone(),
            value: value.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn examples_are_found_where_they_may_stand() {
        let document = json!({
            "paths": { "/a": { "get": {
                "parameters": [{ "in": "query", "name": "q", "example": 1 }],
                "responses": { "default": { "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/A" },
                    "examples": { "one": { "value": 2 }, "two": { "$ref": "#/components/examples/Two" } },
                } } } },
            } } },
            "components": {
                "schemas": { "A": { "type": "object", "properties": {
                    "example": { "type": "integer", "example": 4, "default": 5 },
                    "many": { "type": "integer", "examples": [6] },
                } } },
                "examples": { "Two": { "value": 3 } },
            },
        });
        let values: Vec<Value> = find(&document)
            .into_iter()
            .map(|example| example.value)
            .collect();
        assert_eq!(values, [2, 3, 4, 5, 6].map(|number| json!(number)));
    }
}
