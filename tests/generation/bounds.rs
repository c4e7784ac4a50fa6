//! Hostile and broken inputs end, with a message that says what to mend, and nothing that is made of them grows past
//! what they say.
//!
//! Texts that are wrong in smaller ways are in `generator/tests/source.rs`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use generator::diagnostics::Severity;
use generator::{Generation, Inputs, generate};
use serde_json::{Map, Value, json};

use crate::inputs;
use crate::watchdog::Watchdog;

#[test]
fn circles_of_references_are_told_wherever_they_stand() {
    let answer = json!({ "200": { "description": "Well." } });
    let ring = |kind: &str| {
        json!({
            "A": { "$ref": format!("#/components/{kind}/B") },
            "B": { "$ref": format!("#/components/{kind}/A") },
        })
    };
    let to = |kind: &str| json!({ "$ref": format!("#/components/{kind}/A") });
    let get = |operation: Value| json!({ "/a": { "get": operation } });
    let circles = [
        ("a schema", json!({}), json!({ "schemas": ring("schemas") })),
        (
            "allOf",
            json!({}),
            json!({ "schemas": { "A": { "allOf": [to("schemas"), { "type": "object" }] } } }),
        ),
        (
            "a parameter",
            get(json!({ "parameters": [to("parameters")], "responses": answer })),
            json!({ "parameters": ring("parameters") }),
        ),
        (
            "a body",
            json!({ "/a": { "post": { "requestBody": to("requestBodies"), "responses": answer } } }),
            json!({ "requestBodies": ring("requestBodies") }),
        ),
        (
            "a response",
            get(json!({ "responses": { "200": to("responses") } })),
            json!({ "responses": ring("responses") }),
        ),
        (
            "a path",
            json!({ "/a": { "$ref": "#/paths/~1b" }, "/b": { "$ref": "#/paths/~1a" } }),
            json!({}),
        ),
        (
            "a security scheme",
            json!({}),
            json!({ "securitySchemes": ring("securitySchemes") }),
        ),
    ];
    for (place, paths, components) in circles {
        let document = document(paths, components);
        let generation = watched(place, document.to_string().into_bytes());
        let told = generation.diagnostics.iter().any(|diagnostic| {
            matches!(diagnostic.code.as_str(), "E0206" | "E0501")
                && diagnostic.place().is_some()
                && diagnostic.help.is_some()
        });
        assert!(told, "{place}: {}", inputs::messages(&generation));
    }
}

#[test]
fn depth_is_bounded_in_every_style() {
    for levels in [1_000, 100_000] {
        let texts = [
            format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels)),
            "[".repeat(levels),
            format!("{{\"b\":1,\"b\":2,\"a\":{}", "[".repeat(levels)),
            format!("a: {}1{}", "[".repeat(levels), "]".repeat(levels)),
            format!("a: {}1{}", "{a: ".repeat(levels), "}".repeat(levels)),
            format!("b: 1\nb: 2\na: {}", "[".repeat(levels)),
            format!("a: {}", "[ ']', ".repeat(levels)),
            format!("a:\n{}1\n", "- ".repeat(levels)),
        ];
        for text in texts {
            refused(text, "nested deeper than 128 levels");
        }
    }
    let block: String = (0..1_000)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    refused(block, "nested deeper than 128 levels");
}

#[test]
fn aliases_can_not_repeat_long_texts_without_end() {
    let text = format!(
        "a: &a {}\nb: [{}]\n",
        "x".repeat(1_000_000),
        "*a, ".repeat(100_000)
    );
    refused(text, "the aliases of this YAML repeat far too much of it");
    let keys = format!(
        "a: &a {{{}: 1}}\nb: [{}]\n",
        "x".repeat(1_000),
        "*a, ".repeat(100_000)
    );
    refused(keys, "the aliases of this YAML repeat far too much of it");
}

/// Each message has the way to its node.
#[test]
fn long_keys_can_not_fill_the_memory_with_pointers() {
    let key = "k".repeat(100_000);
    let huge = ["123456789012345678901234567890"; 10_000].join(",");
    refused(
        format!("{{\"{key}\":[{huge}]}}"),
        "the keys that lead to some node are more than 16 kB",
    );
    refused(
        format!("? {key}\n: [1]\n"),
        "the keys that lead to some node are more than 16 kB",
    );
}

