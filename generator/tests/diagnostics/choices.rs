//! What `sdk.toml` says of single schemas.

use super::{generated, shown_of};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://api.pets.example" }]
paths: {}
components:
  schemas:
    Pet:
      type: object
      properties:
        id: { type: integer }
        owner: { $ref: "#/components/schemas/Owner" }
        kind: { type: string, enum: [cat, dog] }
        size: { description: How large., allOf: [{ type: string, enum: [s, m] }] }
        tags: { type: array, items: { type: string, enum: [old, new] } }
    Owner: { type: object, properties: { name: { type: string } } }
"##;

/// The names of all types, by `sdk.toml`.
fn names(config: &str) -> Vec<String> {
    let generation = generated(DOCUMENT, config, false);
    assert_eq!(shown_of(&generation), "");
    let api = generation.api.expect("an API");
    api.types.into_keys().map(|path| path.name).collect()
}

#[test]
fn a_json_path_names_a_schema_wherever_it_stands() {
    for (path, name) in [
        ("$.components.schemas.Pet", "Animal"),
        ("$.components.schemas.Pet.properties.kind", "Animal"),
        ("$.components.schemas.Pet.properties.size", "Animal"),
        ("$.components.schemas.Pet.properties.tags", "AnimalItem"),
        ("$..properties.kind", "Animal"),
    ] {
        let names = names(&format!("[types.\"{path}\"]\nname = 'Animal'"));
        assert!(names.iter().any(|found| found == name), "{path}: {names:?}");
    }
}

#[test]
fn a_name_for_what_has_no_type_of_its_own_is_told_of() {
    let path = "$.components.schemas.Pet.properties.owner";
    insta::assert_snapshot!(told(&format!("[types.\"{path}\"]\nname = 'Animal'")), @r##"
    warning[E0701]: `$.components.schemas.Pet.properties.owner` has no type of its own that could be called `Animal`
      --> sdk.toml:1:1
       |
     1 | [types."$.components.schemas.Pet.properties.owner"]
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: pets.yaml:12:9
       |
    12 |         owner: { $ref: "#/components/schemas/Owner" }
       |         ----- what is there
       |
       = help: objects, enumerations and unions have names; in the place of a `$ref`, name the schema that it leads to
    "##);
    for path in ["$.components.schemas.Pet.properties.id", "$.info"] {
        let told = told(&format!("[types.\"{path}\"]\nname = 'Animal'"));
        assert!(told.contains("has no type of its own"), "{path}: {told}");
    }
}

/// The messages about an `sdk.toml`.
fn told(config: &str) -> String {
    shown_of(&generated(DOCUMENT, config, false))
}
