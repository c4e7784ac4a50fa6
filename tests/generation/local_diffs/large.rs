//! A document of hundreds of operations and schemas, of the kinds that real ones have.

use serde_json::{Map, Value, json};

const RESOURCES: usize = 60;

pub(super) fn document() -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for index in 0..RESOURCES {
        schemas.insert(format!("Resource{index}"), resource(index));
        schemas.insert(format!("Resource{index}Request"), request());
        schemas.insert(format!("Resource{index}Page"), page(index));
        paths.insert(format!("/resources{index}"), collection(index));
        paths.insert(format!("/resources{index}/{{id}}"), member(index));
        let publish = operation("publish", index, json!({}));
        paths.insert(
            format!("/resources{index}/{{id}}/publish"),
            json!({ "post": publish }),
        );
    }
    let problem = json!({ "type": "object", "properties": { "message": { "type": "string" } } });
    schemas.insert("Problem".to_owned(), problem);
    json!({
        "openapi": "3.0.3",
        "info": { "title": "A large API", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

pub(super) fn id() -> Value {
    json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } })
}

pub(super) fn resource(index: usize) -> Value {
    let next = (index + 1) % RESOURCES;
    json!({
        "type": "object",
        "description": "A resource of the API.",
        "required": ["id", "status", "createdAt"],
        "properties": {
            "id": { "type": "string" },
            "status": { "type": "string", "enum": ["draft", "published"] },
            "createdAt": { "type": "string", "format": "date-time" },
            "name": { "type": "string", "maxLength": 80, "description": "What it is called." },
            "size": { "type": "integer", "nullable": true },
            "labels": { "type": "array", "items": { "type": "string" } },
            "next": { "$ref": format!("#/components/schemas/Resource{next}") },
            "owner": { "type": "object", "properties": { "name": { "type": "string" } } },
            "value": { "oneOf": [{ "type": "string" }, { "type": "integer" }] },
        },
    })
}

fn request() -> Value {
    json!({
        "type": "object",
        "required": ["name"],
        "properties": { "name": { "type": "string" }, "size": { "type": "integer" } },
    })
}

fn page(index: usize) -> Value {
    let item = json!({ "$ref": format!("#/components/schemas/Resource{index}") });
    json!({
        "type": "object",
        "required": ["data"],
        "properties": { "data": { "type": "array", "items": item }, "cursor": { "type": "string" } },
    })
}

fn collection(index: usize) -> Value {
    let parameters = json!([
        { "name": "cursor", "in": "query", "schema": { "type": "string" } },
        { "name": "size", "in": "query", "schema": { "type": "integer" } },
    ]);
    let mut list = operation("list", index, reply(&format!("Resource{index}Page")));
    list["parameters"] = parameters;
    let mut create = operation("create", index, reply(&format!("Resource{index}")));
    create["requestBody"] = body(index);
    create["parameters"] = json!([]);
    json!({ "get": list, "post": create })
}

fn member(index: usize) -> Value {
    let one = || reply(&format!("Resource{index}"));
    let mut update = operation("update", index, one());
    update["requestBody"] = body(index);
    json!({
        "get": operation("get", index, one()),
        "put": update,
        "delete": operation("delete", index, json!({})),
    })
}

fn operation(verb: &str, index: usize, reply: Value) -> Value {
    let problem = json!({ "$ref": "#/components/schemas/Problem" });
    json!({
        "operationId": format!("{verb}Resource{index}"),
        "tags": [format!("Tag{}", index % 12)],
        "summary": format!("What {verb} does."),
        "parameters": [id()],
        "responses": {
            "200": { "description": "Done.", "content": reply },
            "404": { "description": "There is none.", "content": { "application/json": { "schema": problem } } },
        },
    })
}

fn reply(schema: &str) -> Value {
    json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } })
}

fn body(index: usize) -> Value {
    json!({ "required": true, "content": reply(&format!("Resource{index}Request")) })
}