#[test]
fn what_is_no_text_of_an_object_is_refused() {
    refused(
        b"PK\x03\x04\x00\x00\xfe\xff\x00\x01".repeat(50),
        "not valid YAML: a control character",
    );
    refused(b"\0".repeat(20), "not valid YAML: a control character");
    refused("", "`openapi.yaml` is empty");
    refused("\n".repeat(1_000_000), "`openapi.yaml` is empty");
    refused("null", "`openapi.yaml` is empty");
    refused(
        "42",
        "the document is a single value, but must be an object",
    );
}

#[test]
fn nothing_is_read_outside_of_the_folder() {
    let targets = [
        "../../etc/passwd",
        "%2e%2e/secret.yaml",
        "/etc/passwd",
        "//host/share.yaml",
        "file:///etc/passwd",
        "http://127.0.0.1/a.yaml",
        "inside/../../secret.yaml",
    ];
    for target in targets {
        let schemas = json!({ "A": { "$ref": format!("{target}#/A") } });
        let text = document(json!({}), json!({ "schemas": schemas })).to_string();
        let read = RefCell::new(Vec::<PathBuf>::new());
        let loader = |path: &Path| {
            read.borrow_mut().push(path.to_path_buf());
            match path.ends_with("openapi.yaml") {
                true => Ok(text.clone().into_bytes()),
                false => Err(io::ErrorKind::NotFound.into()),
            }
        };
        let generation = generate(&loader, plain("spec/openapi.yaml"));
        assert_eq!(*read.borrow(), [Path::new("spec/openapi.yaml")], "{target}");
        let codes: Vec<&str> = generation
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code.as_str())
            .collect();
        assert!(matches!(*codes, ["E0204" | "E0205"]), "{target}: {codes:?}");
    }
}

#[test]
fn very_many_messages_are_shown_in_part_and_counted() {
    let schemas: Map<String, Value> = (0..3_000)
        .map(|index| {
            let reference = format!("#/components/schemas/Scheme{index}");
            (
                format!("Schema{index}"),
                json!({ "properties": { "a": { "$ref": reference } } }),
            )
        })
        .collect();
    let text = document(json!({}), json!({ "schemas": schemas })).to_string();
    let generation = watched("dangling references", text.into_bytes());
    assert_eq!(generation.diagnostics.len(), 3_000);
    let messages = inputs::messages(&generation);
    assert!(messages.len() < 200_000, "{} bytes", messages.len());
    assert!(messages.ends_with("and 2980 more of E0202: `lint --format json` has them all\n\n"));
}

#[test]
fn overlays_can_not_blow_up_the_document() {
    let everywhere =
        |index: usize| json!({ "target": "$..*", "update": { format!("k{index}"): {} } });
    let deeper = json!({ "target": "$..leaf", "update": { "leaf": {} } });
    let overlays = [
        (
            "this action makes the document far too large",
            (0..40).map(everywhere).collect(),
        ),
        (
            "this action nests the document deeper than 128 levels",
            [json!({ "target": "$.info", "update": { "leaf": {} } })]
                .into_iter()
                .chain(vec![deeper; 300])
                .collect(),
        ),
        (
            "this JSONPath asks for too much",
            vec![removal(&format!("$[?{}@.a", "(".repeat(100_000)))],
        ),
        (
            "this JSONPath asks for too much",
            vec![removal(&"[?@".repeat(10_000))],
        ),
        (
            "this JSONPath asks for too much",
            vec![removal(&format!("${}", "..*".repeat(20)))],
        ),
    ];
    for (message, actions) in overlays {
        let actions: Vec<Value> = actions;
        let overlay = json!({ "overlay": "1.0.0", "info": { "title": "T", "version": "1" }, "actions": actions });
        let document = document(
            json!({}),
            json!({ "schemas": { "A": { "type": "object" } } }),
        )
        .to_string();
        let loader = |path: &Path| match path == Path::new("overlay.yaml") {
            true => Ok(overlay.to_string().into_bytes()),
            false => Ok(document.clone().into_bytes()),
        };
        let inputs = Inputs {
            overlay: Some(Path::new("overlay.yaml")),
            ..plain("openapi.yaml")
        };
        let _watchdog = Watchdog::over(message);
        let generation = generate(&loader, inputs);
        has_error(&generation, message);
    }
}

