//! What lints say beyond the example of their page.

use std::path::Path;

use generator::diagnostics::{Code, Diagnostic, RenderOptions, codes, render};
use generator::{Inputs, generate};

/// What a lint says of a document under an `sdk.toml`.
fn said(code: Code, document: &str, config: &str) -> String {
    let loader = |path: &Path| match path.to_str() {
        Some("pets.yaml") => Ok(document.as_bytes().to_vec()),
        _ => Ok(config.as_bytes().to_vec()),
    };
    let inputs = Inputs {
        document: Path::new("pets.yaml"),
        overlay: None,
        config: Some(Path::new("sdk.toml")),
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

const COUNTED: &str = r#"
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
    insta::assert_snapshot!(said, @r"
    note[E0809]: `listPets` seems to page by `pageNumber`, which callers have to count: only cursors are followed
     --> pets.yaml:9:19
      |
    9 |         - { name: pageNumber, in: query, schema: { type: integer } }
      |                   ^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/name
      = help: add `pagination = false` to the operation in sdk.toml to say that this is known
    ");
}

#[test]
fn pages_that_are_known_to_be_counted_are_not() {
    let config = "[operations.listPets]\npagination = false\n";
    assert_eq!(said(codes::UNRECOGNISED_PAGINATION, COUNTED, config), "");
}

#[test]
fn a_number_that_is_no_page_is_none() {
    let document = COUNTED.replace("pageNumber", "weight");
    assert_eq!(said(codes::UNRECOGNISED_PAGINATION, &document, ""), "");
}
