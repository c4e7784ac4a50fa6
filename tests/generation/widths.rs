//! `rustfmt` leaves emitted files as they are, however long names are.
//!
//! It breaks each kind of expression at a width of its own, so every length is tried on every place where a name stands.

use std::fs;
use std::path::Path;
use std::process::Command;

use generator::{Inputs, generate};
use serde_json::{Map, Value, json};

use crate::inputs;

/// The lengths of names that are tried, in characters.
const LENGTHS: std::ops::Range<usize> = 6..76;

#[test]
fn names_of_every_length_are_laid_out_as_rustfmt_does() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("widths");
    let text = document().to_string();
    let loader = |path: &Path| match path.to_str() {
        Some("sdk.toml") => Ok(CONFIG.as_bytes().to_vec()),
        _ => Ok(text.clone().into_bytes()),
    };
    let generation = generate(
        &loader,
        Inputs {
            document: Path::new("widths.json"),
            overlay: None,
            config: Some(Path::new("sdk.toml")),
            strict: false,
        },
    );
    let artefacts = inputs::artefacts(&generation);
    let _ = fs::remove_dir_all(&folder);
    for (name, text) in &artefacts.files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--color", "never"])
        .arg(folder.join("src/lib.rs"))
        .output()
        .expect("rustfmt can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    let said: Vec<&str> = said.lines().take(40).collect();
    assert!(
        output.status.success(),
        "{}\n{}",
        said.join("\n"),
        String::from_utf8_lossy(&output.stderr)
    );
}

const CONFIG: &str = r#"
[pagination.pages]
cursor = "cursor"
items = "items"
next = "next"
more = "more"
"#;

/// A document that has each length of a name in each place.
fn document() -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for length in LENGTHS {
        schemas.extend(types(length));
        paths.insert(
            format!("/{length}/{{{}}}", name("path", length)),
            operations(length),
        );
        paths.insert(format!("/{length}/more"), more(length));
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Widths", "version": "1" },
        "servers": LENGTHS.map(server).collect::<Vec<_>>(),
        "paths": paths,
        "components": { "schemas": schemas, "securitySchemes": {
            "token": { "type": "http", "scheme": "bearer" },
            "key": { "type": "apiKey", "in": "header", "name": "x-key" },
            "one_that_has_a_rather_long_name": { "type": "apiKey", "in": "query", "name": "k" },
        } },
    })
}

/// A name of so many characters.
fn name(start: &str, length: usize) -> String {
    let words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"];
    let whole = words
        .iter()
        .cycle()
        .take(length)
        .fold(start.to_owned(), |name, word| format!("{name}_{word}"));
    whole[..length].trim_end_matches('_').to_owned()
}

/// The same as types are named.
fn type_name(start: &str, length: usize) -> String {
    let name = name(start, length);
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    });
    words.collect()
}

fn reference(start: &str, length: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", type_name(start, length)) })
}

fn server(length: usize) -> Value {
    let url = format!("https://{}.example", name("host", length).replace('_', "-"));
    json!({ "url": url, "description": name("server", length) })
}

/// Schemas of every kind.
fn types(length: usize) -> Vec<(String, Value)> {
    let member = |start| name(start, length);
    let text = json!({ "type": "string" });
    let schemas = [
        (
            "first",
            json!({
                "type": "object",
                "required": ["kind", member("items")],
                "properties": {
                    "kind": { "type": "string", "enum": ["a"] },
                    (member("items")): { "type": "array", "items": reference("whole", length) },
                },
            }),
        ),
        (
            "other",
            json!({
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": { "type": "string", "enum": ["b"] },
                    (member("map")): {
                        "type": "object",
                        "additionalProperties": reference("whole", length),
                    },
                },
            }),
        ),
        (
            "union",
            json!({ "oneOf": [reference("first", length), reference("other", length)] }),
        ),
        (
            "whole",
            json!({
                "type": "object",
                "required": [member("text"), "number"],
                "properties": {
                    (member("text")): text,
                    "number": { "type": "integer", "nullable": true },
                    (member("union")): reference("union", length),
                    (member("lists")): {
                        "type": "array",
                        "nullable": true,
                        "items": { "type": "array", "items": reference("union", length) },
                    },
                    (member("checked")): { "type": "string", "pattern": "^[a-z]+$", "maxLength": 9 },
                },
            }),
        ),
        (
            "values",
            json!({ "type": "string", "enum": [member("value"), "x".repeat(length), "y"] }),
        ),
        (
            "page",
            json!({
                "type": "object",
                "required": ["items"],
                "properties": {
                    "items": { "type": "array", "items": reference("whole", length) },
                    "next": text,
                    "more": { "type": "boolean" },
                },
            }),
        ),
        (
            "base",
            json!({
                "type": "object",
                "discriminator": { "propertyName": member("tag") },
                "required": [member("tag"), "type", member("other")],
                "properties": {
                    (member("tag")): text,
                    "type": { "type": "string", "enum": [member("mark")] },
                    (member("other")): { "type": "string", "enum": ["mark"] },
                },
            }),
        ),
        (
            "kind",
            json!({
                "allOf": [reference("base", length)],
                "required": ["value"],
                "properties": { "value": { "type": "string", "enum": [member("only")] } },
            }),
        ),
    ];
    let named = schemas.into_iter();
    named
        .map(|(start, schema)| (type_name(start, length), schema))
        .collect()
}

