//! Reports: where changes stand in the documents, and how they are told.

use std::io::{Error, ErrorKind};
use std::path::Path;

use generator::compare::report::{Report, text};
use generator::compare::{Bump, Verdict, Version, compare};
use generator::{Generation, Inputs, generate};

pub(super) fn generated(document: &str) -> Generation {
    let loader = |path: &Path| match path.to_str() {
        Some("api.yaml") => Ok(document.as_bytes().to_vec()),
        _ => Err(Error::from(ErrorKind::NotFound)),
    };
    let inputs = Inputs {
        document: Path::new("api.yaml"),
        overlay: None,
        config: None,
        strict: false,
    };
    generate(&loader, inputs)
}

/// What is told of the difference of two documents.
fn told(old: &str, new: &str) -> String {
    let [old, new] = [old, new].map(generated);
    let [before, after] = [&old, &new].map(|side| side.api.as_ref().expect("a document"));
    let comparison = compare(before, after);
    text(&Report::new(&comparison, &old.sources, &new.sources, None))
}

#[test]
fn places_are_found_behind_references_parts_and_the_path_item() {
    let document = "\
openapi: 3.0.3
info: { title: Places, version: '1' }
security: [{ key: [] }]
paths:
  /x/{row}:
    parameters:
      - { name: row, in: path, required: true, schema: { type: string } }
    get:
      operationId: x
      parameters:
        - { $ref: '#/components/parameters/limitParam' }
      responses: { '200': { description: Fine., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X }
  parameters:
    limitParam: { name: limit, in: query, schema: { type: string } }
  schemas:
    Base:
      type: object
      properties:
        name: { type: string }
    Pet:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          properties:
            id: { type: string }
";
    let other = document
        .replace(
            "in: path, required: true, schema: { type: string }",
            "in: path, required: true, schema: { type: integer }",
        )
        .replace(
            "in: query, schema: { type: string }",
            "in: query, schema: { type: integer }",
        )
        .replace("id: { type: string }", "id: { type: integer }")
        .replace("security: [{ key: [] }]", "security: [{ key: [] }, {}]");
    let told = told(document, &other);
    for (words, line) in [
        ("the argument `row`", 7),
        ("the setter `limit`", 17),
        ("types::Pet.id", 28),
        ("needs nothing or `key` instead of `key`", 3),
    ] {
        let mut lines = told.lines().skip_while(|line| !line.contains(words));
        let place = lines.nth(1).unwrap_or_default().trim();
        let wanted = format!("api.yaml:{line} -> api.yaml:{line}");
        assert_eq!(place, wanted, "{words}\n{told}");
    }
}

#[test]
fn places_are_found_in_swagger() {
    let document = "\
swagger: '2.0'
info: { title: Places, version: '1' }
securityDefinitions:
  key: { type: apiKey, in: header, name: X }
definitions:
  Pet:
    type: object
    properties:
      a: { type: string }
paths:
  /x:
    post:
      operationId: x
      parameters:
        - name: payload
          in: body
          required: true
          schema: { $ref: '#/definitions/Pet' }
      responses: { '204': { description: Fine. } }
";
    let other = document
        .replace("name: X }", "name: Y }")
        .replace("required: true", "required: false")
        .replace("a: { type: string }", "a: { type: integer }");
    let told = told(document, &other);
    for (words, line) in [
        ("ClientBuilder::api_key", 4),
        ("the body is now optional", 15),
        ("types::Pet.a", 9),
    ] {
        let mut lines = told.lines().skip_while(|line| !line.contains(words));
        let place = lines.nth(1).unwrap_or_default().trim();
        let wanted = format!("api.yaml:{line} -> api.yaml:{line}");
        assert_eq!(place, wanted, "{words}\n{told}");
    }
}

#[test]
fn what_differs_in_the_item_alone_is_one_line() {
    let operations: String = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|name| format!("  /{name}: {{ get: {{ operationId: {name}, tags: [all], responses: {{ '204': {{ description: Fine. }} }} }} }}\n"))
        .collect();
    let document = |security: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Noise, version: '1' }}\nsecurity: {security}\n\
             components: {{ securitySchemes: {{ key: {{ type: apiKey, in: header, name: X }} }} }}\npaths:\n{operations}"
        )
    };
    assert_eq!(
        told(&document("[]"), &document("[{ key: [] }]")),
        "breaking    api::all::All::a, api::all::All::b, api::all::All::c and 2 others: needs `key` instead of no credentials [security-tightened]\n            \
         api.yaml:3 -> api.yaml:3\n\n5 breaking\n"
    );
}

#[test]
fn a_pre_release_is_raised_no_further_than_it_is() {
    let next = |version: &str, verdict| {
        let version = Version::parse(version).expect("a version");
        Bump::needed(&version, Some(verdict))
            .of(&version)
            .to_string()
    };
    for (version, verdict, wanted) in [
        ("1.0.0-rc.1", Verdict::Breaking, "1.0.0"),
        ("1.0.1-rc.1", Verdict::Breaking, "2.0.0"),
        ("1.1.0-rc.1", Verdict::Additive, "1.1.0"),
        ("1.1.1-rc.1", Verdict::Additive, "1.2.0"),
        ("1.1.1-rc.1", Verdict::Invisible, "1.1.1"),
        ("0.2.0-alpha.1", Verdict::Breaking, "0.2.0"),
        ("0.2.1-alpha.1", Verdict::Breaking, "0.3.0"),
        ("0.2.0-alpha.1", Verdict::Additive, "0.2.0"),
        ("1.0.0", Verdict::Breaking, "2.0.0"),
    ] {
        assert_eq!(next(version, verdict), wanted, "{version}, {verdict}");
    }
}
