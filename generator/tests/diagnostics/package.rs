//! What `sdk.toml` says of the package, and what Cargo would say to it.

use super::generated;

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        "200":
          description: The pets.
          content: { application/json: { schema: { $ref: "#/components/schemas/Kind" } } }
components:
  schemas:
    Kind: { type: string, enum: [cat, dog] }
    Pet: { type: object, properties: { name: { type: string } } }
"##;

/// The codes of what is said of an `sdk.toml`.
fn codes(config: &str) -> Vec<&'static str> {
    let generation = generated(DOCUMENT, config, false);
    let codes = generation.diagnostics.iter();
    codes.map(|diagnostic| diagnostic.code.as_str()).collect()
}

#[test]
fn names_and_versions_that_cargo_refuses_are_errors() {
    for name in [
        "",
        "my crate",
        "1abc",
        "größe",
        "crate",
        "core",
        "serde-json",
        "tokio",
    ] {
        assert_eq!(
            codes(&format!("[package]\nname = '{name}'")),
            ["E0712"],
            "{name}"
        );
    }
    for version in ["one", "1", "1.0", ""] {
        let config = format!("[package]\nversion = '{version}'");
        assert_eq!(codes(&config), ["E0712"], "{version}");
    }
    let sound = "[package]\nname = 'my_pets-2'\nversion = '1.0.0-rc.1'";
    assert_eq!(codes(sound), Vec::<&str>::new());
}

#[test]
fn hand_written_modules_have_names_of_their_own() {
    for name in ["client", "types", "my-module"] {
        let config = format!("[package]\nextensions = ['{name}']");
        assert_eq!(codes(&config), ["E0712"], "{name}");
    }
    assert_eq!(codes("[package]\nextensions = ['bulk', 'bulk']"), ["E0712"]);
}

#[test]
fn features_have_names_of_their_own() {
    let config = |name: &str| format!("[package.features]\n'{name}' = {{ description = 'more' }}");
    for name in ["mock", "two words", "", "+x", ".x", "-x"] {
        assert_eq!(codes(&config(name)), ["E0712"], "{name}");
    }
    for name in ["x+y", "v1.2", "größe"] {
        let api = generated(DOCUMENT, &config(name), false)
            .api
            .expect("an API");
        let manifest = &generator::emit::emit(&api).files["Cargo.toml"];
        let manifest: toml::Table = manifest.parse().expect("TOML");
        assert!(manifest["features"].get(name).is_some(), "{name}");
    }
}

#[test]
fn what_names_nothing_is_told_of() {
    for (config, code) in [
        (
            "[package]\nextensions = [{ name = 'bulk', features = ['pest'] }]",
            "E0713",
        ),
        ("[package.examples]\nfirst = ['mocks']", "E0713"),
        ("[package.features]\nall = { enables = ['pest'] }", "E0713"),
        ("[types.Pet]\naliases = { kitten = 'cat' }", "E0714"),
        ("[types.Kind]\naliases = { kitten = 'catt' }", "E0714"),
        ("[newtypes.PetId]\nat = []", "E0701"),
        ("[operations.listPets]\npagination = true", "E0709"),
        ("[rate-limit]\nrequests = 0\nper-seconds = 1", "E0700"),
    ] {
        assert_eq!(codes(config), [code], "{config}");
    }
}