/// Where the specification has no references, what they refer to is copied, or its names are.
#[test]
fn what_is_borrowed_by_references_can_not_blow_up_the_document() {
    let around = json!({ "tags": vec![json!({ "$ref": "#" }); 40] });
    let generation = watched("tags of the document", merged(around));
    assert!(
        generation
            .diagnostics
            .iter()
            .all(|one| one.code.as_str() != "E0107")
    );

    let twice = |level: usize| {
        let next = json!({ "$ref": format!("#/components/x-levels/{level}") });
        json!({ "name": "A", "tags": [next, next] })
    };
    let levels: Vec<Value> = (1..40).map(twice).chain([json!({ "name": "A" })]).collect();
    let doubled = json!({ "tags": [twice(0)], "components": { "x-levels": levels } });
    let names: Map<String, Value> = (0..1_000)
        .map(|index| (format!("member{index}"), json!({})))
        .collect();
    let borrower = json!({ "properties": { "$ref": "#/components/x-names" } });
    let borrowers: Vec<Value> = vec![borrower; 1_000];
    let components = json!({ "schemas": { "A": { "allOf": borrowers } }, "x-names": names });
    let bombs = [
        ("tags of tags", doubled),
        ("names", json!({ "components": components })),
    ];
    for (what, bomb) in bombs {
        has_error(
            &watched(what, merged(bomb)),
            "the references where the specification has none repeat far too much",
        );
    }
}

/// A document with members of its own.
fn merged(own: Value) -> Vec<u8> {
    let mut document = document(json!({}), json!({}));
    if let (Value::Object(members), Value::Object(own)) = (&mut document, own) {
        members.extend(own);
    }
    document.to_string().into_bytes()
}

/// Each message has its place, which is found neither by way of all its siblings nor of the whole line.
#[test]
fn very_many_places_in_one_line_are_found() {
    const PATHS: usize = 5_000;
    let answers = json!({ "200": { "description": "Well." } });
    let get = json!({ "get": { "tags": ["All"], "responses": answers } });
    let paths: Map<String, Value> = (0..PATHS)
        .map(|index| (format!("/é{index}/{{id}}"), get.clone()))
        .collect();
    let values: Vec<usize> = (0..2 * PATHS).collect();
    let schemas = json!({ "A": { "type": "string", "enum": values } });
    let text = document(Value::Object(paths), json!({ "schemas": schemas })).to_string();
    let _watchdog = Watchdog::over("places in one line");
    let generation = watched("places in one line", text.clone().into_bytes());
    let columns: HashMap<usize, usize> = text
        .char_indices()
        .zip(1..)
        .map(|((offset, _), column)| (offset, column))
        .collect();
    let mut undeclared = 0;
    for diagnostic in generation
        .diagnostics
        .iter()
        .filter(|one| one.code.as_str() == "E0603")
    {
        let place = diagnostic
            .place()
            .map(|place| generation.sources.locate(place));
        let Some(place) = place else {
            panic!("{} has no place", diagnostic.message);
        };
        undeclared += 1;
        assert_eq!(&text[place.span.clone()], "\"get\"");
        assert_eq!(columns.get(&place.span.start), Some(&place.column));
    }
    assert_eq!(undeclared, PATHS);
}

/// Two members of each schema merge the next schema with something of their own, so that the last one could be repeated
/// without end.
#[test]
fn schemas_that_merge_the_next_one_are_made_once() {
    const LEVELS: usize = 100;
    let merged = |level: usize, member: &str| {
        let next = json!({ "$ref": format!("#/components/schemas/S{}", level + 1) });
        json!({ "allOf": [next, { "properties": { member: { "type": "string" } } }] })
    };
    let schemas: Map<String, Value> = (0..LEVELS)
        .map(|level| {
            let members = json!({ "a": merged(level, "x"), "b": merged(level, "y") });
            (
                format!("S{level}"),
                json!({ "type": "object", "properties": members }),
            )
        })
        .chain([(format!("S{LEVELS}"), json!({ "type": "object" }))])
        .collect();
    let document = document(json!({}), json!({ "schemas": schemas }));
    let generation = watched("levels that merge", document.to_string().into_bytes());
    let types = generation.api.map_or(0, |api| api.types.len());
    assert!((3 * LEVELS..4 * LEVELS).contains(&types), "{types} types");
}

