//! What lints say beyond the example of their page.

use std::io;
use std::path::Path;

use generator::diagnostics::{Code, Diagnostic, RenderOptions, codes, render};
use generator::{Inputs, generate};

/// What a lint says of a document under an `sdk.toml`.
fn said(code: Code, document: &str, config: &str) -> String {
    said_of(code, &[("pets.yaml", document), ("sdk.toml", config)])
}

/// What a lint says of the document `pets.yaml` among other files.
fn said_of(code: Code, files: &[(&str, &str)]) -> String {
    let text = |path: &Path| {
        let found = files.iter().find(|(name, _)| path == Path::new(name));
        found.map(|(_, text)| text.as_bytes().to_vec())
    };
    let loader = |path: &Path| text(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound));
    let config = Path::new("sdk.toml");
    let inputs = Inputs {
        document: Path::new("pets.yaml"),
        overlay: None,
        config: text(config).map(|_| config),
        strict: false,
    };
    let generation = generate(&loader, inputs);
    let is_of_code = |diagnostic: &&Diagnostic| diagnostic.code == code;
    let lints = generation.lints.iter().filter(is_of_code).cloned();
    render(
        &lints.collect(),
        &generation.sources,
        RenderOptions::default(),
    )
}

pub(super) const COUNTED: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: pageNumber, in: query, schema: { type: integer } }
      responses:
        "200":
          description: The pets.
          content: { application/json: { schema: { type: array, items: { type: string } } } }
"#;

#[test]
fn pages_that_are_counted_are_told_of() {
    let said = said(codes::UNRECOGNISED_PAGINATION, COUNTED, "");
    insta::assert_snapshot!(said, @r#"
    note[E0809]: `listPets` seems to page by `pageNumber`, but no `[pagination]` fits it
     --> pets.yaml:9:19
      |
    9 |         - { name: pageNumber, in: query, schema: { type: integer } }
      |                   ^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/name
      = help: add `[pagination.page-number]` to sdk.toml with `page = "pageNumber"`; or `pagination = false` to the operation
    "#);
}

#[test]
fn pages_that_are_known_to_be_counted_are_not() {
    for config in [
        "[operations.listPets]\npagination = false\n",
        "[pagination.page-number]\npage = \"pageNumber\"\n",
    ] {
        assert_eq!(said(codes::UNRECOGNISED_PAGINATION, COUNTED, config), "");
    }
}

#[test]
fn a_cursor_in_a_body_or_a_header_is_told_of() {
    let reply = r#"{ "200": { description: A page., content: { application/json: { schema: { type: object, properties: {
        pets: { type: array, items: { type: string } }, next_cursor: { type: string }, has_more: { type: boolean } } } } } } }"#;
    let body = "requestBody: { content: { application/json: { schema: { type: object, properties: { start_cursor: { type: string } } } } } }";
    let header = "parameters: [{ name: X-Page-Cursor, in: header, schema: { type: string } }]";
    for (method, takes, cursor) in [
        ("post", body, "start_cursor"),
        ("get", header, "X-Page-Cursor"),
    ] {
        let document = format!(
            "openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\npaths:\n  /pets:\n    {method}:\n      operationId: findPets\n      {takes}\n      responses: {reply}\n"
        );
        let told = said(codes::UNRECOGNISED_PAGINATION, &document, "");
        let way = [
            ("cursor", cursor),
            ("items", "pets"),
            ("next", "next_cursor"),
            ("more", "has_more"),
        ];
        let proposed = way
            .map(|(key, value)| format!("`{key} = \"{value}\"`"))
            .join(", ");
        assert!(told.contains(&proposed), "{told}");
        let config = way
            .map(|(key, value)| format!("{key} = \"{value}\"\n"))
            .concat();
        let config = format!("[pagination.cursor]\n{config}");
        assert_eq!(said(codes::UNRECOGNISED_PAGINATION, &document, &config), "");
    }
}

