//! Texts, values, places and references.

#![allow(
    clippy::expect_used,
    reason = "what the tests lean on may panic as they do"
)]

mod memory;

use std::io;
use std::path::Path;

use generator::diagnostics::{Diagnostic, Diagnostics, Place, RenderOptions, codes, render};
use generator::source::{LoadOptions, Loaded, Pointer};
use insta::assert_snapshot;
use memory::{document, key_at, load, messages, parse, rendered, value, value_at};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn json_and_yaml_make_the_same_tree() {
    let from_json = value(
        "api.json",
        r#"{"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"200": [1, 2.5, null, true]}}}}}"#,
    );
    let from_yaml = value(
        "api.yaml",
        "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses:\n        200: [1, 2.5, ~, true]\n",
    );
    assert_eq!(from_json, from_yaml);
}

#[test]
fn the_order_of_keys_is_kept() {
    let tree = value("api.yaml", "b: 1\na: 2\nc: 3\n");
    assert_eq!(tree.to_string(), r#"{"b":1,"a":2,"c":3}"#);
}

#[test]
fn keys_keep_the_spelling_that_they_have_in_the_text() {
    let tree = value(
        "api.yaml",
        "200: a\n1.10: b\ntrue: c\n0x10: d\n~: e\n2024-01-01: f\n",
    );
    assert_eq!(
        tree,
        json!({"200": "a", "1.10": "b", "true": "c", "0x10": "d", "~": "e", "2024-01-01": "f"})
    );
}

#[test]
fn timestamps_and_words_of_old_yaml_are_text() {
    let tree = value(
        "api.yaml",
        "a: 2024-01-01T00:00:00Z\nb: yes\nc: 0123\nd: 12:30:45\n",
    );
    assert_eq!(
        tree,
        json!({"a": "2024-01-01T00:00:00Z", "b": "yes", "c": "0123", "d": "12:30:45"})
    );
}

#[test]
fn aliases_and_merge_keys_are_resolved() {
    let tree = value(
        "api.yaml",
        "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\n\
         one: *base\ntwo:\n  b: 9\n  <<: [*base, *other]\n",
    );
    assert_eq!(tree["one"], json!({"a": 1, "b": 2}));
    assert_eq!(tree["two"], json!({"b": 9, "a": 1, "c": 4}));
}

#[test]
fn a_merge_key_is_an_ordinary_key_in_json() {
    assert_eq!(value("a.json", r#"{"<<": 1}"#), json!({"<<": 1}));
}

#[test]
fn flow_style_yaml_is_told_from_json() {
    assert_eq!(
        value("api.yaml", "{a: 1, b: [x, y]}"),
        json!({"a": 1, "b": ["x", "y"]})
    );
}

#[test]
fn a_byte_order_mark_and_carriage_returns_do_no_harm() {
    let loaded = load(&[("api.yaml", "\u{feff}a: 1\r\nb:\r\n  c: 2\r\n")]);
    assert_eq!(rendered(&loaded), "");
    assert_eq!(key_at(&loaded, "/a"), "api.yaml:1:1 a");
    assert_eq!(value_at(&loaded, "/b/c"), "api.yaml:3:6 2");
}

// Faults of texts.

#[test]
fn a_missing_file_is_an_error() {
    let loader = |_: &Path| -> io::Result<Vec<u8>> { Err(io::ErrorKind::NotFound.into()) };
    let loaded = generator::source::load(&loader, Path::new("./api.yaml"), LoadOptions::default());
    assert_eq!(loaded.document, None);
    assert_snapshot!(rendered(&loaded), @"
    error[E0101]: `api.yaml` can't be read: entity not found
     --> api.yaml:1:1
      |
    1 |
      | ^
      |
      = help: check the path and the rights of the file
    ");
}

#[test]
fn an_empty_file_is_an_error() {
    assert_snapshot!(messages("api.yaml", " \n"), @"
    error[E0102]: `api.yaml` is empty
     --> api.yaml:1:1
      |
    1 |  
      | ^
      |
      = help: a document is a JSON or YAML text with an object at its root
    ");
    assert_snapshot!(messages("api.yaml", "# nothing yet\n"), @"
    error[E0102]: `api.yaml` is empty
     --> api.yaml:1:1
      |
    1 | # nothing yet
      | ^
      |
      = help: a document is a JSON or YAML text with an object at its root
    ");
}

#[test]
fn wrong_bytes_are_replaced() {
    assert_snapshot!(messages("api.yaml", b"title: caf\xe9\n"), @"
    warning[E0103]: the file is not UTF-8 from here on
     --> api.yaml:1:11
      |
    1 | title: caf�
      |           ^ each wrong byte becomes `�`
      |
      = help: save the file as UTF-8
    ");
    // A surrogate without the other.
    assert_snapshot!(messages("api.yaml", b"\xff\xfea\x00:\x00 \x00\x00\xd8"), @"
    warning[E0103]: the file is not UTF-8 from here on
     --> api.yaml:1:4
      |
    1 | a: �
      |    ^ each wrong byte becomes `�`
      |
      = help: save the file as UTF-8
    ");
}

#[test]
fn utf_16_is_read() {
    let text = "{\"é\": \"🦀\"}";
    for mark in ["", "\u{feff}"] {
        let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [little, big] {
            let loaded = load(&[("api.json", bytes)]);
            assert_eq!(rendered(&loaded), "");
            let document = loaded.sources.value(document(&loaded));
            assert_eq!(document, Some(&json!({ "é": "🦀" })));
        }
    }
}

#[test]
fn a_document_must_be_an_object() {
    assert_snapshot!(messages("api.json", "[1, 2]"), @"
    error[E0105]: the document is a list, but must be an object
     --> api.json:1:1
      |
    1 | [1, 2]
      | ^^^^^^
      |
      = at: #
      = help: begin with keys, such as `openapi: 3.0.3`
    ");
    assert_snapshot!(messages("api.yaml", "just text"), @"
    error[E0105]: the document is a single value, but must be an object
     --> api.yaml:1:1
      |
    1 | just text
      | ^^^^^^^^^
      |
      = at: #
      = help: begin with keys, such as `openapi: 3.0.3`
    ");
}

#[test]
fn faulty_json_is_shown_where_it_breaks() {
    assert_snapshot!(messages("api.json", "{\n  \"a\": [1, 2,],\n  \"b\": 1\n}"), @r#"
    error[E0104]: not valid JSON: trailing comma
     --> api.json:2:14
      |
    2 |   "a": [1, 2,],
      |              ^
      |
      = help: remove the comma before the closing bracket
    "#);
    assert_snapshot!(messages("api.json", "{\"a\": 1"), @r#"
    error[E0104]: not valid JSON: the text ends too early
     --> api.json:1:7
      |
    1 | {"a": 1
      |       ^
      |
      = help: close every brace, bracket and quote
    "#);
    assert_snapshot!(messages("api.json", "{\"é\": 1 \"b\": 2}"), @r#"
    error[E0104]: not valid JSON: expected `,` or `}`
     --> api.json:1:9
      |
    1 | {"é": 1 "b": 2}
      |         ^
    "#);
    assert_snapshot!(messages("api.json", "{\"a\": 1e999}"), @r#"
    error[E0104]: not valid JSON: number out of range
     --> api.json:1:11
      |
    1 | {"a": 1e999}
      |           ^
    "#);
}

#[test]
fn faulty_yaml_is_shown_where_it_breaks() {
    assert_snapshot!(messages("api.yaml", "info:\n  title: a: b\n"), @"
    error[E0104]: not valid YAML: unexpected `:`
     --> api.yaml:2:11
      |
    2 |   title: a: b
      |           ^
      |
      = help: put a text that holds `: ` in quotes, or mend the indentation
    ");
    assert_snapshot!(messages("api.yaml", "info:\n\ttitle: a\n"), @"
    error[E0104]: not valid YAML: a tab in the indentation
     --> api.yaml:2:1
      |
    2 |     title: a
      | ^^^^
      |
      = help: indent with spaces; YAML allows no tabs there (YAML 1.2.2, section 6.1)
    ");
    assert_snapshot!(messages("api.yaml", "a: 1\n  b: 2\n c: 3\n"), @"
    error[E0104]: not valid YAML: unexpected `:`
     --> api.yaml:2:4
      |
    2 |   b: 2
      |    ^
      |
      = help: put a text that holds `: ` in quotes, or mend the indentation
    ");
    assert_snapshot!(messages("api.yaml", "info: @home\n"), @"
    error[E0104]: not valid YAML: a character that no plain text can begin with
     --> api.yaml:1:7
      |
    1 | info: @home
      |       ^
      |
      = help: put the text in quotes
    ");
    assert_snapshot!(messages("api.yaml", "info: *nowhere\n"), @"
    error[E0104]: not valid YAML: an alias of an anchor that does not exist
     --> api.yaml:1:7
      |
    1 | info: *nowhere
      |       ^
      |
      = help: write `&name` before the value that `*name` stands for
    ");
    assert_snapshot!(messages("api.yaml", "a: 1\n---\nb: 2\n"), @"
    error[E0104]: the file holds more than one YAML document
     --> api.yaml:2:1
      |
    2 | ---
      | ^^^
      |
      = help: put each document into a file of its own
    ");
    assert_snapshot!(messages("api.yaml", "a:\n  ? [x, y]\n  : 1\n"), @"
    error[E0104]: not valid YAML: a key that is neither text nor number
     --> api.yaml:2:5
      |
    2 |   ? [x, y]
      |     ^
      |
      = help: use a plain text as the key
    ");
    assert_snapshot!(messages("api.yaml", "a: \u{1}\n"), @"
    error[E0104]: not valid YAML: a control character
     --> api.yaml:1:4
      |
    1 | a: ␁
      |    ^
      |
      = help: remove it, or write it as an escape in double quotes
    ");
}

#[test]
fn a_text_that_is_neither_is_taken_for_json_when_it_begins_so() {
    assert_snapshot!(messages("api.yaml", "{\"a\": 1,, \"b\": 2}"), @r#"
    error[E0104]: not valid JSON: key must be a string
     --> api.yaml:1:9
      |
    1 | {"a": 1,, "b": 2}
      |         ^
      |
      = help: keys and texts stand in double quotes, and one comma between members
    "#);
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}1{}", "{\"a\":".repeat(200), "}".repeat(200));
    assert_snapshot!(messages("api.json", &deep), @r#"
    error[E0104]: not valid JSON: nested deeper than 128 levels
     --> api.json:1:636
      |
    1 | ..."a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{...
      |                                                                    ^
      |
      = help: move inner parts out, and point at them by `$ref`
    "#);
    let deep = format!("a: {}1{}", "[".repeat(200), "]".repeat(200));
    assert_snapshot!(messages("api.yaml", &deep), @"
    error[E0104]: not valid YAML: nested deeper than 128 levels
     --> api.yaml:1:131
      |
    1 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
      |                                                                    ^
      |
      = help: move inner parts out, and point at them by `$ref`
    ");
}

#[test]
fn aliases_can_not_blow_up_the_tree() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_snapshot!(messages("api.yaml", &bomb), @"
    error[E0107]: the aliases of this YAML repeat far too much of it
     --> api.yaml:1:1
      |
    1 | a0: &a0 [x, x, x, x, x, x, x, x, x, x]
      | ^
      |
      = help: write repeated parts once, and point at them by `$ref`
    ");
    assert_snapshot!(messages("api.yaml", "a: &a [*a]\n"), @"
    error[E0104]: not valid YAML: nested deeper than 128 levels
     --> api.yaml:1:4
      |
    1 | a: &a [*a]
      |    ^
      |
      = help: move inner parts out, and point at them by `$ref`
    ");
}

#[test]
fn of_a_key_twice_the_last_one_holds() {
    assert_snapshot!(messages("api.json", "{\n  \"a\": 1,\n  \"b\": {\"\\u0061\": 1, \"a\": 2}\n}"), @r#"
    warning[E0106]: the key `a` is there twice
     --> api.json:3:22
      |
    3 |   "b": {"\u0061": 1, "a": 2}
      |                      ^^^ this one is taken
      |
     ::: api.json:3:9
      |
    3 |   "b": {"\u0061": 1, "a": 2}
      |         -------- first here
      |
      = help: remove or rename one of them
    "#);
    assert_snapshot!(messages("api.yaml", "paths:\n  /a: 1\n  '/a': 2\n"), @"
    warning[E0106]: the key `/a` is there twice
     --> api.yaml:3:3
      |
    3 |   '/a': 2
      |   ^^^^ this one is taken
      |
     ::: api.yaml:2:3
      |
    2 |   /a: 1
      |   -- first here
      |
      = help: remove or rename one of them
    ");
}

#[test]
fn numbers_that_json_can_not_hold_are_reported() {
    assert_snapshot!(messages("api.yaml", "a: .inf\nb: -.INF\nc: [.nan]\n"), @"
    warning[E0108]: a number that JSON does not have
     --> api.yaml:1:4
      |
    1 | a: .inf
      |    ^^^^ neither infinity nor not-a-number can be sent as JSON
      |
      = at: #/a
      = help: leave it out, or write a finite number

    warning[E0108]: a number that JSON does not have
     --> api.yaml:2:4
      |
    2 | b: -.INF
      |    ^^^^^ neither infinity nor not-a-number can be sent as JSON
      |
      = at: #/b
      = help: leave it out, or write a finite number

    warning[E0108]: a number that JSON does not have
     --> api.yaml:3:5
      |
    3 | c: [.nan]
      |     ^^^^ neither infinity nor not-a-number can be sent as JSON
      |
      = at: #/c/0
      = help: leave it out, or write a finite number
    ");
    assert_snapshot!(messages("api.json", "{\"a\": 123456789012345678901234567890}"), @r#"
    note[E0111]: a whole number beyond 64 bits
     --> api.json:1:7
      |
    1 | {"a": 123456789012345678901234567890}
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ taken as the nearest floating point number
      |
      = at: #/a
      = help: write it as a text, if every digit matters
    "#);
    assert_snapshot!(messages("api.yaml", "a: -9223372036854775809\n"), @"
    note[E0111]: a whole number beyond 64 bits
     --> api.yaml:1:4
      |
    1 | a: -9223372036854775809
      |    ^^^^^^^^^^^^^^^^^^^^ taken as the nearest floating point number
      |
      = at: #/a
      = help: write it as a text, if every digit matters
    ");
}

#[test]
fn large_floats_are_nothing_to_speak_of() {
    let text = "{\"a\": 1e300, \"b\": 18446744073709551615, \"c\": -9223372036854775808}";
    let tree = value("api.json", text);
    assert_eq!(tree["b"], json!(u64::MAX));
    assert_eq!(tree["c"], json!(i64::MIN));
}

#[test]
fn tags_are_dropped_with_a_warning() {
    let loaded = load(&[("api.yaml", "a: !secret 1\nb: !!str 2\nc: !map {d: 3}\n")]);
    let tree = loaded.sources.value(document(&loaded)).cloned();
    assert_eq!(tree, Some(json!({"a": 1, "b": "2", "c": {"d": 3}})));
    assert_snapshot!(rendered(&loaded), @"
    warning[E0110]: the YAML tag `!secret` means nothing here
     --> api.yaml:1:4
      |
    1 | a: !secret 1
      |    ^^^^^^^^^ read as if it had no tag
      |
      = at: #/a
      = help: remove the tag

    warning[E0110]: the YAML tag `!map` means nothing here
     --> api.yaml:3:1
      |
    3 | c: !map {d: 3}
      | ^ read as if it had no tag
      |
      = at: #/c
      = help: remove the tag
    ");
}

#[test]
fn of_very_many_findings_the_rest_is_counted() {
    let loaded = load(&[("api.yaml", &format!("a: [{}]\n", "!a 1, ".repeat(1_200)))]);
    let messages: Vec<&str> = loaded
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(messages.len(), 1_001);
    assert_eq!(
        messages.last().copied(),
        Some("the YAML tag `!a` means nothing here, and at up to 200 more places")
    );
}

#[test]
fn only_mappings_can_be_merged() {
    assert_snapshot!(messages("api.yaml", "a:\n  <<: [1, 2]\n  b: 1\n"), @"
    warning[E0109]: only mappings can be merged by `<<`
     --> api.yaml:2:3
      |
    2 |   <<: [1, 2]
      |   ^^
      |
      = at: #/a/<<
      = help: give the alias of a mapping, or a list of such aliases
    ");
}

// Places.

#[test]
fn places_in_json() {
    let text = "{\n  \"a~/b\" : {\"\\u0063\\\"\": [ 1,\t-2.5e3 , \"x\\\\\", {} ]},\r\n  \"ü😀\": {\"d\": true}\n}";
    let loaded = load(&[("api.json", text)]);
    assert_eq!(rendered(&loaded), "");
    assert_eq!(key_at(&loaded, "/a~0~1b"), r#"api.json:2:3 "a~/b""#);
    assert_eq!(
        key_at(&loaded, "/a~0~1b/c\""),
        r#"api.json:2:13 "\u0063\"""#
    );
    assert_eq!(value_at(&loaded, "/a~0~1b/c\"/0"), "api.json:2:27 1");
    assert_eq!(value_at(&loaded, "/a~0~1b/c\"/1"), "api.json:2:30 -2.5e3");
    assert_eq!(value_at(&loaded, "/a~0~1b/c\"/2"), r#"api.json:2:39 "x\\""#);
    assert_eq!(value_at(&loaded, "/a~0~1b/c\"/3"), "api.json:2:46 {}");
    assert_eq!(value_at(&loaded, "/ü😀/d"), "api.json:3:15 true");
}

#[test]
fn places_in_yaml() {
    let text = "a~/b:\n  - x: 1\n    'it''s': \"q\\\"\"\n  - {y: [2, {z: 3}]}\n  -\n    - 4\r\nü😀: 中文 # comment\nblock: |\n  text\nempty:\nlast: end";
    let loaded = load(&[("api.yaml", text)]);
    assert_eq!(rendered(&loaded), "");
    assert_eq!(key_at(&loaded, "/a~0~1b"), "api.yaml:1:1 a~/b");
    assert_eq!(value_at(&loaded, "/a~0~1b/0/x"), "api.yaml:2:8 1");
    assert_eq!(key_at(&loaded, "/a~0~1b/0/it's"), "api.yaml:3:5 'it''s'");
    assert_eq!(
        value_at(&loaded, "/a~0~1b/0/it's"),
        r#"api.yaml:3:14 "q\"""#
    );
    assert_eq!(value_at(&loaded, "/a~0~1b/1/y/1/z"), "api.yaml:4:17 3");
    assert_eq!(value_at(&loaded, "/a~0~1b/2/0"), "api.yaml:6:7 4");
    assert_eq!(value_at(&loaded, "/ü😀"), "api.yaml:7:5 中文");
    assert_eq!(value_at(&loaded, "/empty"), "api.yaml:10:1 empty");
    assert_eq!(value_at(&loaded, "/last"), "api.yaml:11:7 end");
}

#[test]
fn places_behind_aliases_and_merge_keys_are_those_of_the_anchor() {
    let text = "base: &base\n  a: 1\n  b: {c: 2}\none: *base\ntwo:\n  <<: *base\n  d: 4\nthree:\n  <<: [{e: 5}, *base]\n";
    let loaded = load(&[("api.yaml", text)]);
    assert_eq!(value_at(&loaded, "/one/a"), "api.yaml:2:6 1");
    assert_eq!(value_at(&loaded, "/two/b/c"), "api.yaml:3:10 2");
    assert_eq!(value_at(&loaded, "/two/d"), "api.yaml:7:6 4");
    assert_eq!(value_at(&loaded, "/three/e"), "api.yaml:9:12 5");
    assert_eq!(value_at(&loaded, "/three/a"), "api.yaml:2:6 1");
}

#[test]
fn an_object_is_shown_by_its_key_and_a_missing_node_by_its_nearest_ancestor() {
    let loaded = load(&[("api.yaml", "info:\n  contact:\n    name: a\n")]);
    assert_eq!(value_at(&loaded, "/info"), "api.yaml:1:1 info");
    assert_eq!(
        value_at(&loaded, "/info/contact/email/0"),
        "api.yaml:2:3 contact"
    );
}

/// Two places of one key: the last is the value that the tree has.
#[test]
fn the_place_of_a_key_that_is_there_twice_is_the_last() {
    let loaded = load(&[("api.json", r#"{"a": 1, "a": 2}"#)]);
    assert_eq!(value_at(&loaded, "/a"), "api.json:1:15 2");
}

// References.

const SPLIT: [(&str, &str); 3] = [
    (
        "spec/api.yaml",
        "a: {$ref: '#/components/schemas/Pet'}\n\
         b: {$ref: 'parts/pets.json#/a%20%7Eb'}\n\
         components:\n  schemas:\n    Pet: {type: object}\n    'a/b%': {type: string}\n",
    ),
    (
        "spec/parts/pets.json",
        r##"{"a ~b": 1, "back": {"$ref": "../api.yaml#/a"}, "own": {"$ref": "./more.yaml"}}"##,
    ),
    ("spec/parts/more.yaml", "- 1\n- 2\n"),
];

fn resolved(loaded: &Loaded, file: &str, reference: &str) -> String {
    let files = loaded.sources.files();
    let mut files = files.filter(|id| loaded.sources.path(*id).to_str() == Some(file));
    let from = files.next().expect("a loaded file");
    match loaded.sources.resolve(from, &Pointer::root(), reference) {
        Ok(found) => {
            let path = loaded.sources.path(found.file).display();
            format!("{path}{} = {}", found.pointer, found.value)
        }
        Err(diagnostic) => {
            let diagnostics = Diagnostics::from(diagnostic);
            render(&diagnostics, &loaded.sources, RenderOptions::default())
        }
    }
}

#[test]
fn references_inside_a_document() {
    let loaded = load(&SPLIT);
    let from_main = |reference| resolved(&loaded, "spec/api.yaml", reference);
    assert_eq!(
        from_main("#/components/schemas/Pet"),
        r#"spec/api.yaml#/components/schemas/Pet = {"type":"object"}"#
    );
    assert_eq!(
        from_main("#/components/schemas/a~1b%25/type"),
        r#"spec/api.yaml#/components/schemas/a~1b%25/type = "string""#
    );
    assert!(from_main("#").starts_with("spec/api.yaml# = {\"a\":"));
}

#[test]
fn references_to_other_files_are_relative_to_the_file_that_they_stand_in() {
    let loaded = load(&SPLIT);
    assert_eq!(rendered(&loaded), "");
    assert_eq!(
        resolved(
            &loaded,
            "spec/parts/pets.json",
            "../api.yaml#/components/schemas/Pet/type"
        ),
        r#"spec/api.yaml#/components/schemas/Pet/type = "object""#
    );
    assert_eq!(
        resolved(&loaded, "spec/api.yaml", "./parts/../parts/more.yaml#/1"),
        "spec/parts/more.yaml#/1 = 2"
    );
    assert_eq!(loaded.sources.files().count(), 3);
}

#[test]
fn references_that_lead_nowhere() {
    let loaded = load(&SPLIT);
    let from_main = |reference| resolved(&loaded, "spec/api.yaml", reference);
    assert_snapshot!(from_main("#/components/schema/Pat"), @"
    warning[E0202]: `#/components/schema/Pat` points at nothing
     |
     = help: did you mean `#/components/schemas/Pet`?
    ");
    assert_snapshot!(from_main("#/definitions/Pet"), @"
    warning[E0202]: `#/definitions/Pet` points at nothing
     |
     = help: did you mean `#/components/schemas/Pet`?
    ");
    assert_snapshot!(from_main("#/components/schemas/Elephant"), @"
    warning[E0202]: `#/components/schemas/Elephant` points at nothing
     |
     = help: define what it points at, or correct the reference
    ");
    assert_snapshot!(from_main("#pet"), @"
    warning[E0202]: `#pet` points at nothing
     |
     = help: define what it points at, or correct the reference
    ");
    assert_snapshot!(from_main("#/a~2"), @"
    warning[E0201]: `#/a~2` can't be followed: `/a~2` has a `~` that is neither `~0` nor `~1`
     |
     = help: behind `#`, `/` stands before each key; within one, `~1` stands for `/` and `~0` for `~`
    ");
    assert_snapshot!(from_main("parts/none.yaml"), @"
    warning[E0203]: `spec/parts/none.yaml` can't be used: only files that a `$ref` names are read
     |
     = help: did you mean `parts/more.yaml`?
    ");
    assert_snapshot!(from_main("https://example.com/api.yaml#/a"), @"
    warning[E0204]: `https://example.com/api.yaml#/a` is not a file beside the document
     |
     = help: nothing is fetched from the network: save it as a file, and refer to that
    ");
    assert_snapshot!(from_main("../secret.yaml"), @"
    warning[E0205]: `../secret.yaml` leads out of `spec`, the folder of the main document
     |
     = help: move the file into that folder: what comes from elsewhere may not read all of this machine
    ");
    assert_snapshot!(from_main("/etc/passwd"), @"
    warning[E0205]: `/etc/passwd` leads out of `spec`, the folder of the main document
     |
     = help: move the file into that folder: what comes from elsewhere may not read all of this machine
    ");
}

const NAMED: [(&str, &str); 2] = [
    (
        "api.yaml",
        "$self: https://example.com/api\n\
         pet: {$anchor: pet, type: object}\n\
         owner:\n  \
           $id: schemas/owner\n  \
           name: {$dynamicAnchor: pet}\n  \
           $defs: {age: {$id: 'age#years'}}\n\
         split: {$ref: parts/cat.yaml}\n",
    ),
    ("parts/cat.yaml", "$id: urn:cat\ntail: {$id: '#tail'}\n"),
];

#[test]
fn references_by_anchor_and_identifier() {
    let loaded = load(&NAMED);
    assert_eq!(rendered(&loaded), "");
    let document = document(&loaded);
    let place = |at: &str, reference: &str| {
        let found = loaded.sources.resolve(document, &parse(at), reference);
        found.map_or_else(
            |diagnostic| diagnostic.message.clone(),
            |found| {
                format!(
                    "{}{}",
                    loaded.sources.path(found.file).display(),
                    found.pointer
                )
            },
        )
    };
    // An anchor belongs to the nearest schema that has a name of its own.
    assert_eq!(place("/split", "#pet"), "api.yaml#/pet");
    assert_eq!(place("/owner/$defs", "#pet"), "api.yaml#/owner/name");
    assert_eq!(place("", "/schemas/owner#pet"), "api.yaml#/owner/name");
    // So does a pointer, unless only the whole document has what it leads to.
    assert_eq!(place("/owner", "#/name"), "api.yaml#/owner/name");
    assert_eq!(place("/owner", "#"), "api.yaml#/owner");
    assert_eq!(place("/owner", "#/split"), "api.yaml#/split");
    // References are relative to the name of what they stand in.
    assert_eq!(place("/owner", "age"), "api.yaml#/owner/$defs/age");
    assert_eq!(place("", "schemas/age#years"), "api.yaml#/owner/$defs/age");
    assert_eq!(place("/owner", "../api#pet"), "api.yaml#/pet");
    // Names hold across files; what isn't a name is a file.
    assert_eq!(place("", "urn:cat#/tail"), "parts/cat.yaml#/tail");
    assert_eq!(place("", "parts/cat.yaml#tail"), "parts/cat.yaml#/tail");
    assert_eq!(place("", "#tale"), "`#tale` points at nothing");
}

#[test]
fn a_file_that_can_not_be_read_is_reported_when_it_is_followed() {
    let loaded = load(&[
        ("api.yaml", "a: {$ref: gone.yaml}\nb: {$ref: broken.yaml}\n"),
        ("broken.yaml", "a: [1\n"),
    ]);
    assert_snapshot!(rendered(&loaded), @"
    error[E0104]: not valid YAML: did not find expected ',' or ']'
     --> broken.yaml:2:1
      |
    2 |
      | ^
      |
     ::: broken.yaml:1:4
      |
    1 | a: [1
      |    - while parsing a flow sequence
    ");
    assert_snapshot!(resolved(&loaded, "api.yaml", "gone.yaml"), @"
    warning[E0203]: `gone.yaml` can't be used: no such file
     |
     = help: check the path: it is relative to the file that the reference stands in
    ");
    assert_snapshot!(resolved(&loaded, "api.yaml", "broken.yaml#/a"), @"
    warning[E0203]: `broken.yaml` has errors of its own
     |
     = help: mend them first
    ");
}

// Pointers.

#[test]
fn pointers_are_those_of_rfc_6901() {
    let pointer = Pointer::root().join("a/b").join("m~n").index(3).join("");
    assert_eq!(pointer.as_str(), "/a~1b/m~0n/3/");
    assert_eq!(
        pointer.segments().collect::<Vec<_>>(),
        ["a/b", "m~n", "3", ""]
    );
    assert_eq!(
        pointer.parent().map(|p| p.to_string()).as_deref(),
        Some("#/a~1b/m~0n/3")
    );
    assert_eq!(pointer.last().as_deref(), Some(""));
    assert_eq!(parse("/~01").last().as_deref(), Some("~1"));
    assert_eq!(Pointer::root().parent(), None);
    assert!(Pointer::parse("a").is_err());
    assert!(Pointer::parse("/a~").is_err());
    assert_eq!(Pointer::from_fragment("/a%20b%2Fc"), Ok(parse("/a b/c")));
    assert!(Pointer::from_fragment("/%ff").is_err());
}

#[test]
fn pointers_know_what_is_below_them() {
    assert_eq!(parse("/a/b/c").below(&parse("/a")), Some(parse("/b/c")));
    assert_eq!(parse("/a").below(&parse("/a")), Some(Pointer::root()));
    assert_eq!(parse("/ab").below(&parse("/a")), None);
    assert_eq!(parse("/a").concat(&parse("/b")), parse("/a/b"));
}

proptest! {
    #[test]
    fn no_bytes_make_the_loader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        exercise(&bytes);
    }

    #[test]
    fn no_yaml_makes_the_loader_panic(text in r#"([-?:,\[\]{}#&*!|>'"%@`~<$/ \t\r\nab01.é中]|<<: |a: |- |\n  ){0,60}"#) {
        exercise(text.as_bytes());
    }

    #[test]
    fn no_json_makes_the_loader_panic(text in r#"\{("a":|[\[\]{},:"\\u0-9é\n -]|"b"|1e5){0,60}"#) {
        exercise(text.as_bytes());
    }
}

/// Trees with keys and texts of all sorts.
fn trees() -> impl Strategy<Value = Value> {
    let text = r#"([a-c~/'": -]|é|中|😀|\\n|<<){0,6}"#;
    let key = r#"k([a-c~/'": -]|é|中|😀|\\n|<<){0,6}"#;
    let scalar = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    let tree = scalar.prop_recursive(4, 64, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key, inner, 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop::collection::vec(tree, 1..4).prop_map(|items| json!({ "items": items }))
}

/// Every scalar of a tree with the pointer to it.
fn scalars(value: &Value, pointer: &Pointer) -> Vec<(Pointer, Value)> {
    match value {
        Value::Object(members) => {
            let below = members
                .iter()
                .map(|(key, member)| scalars(member, &pointer.join(key)));
            below.flatten().collect()
        }
        Value::Array(items) => {
            let below = items
                .iter()
                .enumerate()
                .map(|(index, item)| scalars(item, &pointer.index(index)));
            below.flatten().collect()
        }
        scalar => vec![(pointer.clone(), scalar.clone())],
    }
}

/// What stands at the place of each scalar is that scalar.
fn places_hold_their_scalars(path: &str, text: &str, tree: &Value) {
    let loaded = load(&[(path, text)]);
    let document = loaded.document.expect("a document");
    for (pointer, scalar) in scalars(tree, &Pointer::root()) {
        let location = loaded
            .sources
            .locate(&Place::value(document, pointer.clone()));
        let found = &loaded.sources.text(location.file)[location.span];
        let read: Value = serde_yaml::from_str(found).expect("a scalar");
        assert_eq!(read, scalar, "{pointer} in {text}");
    }
}

proptest! {
    #[test]
    fn places_in_json_hold_their_scalars(tree in trees()) {
        places_hold_their_scalars("api.json", &format!("{tree:#}"), &tree);
        places_hold_their_scalars("api.json", &tree.to_string(), &tree);
    }

    #[test]
    fn places_in_yaml_hold_their_scalars(tree in trees()) {
        // A block's text begins in another line than its place.
        let text = serde_yaml::to_string(&tree).expect("YAML");
        prop_assume!(!text.contains("|-") && !text.contains("|\n") && !text.contains("|+"));
        places_hold_their_scalars("api.yaml", &text, &tree);
    }
}

/// A text that is long enough to be looked through while it is read.
#[test]
fn places_in_a_long_text_hold_their_scalars() {
    let line =
        |number: u32| json!({ "größe": number, "text": format!("中文 {number}"), "it's": true });
    let tree = json!({ "items": (0..5_000).map(line).collect::<Vec<_>>() });
    let text = serde_yaml::to_string(&tree).expect("YAML");
    places_hold_their_scalars("api.yaml", &text, &tree);
}

/// Loads a text and asks for places in it, right ones and wrong ones.
fn exercise(bytes: &[u8]) {
    for path in ["api.json", "api.yaml"] {
        let mut loaded = load(&[(path, bytes)]);
        if let Some(document) = loaded.document {
            for pointer in ["", "/a", "/a/0/b", "/~1/1"] {
                let value = Place::value(document, parse(pointer));
                let key = Place::key(document, parse(pointer));
                loaded.diagnostics.push(
                    Diagnostic::note(codes::TAG, "a test")
                        .at(value)
                        .related(key, "here"),
                );
            }
        }
        // Either the text has a fault, or there is the note of this test.
        assert!(!rendered(&loaded).is_empty());
    }
}
