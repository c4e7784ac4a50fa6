//! Reports: where changes stand in the documents, and how they are told.

use std::io::{Error, ErrorKind};
use std::path::Path;

use generator::compare::report::{Report, text};
use generator::compare::{Bump, Verdict, Version, compare};
use generator::{Generation, Inputs, generate};

pub(super) fn generated(document: &str) -> Generation {
    generated_of(&[("api.yaml", document)])
}

/// What comes of the document `api.yaml` among these files.
fn generated_of(files: &[(&str, &str)]) -> Generation {
    let loader = |path: &Path| {
        let file = files.iter().find(|(name, _)| path == Path::new(name));
        let text = file.map(|(_, text)| text.as_bytes().to_vec());
        text.ok_or(Error::from(ErrorKind::NotFound))
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
    told_of([old, new].map(generated))
}

fn told_of([old, new]: [Generation; 2]) -> String {
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

/// A document with a file for each path and schema: these two schemas.
fn in_files(schemas: [(&str, &str); 2], security: &str) -> Generation {
    let document = format!(
        "openapi: 3.0.3\ninfo: {{ title: Files, version: '1' }}\nsecurity: {security}\npaths:\n  /first: {{ $ref: paths/first.yaml }}\n  \
         /second: {{ $ref: paths/second.yaml }}\ncomponents: {{ securitySchemes: {{ key: {{ type: apiKey, in: header, name: X }} }} }}\n"
    );
    let paths = ["first", "second"].into_iter().zip(schemas);
    let mut files = vec![("api.yaml".to_owned(), document)];
    for (path, (schema, members)) in paths {
        let item = format!(
            "get:\n  operationId: {path}\n  responses: {{ '200': {{ description: Fine., content: {{ application/json: {{ schema: {{ \
             $ref: ../schemas/{schema}.yaml }} }} }} }} }}\n"
        );
        files.push((format!("paths/{path}.yaml"), item));
        let schema_text = format!("type: object\nproperties:\n  id: {{ type: string }}\n{members}");
        files.push((format!("schemas/{schema}.yaml"), schema_text));
    }
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    generated_of(&files.collect::<Vec<_>>())
}

#[test]
fn places_are_found_in_the_file_that_they_are_in() {
    let pet = ("Pet", "  name: { type: string }\n");
    let owner = |ty: &str| format!("  name: {{ type: {ty} }}\n");
    let (text, integer) = (owner("string"), owner("integer"));
    let told = told_of([
        in_files([pet, ("Owner", &text)], "[{ key: [] }]"),
        in_files([pet, ("Owner", &integer)], "[{ key: [] }, {}]"),
    ]);
    assert_eq!(
        told,
        "breaking    types::Owner.name: changed from `Option<String>` to `Option<i64>` [member-type-changed]\n            \
         schemas/Owner.yaml:4 -> schemas/Owner.yaml:4\n\
         invisible   api::first::First::first, api::second::Second::second: needs nothing or `key` instead of `key` [security-relaxed]\n            \
         api.yaml:3 -> api.yaml:3\n\n1 breaking, 2 invisible\n"
    );
}

#[test]
fn schemas_in_the_same_place_of_other_files_are_not_the_same() {
    let owner = ("Owner", "  name: { type: string }\n");
    let told = told_of([
        in_files(
            [
                ("Pet", "  a: { type: string }\n  b: { type: string }\n"),
                owner,
            ],
            "[]",
        ),
        in_files(
            [
                ("Toy", "  c: { type: string }\n  d: { type: string }\n"),
                owner,
            ],
            "[]",
        ),
    ]);
    for line in [
        "types::Pet: the type was removed [type-removed]",
        "types::Toy: the type is new [type-added]",
    ] {
        assert!(told.contains(line), "{told}");
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