#[test]
fn a_number_that_is_no_page_is_none() {
    let document = COUNTED.replace("pageNumber", "weight");
    assert_eq!(said(codes::UNRECOGNISED_PAGINATION, &document, ""), "");
}

#[test]
fn equal_pointers_of_two_files_are_two_places() {
    let item = |name: &str, rest: &str| {
        format!(
            "get:\n{rest}  responses:\n    \"200\":\n      description: All.\n      content: {{ application/json: {{ schema: {{ type: object, properties: {{ {name}: {{ type: string }} }} }} }} }}\n"
        )
    };
    let cats = item("cats", "");
    let dogs = item("dogs", "  operationId: listDogs\n");
    let files = [
        ("cats.yaml", cats.as_str()),
        ("dogs.yaml", dogs.as_str()),
        (
            "pets.yaml",
            "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths:\n  /cats: { $ref: cats.yaml }\n  /dogs: { $ref: dogs.yaml }\n",
        ),
    ];
    let unnamed = said_of(codes::UNNAMED_SCHEMA, &files);
    assert!(
        unnamed.contains("becomes `api::cats::get_cats::Output`"),
        "{unnamed}"
    );
    assert!(
        unnamed.contains("becomes `api::dogs::list_dogs::Output`"),
        "{unnamed}"
    );
    let without_id = said_of(codes::MISSING_OPERATION_ID, &files);
    assert!(
        without_id.contains("its method is called `get_cats`"),
        "{without_id}"
    );
    assert!(!without_id.contains("dogs"), "{without_id}");
}

#[test]
fn an_entry_by_the_id_that_was_made_names_an_operation() {
    let document = COUNTED.replace("operationId: listPets", "description: All pets.");
    assert_ne!(said(codes::MISSING_OPERATION_ID, &document, ""), "");
    let config = "[operations.get_pets]\nname = 'all'\n";
    assert_eq!(said(codes::MISSING_OPERATION_ID, &document, config), "");
}

/// A document with one schema, which has one member.
fn with_member(member: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Pets, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n      properties:\n        {member}\n    A: {{ type: object, properties: {{ a: {{ type: string }} }} }}\n    B: {{ type: object, properties: {{ b: {{ type: string }} }} }}\n"
    )
}

#[test]
fn null_and_lists_hide_no_id_and_no_date() {
    for member in [
        "id: { type: [number, 'null'] }",
        "ownerIds: { type: array, items: { type: number } }",
    ] {
        let said = said(codes::NUMBER_AS_ID, &with_member(member), "");
        assert!(said.contains("^^^^^^ an `f64` in Rust"), "{said}");
    }
    let date = with_member("bornAt: { type: [string, 'null'] }");
    assert_ne!(said(codes::DATE_AS_TEXT, &date, ""), "");
}

#[test]
fn only_what_is_an_f64_is_a_number_as_an_id() {
    for member in [
        "id: { type: number, format: int64 }",
        "id: { type: number, enum: [1, 2] }",
        "id: { type: [number, string] }",
    ] {
        assert_eq!(said(codes::NUMBER_AS_ID, &with_member(member), ""), "");
    }
    // What a base declares is told of once, whoever takes it up.
    let shared = r##"  schemas:
    Number: { type: number }
    Base: { type: object, properties: { id: { type: number } } }
    Child: { allOf: [{ $ref: "#/components/schemas/Base" }] }
    Other: { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { a: { type: string } } }] }
"##;
    for member in [
        r##"id: { $ref: "#/components/schemas/Number" }"##,
        r##"ids: { allOf: [{ $ref: "#/components/schemas/Number" }] }"##,
    ] {
        let document = with_member(member).replace("  schemas:\n", shared);
        let said = said(codes::NUMBER_AS_ID, &document, "");
        assert_eq!(said.matches("an `f64` in Rust").count(), 2, "{said}");
    }
}