/// Operations with parameters and bodies of every kind.
fn operations(length: usize) -> Value {
    let path = parameter("path", length, "path", json!({ "type": "string" }));
    let query = |start: &str, schema: Value| parameter(start, length, "query", schema);
    let mut list = query(
        "list",
        json!({ "type": "array", "items": reference("values", length) }),
    );
    list["explode"] = json!(false);
    let mut deep = query("deep", reference("whole", length));
    deep["style"] = json!("deepObject");
    deep["required"] = json!(false);
    let integers = json!({ "type": "array", "items": { "type": "integer" } });
    let header = parameter("header", length, "header", integers);
    let short = json!({
        "name": "type", "in": "query", "required": true, "explode": false,
        "schema": { "type": "array", "items": { "type": "string" } },
    });
    let text = query("text", json!({ "type": "string" }));
    let union = reference("union", length);
    let mut get = operation("get", length, &[&path, &text, &list, &deep, &header]);
    get["responses"] = responses(length, &[("200", "whole")], true);
    let mut post = operation("post", length, &[&path, &text]);
    post["requestBody"] = body("application/json", union.clone());
    post["responses"] = responses(length, &[("200", "whole"), ("201", "first")], true);
    let mut put = operation("put", length, &[&path, &list]);
    put["requestBody"] = body("multipart/form-data", reference("whole", length));
    put["responses"] = responses(length, &[("200", "union"), ("4XX", "first")], false);
    let mut delete = operation("delete", length, &[&path]);
    delete["responses"] = responses(length, &[("default", "union")], false);
    let mut patch = operation("patch", length, &[&path, &short]);
    let list = json!({ "type": "array", "items": union });
    patch["responses"] = json!({ "200": response("application/json", list) });
    json!({ "get": get, "post": post, "put": put, "delete": delete, "patch": patch })
}

/// Pages, streams and files.
fn more(length: usize) -> Value {
    let cursor = json!({ "name": "cursor", "in": "query", "schema": { "type": "string" } });
    let mut page = operation("pages", length, &[&cursor]);
    page["responses"] = responses(length, &[("200", "page")], false);
    let mut stream = operation("stream", length, &[]);
    stream["requestBody"] = body(
        "application/x-www-form-urlencoded",
        reference("whole", length),
    );
    stream["responses"] =
        json!({ "200": response("text/event-stream", reference("union", length)) });
    let mut file = operation("file", length, &[]);
    let bytes = json!({ "type": "string", "format": "binary" });
    file["requestBody"] = body("application/octet-stream", bytes.clone());
    file["responses"] = json!({
        "200": response("application/pdf", bytes),
        "202": response("application/json", reference("first", length)),
        "203": response(&format!("text/{}", "x".repeat(length)), json!({ "type": "string" })),
    });
    json!({ "get": page, "post": stream, "put": file })
}

fn operation(start: &str, length: usize, parameters: &[&Value]) -> Value {
    let security = match length % 3 {
        0 => json!([{ "token": [], "key": [] }]),
        1 => json!([{ "token": [] }, { "one_that_has_a_rather_long_name": [] }]),
        _ => json!([]),
    };
    json!({
        "operationId": name(start, length),
        "tags": [name("tag", length)],
        "parameters": parameters,
        "security": security,
    })
}

fn parameter(start: &str, length: usize, place: &str, schema: Value) -> Value {
    json!({ "name": name(start, length), "in": place, "required": true, "schema": schema })
}

fn body(media_type: &str, schema: Value) -> Value {
    json!({ "required": true, "content": { media_type: { "schema": schema } } })
}

fn response(media_type: &str, schema: Value) -> Value {
    json!({ "description": "What comes back.", "content": { media_type: { "schema": schema } } })
}

/// These responses, and failures of more and more statuses.
fn responses(length: usize, held: &[(&str, &str)], has_failures: bool) -> Value {
    let json = |start: &str| response("application/json", reference(start, length));
    let held = held
        .iter()
        .map(|(status, start)| (status.to_string(), json(start)));
    let count = if has_failures { length % 12 } else { 0 };
    let failures = (400..)
        .take(count)
        .map(|status| (status.to_string(), json("first")));
    let other = (count % 4 == 3).then(|| ("5XX".to_owned(), json("other")));
    Value::Object(held.chain(failures).chain(other).collect())
}
