//! Schemas, records and ids.

use drata_custom_connections::Map;
use drata_custom_connections::types::SessionId;
use serde_json::{Value, json};

/// The JSON object as the SDK takes it.
pub fn object(value: Value) -> Map<Value> {
    match value {
        Value::Object(members) => members.into_iter().collect(),
        other => panic!("{other} is not an object"),
    }
}

/// The schema of the records under test: a `name` is needed, a `version` is not.
pub fn schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "version": { "type": "string" },
        },
        "required": ["name"],
    })
}

/// A record that fits [`schema`], named after its id.
pub fn record(id: &str) -> Map<Value> {
    object(json!({ "id": id, "name": id }))
}

/// Records that fit [`schema`].
pub fn records(ids: &[&str]) -> Vec<Map<Value>> {
    ids.iter().map(|id| record(id)).collect()
}

/// A session's id that keeps the rules.
pub fn session_id(text: &str) -> SessionId {
    SessionId::new(text).unwrap()
}