#[test]
fn lists_and_enumerations_can_be_ambiguous_as_well() {
    let a = r##"{ $ref: "#/components/schemas/A" }"##;
    let b = r##"{ $ref: "#/components/schemas/B" }"##;
    let lists =
        format!("tag: {{ oneOf: [{{ type: array, items: {a} }}, {{ type: array, items: {b} }}] }}");
    let enumerations = |first: &str, second: &str| {
        let code = |values: &str| format!("{{ type: string, format: code, enum: [{values}] }}");
        format!("tag: {{ oneOf: [{}, {}] }}", code(first), code(second))
    };
    let shared = enumerations("a, b", "b, c");
    for (member, by) in [(&lists, "their items"), (&shared, "their values")] {
        let said = said(codes::AMBIGUOUS_UNION, &with_member(member), "");
        assert!(said.contains(by), "{said}");
    }
    let apart = enumerations("a, b", "c");
    assert_eq!(said(codes::AMBIGUOUS_UNION, &with_member(&apart), ""), "");
}

#[test]
fn a_chosen_name_is_one() {
    let document = "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses: { \"200\": { description: A pet., content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } }\n";
    assert_ne!(said(codes::UNNAMED_SCHEMA, document, ""), "");
    let config = "[types.'$..schema']\nname = 'Pet'\n";
    assert_eq!(said(codes::UNNAMED_SCHEMA, document, config), "");
}

#[test]
fn what_helps_is_in_the_words_of_the_document() {
    let swagger = "swagger: '2.0'\ninfo: { title: Pets, version: '1' }\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses: { \"200\": { description: A pet., schema: { type: object, properties: { a: { type: string } } } } }\n";
    for (code, help) in [
        (codes::NO_SERVER, "add `host`, and `schemes`"),
        (codes::UNDECLARED_ERRORS, "declare a `default` response"),
        (codes::UNNAMED_SCHEMA, "move it to `definitions`"),
    ] {
        let said = said(code, swagger, "");
        assert!(said.contains(help), "{said}");
    }
    let openapi = |servers: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Pets, version: '1' }}\nservers: [{servers}]\npaths: {{}}\n"
        )
    };
    for (servers, message) in [
        ("", "no server is declared"),
        ("{ url: /v1 }", "the one server has a relative URL"),
        (
            "{ url: /v1 }, { url: /v2 }",
            "all servers have relative URLs",
        ),
    ] {
        let said = said(codes::NO_SERVER, &openapi(servers), "");
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn ways_to_page_are_proposed_as_documents_have_them() {
    let item = "{ type: array, items: { type: object, properties: { id: { type: string } } } }";
    let cases = [
        (
            "starting_after",
            format!(
                "reminders: {{ type: array, items: {{ type: string }} }}, data: {item}, has_more: {{ type: boolean }}"
            ),
            Some("`items = \"data\"`, `last = \"id\"`, `more = \"has_more\"`"),
        ),
        (
            "PageToken",
            format!(
                "reasons: {{ type: array, items: {{ type: string }} }}, calls: {item}, next_page_uri: {{ type: string }}"
            ),
            Some("`items = \"calls\"`, `next-url = \"next_page_uri\"`"),
        ),
        (
            "continue",
            format!(
                "metadata: {{ type: object, properties: {{ owners: {item}, continue: {{ type: string }} }} }}, items: {item}"
            ),
            Some("`items = \"items\"`, `next = \"metadata.continue\"`"),
        ),
        (
            "created_after",
            format!("data: {item}, next: {{ type: string }}"),
            None,
        ),
    ];
    for (cursor, members, proposal) in cases {
        let document = format!(
            r#"
openapi: 3.0.3
info: {{ title: Pets, version: "1" }}
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{{ name: {cursor}, in: query, schema: {{ type: string }} }}]
      responses:
        "200":
          description: A page.
          content: {{ application/json: {{ schema: {{ type: object, properties: {{ {members} }} }} }} }}
"#
        );
        let said = said(codes::UNRECOGNISED_PAGINATION, &document, "");
        match proposal {
            Some(proposal) => assert!(said.contains(proposal), "{cursor}: {said}"),
            None => assert_eq!(said, "", "{cursor}"),
        }
    }
}
