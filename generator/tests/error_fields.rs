//! Where the message and the code of errors are looked for.

#![allow(
    clippy::expect_used,
    reason = "what the tests lean on may panic as they do"
)]

use std::path::Path;

use generator::api::ErrorFields;
use generator::{Inputs, generate};

/// The places for a document whose operation fails with this schema.
fn fields(error: &str, config: &str) -> ErrorFields {
    let document = format!(
        "openapi: 3.0.3
info: {{ title: Pets, version: '1' }}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {{ description: All. }}
        '400': {{ description: None., content: {{ application/json: {{ schema: {error} }} }} }}
"
    );
    let read = |path: &Path| match path.to_str() {
        Some("sdk.toml") => Ok(config.as_bytes().to_vec()),
        _ => Ok(document.clone().into_bytes()),
    };
    let inputs = Inputs {
        document: Path::new("pets.yaml"),
        overlay: None,
        config: Some(Path::new("sdk.toml")),
        strict: false,
    };
    generate(&read, inputs).api.expect("a model").errors
}

/// What the document adds to the usual places.
fn found(error: &str) -> (Vec<String>, Vec<String>) {
    let usual = fields("{ type: string }", "");
    let ErrorFields { message, code, .. } = fields(error, "");
    let further = |all: Vec<String>, usual: &[String]| all.into_iter().skip(usual.len()).collect();
    (further(message, &usual.message), further(code, &usual.code))
}

fn assert_found(error: &str, message: &[&str], code: &[&str]) {
    assert_eq!(
        found(error),
        (
            message.iter().map(ToString::to_string).collect(),
            code.iter().map(ToString::to_string).collect()
        ),
        "{error}"
    );
}

#[test]
fn what_is_in_the_usual_places_adds_none() {
    assert_found(
        "{ type: object, properties: { message: { type: string }, code: { type: integer } } }",
        &[],
        &[],
    );
    assert_found(
        "{ type: object, properties: { error: { type: object, properties: { message: { type: string } } } } }",
        &[],
        &[],
    );
}

#[test]
fn members_are_known_by_their_names_however_spelled() {
    assert_found(
        "{ type: object, properties: { ErrorCode: { type: integer }, Message: { type: string } } }",
        &["Message"],
        &["ErrorCode"],
    );
    assert_found(
        "{ type: object, properties: { ok: { type: boolean }, description: { type: string }, error_code: { type: integer } } }",
        &["description"],
        &["error_code"],
    );
}

#[test]
fn errors_may_be_listed() {
    let item = "{ type: object, properties: { errorCode: { type: string }, detail: { type: string, nullable: true } } }";
    let errors =
        format!("{{ type: object, properties: {{ errors: {{ type: array, items: {item} }} }} }}");
    assert_found(&errors, &["errors.0.detail"], &["errors.0.errorCode"]);
    assert_found(
        &format!("{{ type: array, items: {item} }}"),
        &["0.detail"],
        &["0.errorCode"],
    );
    assert_found(
        "{ type: object, properties: { errorMessages: { type: array, items: { type: string } } } }",
        &["errorMessages"],
        &[],
    );
}

#[test]
fn alternatives_have_a_place_each() {
    assert_found(
        "{ oneOf: [{ type: object, required: [msg], properties: { msg: { type: string } } }, { type: object, required: [fault], properties: { fault: { type: object, properties: { reason: { type: string } } } } }] }",
        &["msg"],
        &[],
    );
}

#[test]
fn sdk_toml_has_the_last_word() {
    let error = "{ type: object, properties: { Message: { type: string } } }";
    let chosen = fields(error, "[errors]\nmessage = [\"why\"]\n");
    assert_eq!(chosen.message, ["why"]);
}
