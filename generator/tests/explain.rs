//! How items are explained.

#![allow(
    clippy::expect_used,
    reason = "what the tests lean on may panic as they do"
)]

use std::path::Path;

use generator::{Inputs, explain, generate};
use insta::assert_snapshot;

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets/{petId}:
    parameters:
      - { $ref: "#/components/parameters/PetId" }
    put:
      operationId: putPet
      tags: [Pets]
      parameters:
        - { name: dryRun, in: query, schema: { type: boolean } }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses:
        "200": { description: Done., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "404": { description: There is none. }
  /photos/{id}:
    get:
      operationId: PetController_photo
      tags: [Pets]
      parameters:
        - { name: id, in: query, schema: { type: string } }
        - { name: id, in: path, required: true, schema: { type: integer, format: int32 } }
      responses:
        "200": { description: The photo., content: { image/png: {} } }
components:
  parameters:
    PetId: { name: petId, in: path, required: true, schema: { type: integer, format: int64 } }
  schemas:
    Pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string }
        bornAt: { type: string, format: date-time, nullable: true }
        kind: { type: string, enum: [cat, dog] }
        friend: { $ref: "#/components/schemas/Pet" }
        tag: { oneOf: [{ type: string }, { type: integer }] }
"##;

fn explained(name: &str) -> String {
    explained_under("", name)
}

/// The same under an `sdk.toml`.
fn explained_under(config: &str, name: &str) -> String {
    let inputs = Inputs {
        document: Path::new("pets.yaml"),
        overlay: None,
        config: Some(Path::new("sdk.toml")),
        strict: false,
    };
    let read = |path: &Path| match path.to_str() {
        Some("sdk.toml") => Ok(config.as_bytes().to_vec()),
        _ => Ok(DOCUMENT.as_bytes().to_vec()),
    };
    let generation = generate(&read, inputs);
    match explain(&generation, name).expect("a model") {
        Ok(page) => page,
        Err(unknown) => unknown.to_string(),
    }
}

#[test]
fn an_operation() {
    assert_snapshot!(explained("putPet"));
}

#[test]
fn a_schema() {
    assert_snapshot!(explained("Pet"));
}

#[test]
fn a_schema_without_a_name() {
    assert_snapshot!(explained("types::pet::Tag"));
}

#[test]
fn an_item_has_many_names() {
    let page = explained("putPet");
    for name in [
        "PUT /pets/{petId}",
        "client.pets().put_pet",
        "Pets::put_pet",
        "#/paths/~1pets~1{petId}/put",
    ] {
        assert_eq!(explained(name), page, "{name}");
    }
    assert_eq!(
        explained("#/components/schemas/Pet"),
        explained("types::Pet")
    );
}

#[test]
fn a_json_pointer_may_stand_without_the_mark_of_a_fragment() {
    for pointer in ["/components/schemas/Pet", "/paths/~1pets~1{petId}/put"] {
        assert_eq!(explained(pointer), explained(&format!("#{pointer}")));
    }
}

#[test]
fn a_parameter_is_told_from_one_of_its_name_elsewhere() {
    let page = explained("PetController_photo");
    for said in [
        "name `photo`: the operationId `PetController_photo` without the class before it, in snake case",
        "id_path: i32",
        "id_query: String",
        "bytes::Bytes",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (name, kind) in [("id_path", "integer"), ("id_query", "string")] {
        let mut lines = page.lines();
        let line = lines.find(|line| line.contains(&format!("{name}: ")));
        let line = line.expect("an argument");
        assert!(line.contains(&format!("`type: {kind}`")), "{line}");
    }
}

#[test]
fn a_slip_gets_the_name_that_was_meant() {
    assert_eq!(
        explained("putPets"),
        "no operation or schema is called `putPets`; did you mean `putPet`?"
    );
}

#[test]
fn what_sdk_toml_decided_is_said_so() {
    let config = r#"
        [operations.putPet]
        group = "things"
        pagination = false
        [types.Pet]
        name = "Animal"
        [newtypes.PetId]
        at = ["$.components.parameters.PetId.schema"]
    "#;
    let operation = explained_under(config, "putPet");
    let by = "as `[operations.\"putPet\"]` of sdk.toml says";
    for said in [
        format!("group `things`: {by}"),
        format!("no: `pagination = false`, {by}"),
    ] {
        assert!(operation.contains(&said), "{operation}");
    }
    let said = |name| explained_under(config, name);
    assert!(said("Pet").contains("named as `[types.\"Pet\"]` of sdk.toml says"));
    assert!(said("PetId").contains("named as `[newtypes.PetId]` of sdk.toml says"));
}
