//! The records that are loaded: software, some 150 bytes of JSON each.

use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
pub(crate) struct Software {
    id: String,
    name: &'static str,
    version: String,
    owner: &'static str,
    tags: [&'static str; 3],
}

pub(crate) fn records(count: u64) -> impl Iterator<Item = Software> {
    (0..count).map(|number| Software {
        id: format!("application-{number}"),
        name: "A build server with a name of some length",
        version: format!("{}.{}", number % 40, number % 7),
        owner: "somebody@example.com",
        tags: ["internal", "linux", "critical"],
    })
}

/// What the resource asks of its records.
pub(crate) fn schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "version": { "type": "string" },
            "owner": { "type": "string" },
            "tags": { "type": "array", "items": { "type": "string" } },
        },
        "required": ["name"],
    })
}