/// Schemas without names that lead one to the next are no deeper for it than what each of them is.
#[test]
fn files_that_lead_one_to_the_next_are_all_read() {
    const FILES: usize = 100;
    let members = |next: usize| match next < FILES {
        true => {
            json!({ "next": { "type": "array", "items": { "$ref": format!("s{next}.json") } } })
        }
        false => json!({ "last": { "type": "boolean" } }),
    };
    let first = json!({ "200": { "description": "", "content": { "application/json": {
        "schema": { "$ref": "s0.json" },
    } } } });
    let root = document(json!({ "/": { "get": { "responses": first } } }), json!({}));
    let loader = |path: &Path| {
        let name = path.file_stem().and_then(|name| name.to_str());
        let file = name.and_then(|name| name.strip_prefix('s')?.parse::<usize>().ok());
        let text = match file {
            Some(file) => json!({ "type": "object", "properties": members(file + 1) }),
            None => root.clone(),
        };
        Ok(text.to_string().into_bytes())
    };
    let generation = generate(&loader, plain("openapi.json"));
    let api = generation.api.expect("a model");
    assert_eq!(api.types.len(), FILES);
    assert!(!format!("{:?}", api.types).contains("Any"));
}

/// Ten thousand schemas of ten members and two thousand operations. Up to the model they take about 200 MB, with all files
/// made of them about 800 MB.
#[test]
fn ten_megabytes_are_no_trouble() {
    let text = large().to_string();
    assert!(text.len() > 10_000_000, "{} bytes", text.len());
    let generation = watched("ten megabytes", text.into_bytes());
    let Some(api) = &generation.api else {
        panic!("nothing was made:\n{}", inputs::messages(&generation));
    };
    let operations: usize = api.groups.iter().map(|group| group.operations.len()).sum();
    assert_eq!((api.types.len(), operations), (10_000, 2_000));
}

fn large() -> Value {
    let member = |index: usize| {
        let words = "What this member means, in as many words as documents have. ";
        json!({ "type": "string", "description": format!("{words}{index}") })
    };
    let schemas: Map<String, Value> = (0..10_000)
        .map(|index| {
            let members: Map<String, Value> = (0..9)
                .map(|member_index| (format!("member{member_index}"), member(index)))
                .chain([(
                    "next".to_owned(),
                    json!({ "$ref": format!("#/components/schemas/S{}", index / 2) }),
                )])
                .collect();
            (
                format!("S{index}"),
                json!({ "type": "object", "properties": members }),
            )
        })
        .collect();
    let paths: Map<String, Value> = (0..2_000)
        .map(|index| {
            let schema = json!({ "$ref": format!("#/components/schemas/S{index}") });
            let answer = json!({ "description": "It.", "content": { "application/json": { "schema": schema } } });
            (format!("/p{index}"), json!({ "get": { "tags": [format!("T{}", index % 50)], "responses": { "200": answer } } }))
        })
        .collect();
    document(Value::Object(paths), json!({ "schemas": schemas }))
}

fn removal(target: &str) -> Value {
    json!({ "target": target, "remove": true })
}

fn document(paths: Value, components: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Bounds", "version": "1" },
        "paths": paths,
        "components": components,
    })
}

fn plain(document: &str) -> Inputs<'_> {
    Inputs {
        document: Path::new(document),
        overlay: None,
        config: None,
        strict: false,
    }
}

/// A run that has to end.
fn watched(what: &str, text: Vec<u8>) -> Generation {
    let _watchdog = Watchdog::over(what);
    generate(&|_: &Path| Ok(text.clone()), plain("openapi.yaml"))
}

/// The text ends a run, with this error.
fn refused(text: impl Into<Vec<u8>>, message: &str) {
    let generation = watched(message, text.into());
    assert!(generation.api.is_none());
    has_error(&generation, message);
}

/// There is an error of these words, with its place and its mend where there is one.
fn has_error(generation: &Generation, message: &str) {
    let found = generation.diagnostics.iter().any(|diagnostic| {
        diagnostic.severity == Severity::Error
            && diagnostic.message.contains(message)
            && diagnostic.place().is_some()
            && diagnostic.help.is_some()
    });
    assert!(
        found,
        "`{message}` is not among:\n{:.2000}",
        inputs::messages(generation)
    );
}
