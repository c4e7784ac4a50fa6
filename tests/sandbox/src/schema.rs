//! What a resource's records must look like: the schema given, or inferred from a sample.

use jsonschema::Validator;
use jsonschema::error::{ValidationError, ValidationErrorKind};
use serde_json::{Value, json};

use crate::store::Object;

/// Checks records against a schema.
pub(crate) struct Checker(Validator);

impl Checker {
    /// `Err` says what is wrong with the schema.
    pub(crate) fn new(schema: &Object, every_property_required: bool) -> Result<Self, String> {
        let mut schema = Value::Object(schema.clone());
        if every_property_required {
            require_every_property(&mut schema);
        }
        jsonschema::validator_for(&schema)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// `Err` lists what is wrong with a record, in the vendor's form.
    pub(crate) fn check(&self, record: &Value) -> Result<(), String> {
        let violations: Vec<_> = self
            .0
            .iter_errors(record)
            .map(|error| json!({ error.instance_path().to_string(): message(&error) }))
            .collect();
        if violations.is_empty() {
            return Ok(());
        }
        Err(format!(
            "Schema validation failed for data: {}",
            json!(violations)
        ))
    }
}

fn message(error: &ValidationError<'_>) -> String {
    match error.kind() {
        ValidationErrorKind::Required {
            property: Value::String(property),
        } => {
            format!("must have required property '{property}'")
        }
        _ => error.to_string(),
    }
}

/// Gives a `required` list to the schema and to those within that have none.
fn require_every_property(schema: &mut Value) {
    let Value::Object(schema) = schema else {
        return;
    };
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.values_mut().for_each(require_every_property);
        let names: Vec<_> = properties.keys().cloned().collect();
        schema.entry("required").or_insert_with(|| json!(names));
    }
    if let Some(items) = schema.get_mut("items") {
        require_every_property(items);
    }
}

/// The schema of the records that are like this one. It requires none of the properties: one
/// sample doesn't tell which may be missing.
pub(crate) fn infer(sample: &Object) -> Object {
    let properties: Object = sample
        .iter()
        .map(|(name, value)| (name.clone(), infer_value(value)))
        .collect();
    let mut schema = Object::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema
}

fn infer_value(sample: &Value) -> Value {
    match sample {
        // The sample doesn't show what a value would be.
        Value::Null => json!({}),
        Value::Bool(_) => json!({ "type": "boolean" }),
        Value::Number(_) => json!({ "type": "number" }),
        Value::String(_) => json!({ "type": "string" }),
        Value::Array(items) => json!({ "type": "array", "items": infer_items(items) }),
        Value::Object(members) => Value::Object(infer(members)),
    }
}

/// The schema that all items share; where they differ, any value will do.
fn infer_items(items: &[Value]) -> Value {
    let mut schemas = items.iter().map(infer_value);
    match schemas.next() {
        Some(first) if schemas.all(|schema| schema == first) => first,
        _ => json!({}),
    }
}
