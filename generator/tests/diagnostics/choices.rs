//! What `sdk.toml` says of single schemas.

use super::{generated, shown_of};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://api.pets.example" }, { url: "https://api.eu.pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses: { "204": { description: None. } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    app: { type: oauth2, flows: { clientCredentials: { tokenUrl: "https://pets.example/token", scopes: {} } } }
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
      ::: pets.yaml:20:9
       |
    20 |         owner: { $ref: "#/components/schemas/Owner" }
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

#[test]
fn a_chosen_name_that_can_not_be_kept_is_told_of() {
    for config in [
        "[types.Pet]\nname = 'Client'",
        "[types.Pet]\nname = 'String'",
        "[types.Pet]\nname = '!'",
        "[types.Pet]\nname = ''",
        "[types.Pet]\nname = '2nd'",
        "[newtypes.Vec]\nat = ['$.components.schemas.Owner.properties.name']",
        "[groups.Pets]\nname = ''",
        "[groups.Pets]\nname = 'builder'",
        "[operations.listPets]\nname = '?'",
        "[operations.listPets]\ngroup = 'größe'",
        "[servers]\ntype-name = 'Client'",
        "[servers]\ntype-name = 'ErrorKind'",
        "[servers.names]\n'https://api.pets.example' = 'Self'",
        "[security.key]\nsetter = 'server'",
        "[security.key]\nsetter = 'defaults'",
        "[types.Pet]\nname = 'A'\n[types.'$.components.schemas.Pet']\nname = 'B'",
        "[newtypes.A]\nat = ['$..properties.name']\n[newtypes.B]\nat = ['$..properties.name']",
    ] {
        let told = told(config);
        assert_eq!(
            told.matches("warning[E0715]").count(),
            1,
            "{config}: {told}"
        );
    }
    for config in [
        "[types.Pet]\nname = 'house_pet'",
        "[groups.Pets]\nname = 'House Pets'",
        "[operations.listPets]\nname = 'type'",
        "[servers]\ntype-name = 'api region'",
        "[security.key]\nsetter = 'api-key'",
    ] {
        assert_eq!(told(config), "", "{config}");
    }
}

#[test]
fn no_choice_gives_two_things_one_name() {
    for config in [
        "",
        "[servers]\ntype-name = 'Client'",
        "[servers]\ntype-name = 'MockServer'",
        "[servers]\ntype-name = 'api key'",
        "[servers]\ntype-name = 'client credentials'",
        "[security.key]\nsetter = 'server'",
        "[security.key]\nsetter = 'client_credentials'",
        "[security.key]\nsetter = 'defaults'",
    ] {
        let api = generated(DOCUMENT, config, false).api.expect("an API");
        let files = generator::emit::emit(&api).files;
        let client = &files["src/client.rs"];
        let words = |kind: &str, text: &str| -> Vec<String> {
            let found = text.split(kind).skip(1);
            let named = found.map(|rest| rest.split(['(', ':', ';', '{', '<']).next());
            named.flatten().map(str::to_owned).collect()
        };
        let mut items = words("pub fn ", client);
        items.extend(words("static ", client));
        let exports = files["src/lib.rs"].split(|c: char| !c.is_alphanumeric());
        let exported = exports.filter(|name| *name == api.servers.type_name);
        // The first program in the documentation picks one.
        assert_eq!(exported.count(), 3, "{config}: {}", api.servers.type_name);
        let all = items.len();
        items.sort();
        items.dedup();
        assert_eq!(items.len(), all, "{config}: {client}");
    }
}

#[test]
fn a_server_is_named_by_its_url_as_it_stands_or_with_its_defaults() {
    let document = DOCUMENT.replace(
        "{ url: \"https://api.eu.pets.example\" }",
        "{ url: \"https://{region}.pets.example/\", variables: { region: { default: eu } } }",
    );
    for url in [
        "https://{region}.pets.example/",
        "https://{region}.pets.example",
        "https://eu.pets.example",
    ] {
        let config = format!("[servers.names]\n'{url}' = 'Regional'");
        let generation = generated(&document, &config, false);
        assert_eq!(shown_of(&generation), "", "{url}");
        let servers = generation.api.expect("an API").servers.list;
        assert_eq!(servers[1].name, "Regional", "{url}");
    }
}

#[test]
fn one_operation_has_one_entry() {
    let told =
        told("[operations.listPets]\nname = 'list'\n[operations.'GET /pets']\nrepeat = 'never'\n");
    insta::assert_snapshot!(told, @"
    warning[E0707]: `GET /pets` has an entry by its `operationId`, this one has no effect
     --> sdk.toml:3:1
      |
    3 | [operations.'GET /pets']
      | ^^^^^^^^^^^^^^^^^^^^^^^^
      |
     ::: sdk.toml:1:1
      |
    1 | [operations.listPets]
      | --------------------- the entry that holds
      |
      = help: put all that there is to say of the operation into one entry
    ");
}

#[test]
fn a_newtype_of_a_reference_is_one_of_what_it_leads_to() {
    let path = "$.components.schemas.Pet.properties.owner";
    insta::assert_snapshot!(told(&format!("[newtypes.Id]\nat = ['{path}']")), @r##"
    warning[E0702]: `Id` can't be made of this schema
      --> pets.yaml:20:9
       |
    20 |         owner: { $ref: "#/components/schemas/Owner" }
       |         ^^^^^
       |
      ::: sdk.toml:1:1
       |
     1 | [newtypes.Id]
       | ------------- asked for here
       |
       = at: #/components/schemas/Pet/properties/owner
       = help: select what the `$ref` leads to: `#/components/schemas/Owner`
    "##);
}
