//! Secrets stay out of what is printed, also where the server echoes them.

use std::error::Error as _;

use super::script::{Script, Step, reply};
use super::{PLAIN, builder};
use crate::runtime::wire::Map;
use crate::runtime::{
    Call, ClientBuilder, Credential, Error, Json, Operation, Place, RetryPolicy, SecurityScheme,
    Spec,
};

const KEY: &str = "k/3y \"of\" a + tenant";
const PASSWORD: &str = "correct horse";

static SCHEME: SecurityScheme = SecurityScheme {
    name: "key",
    place: Place::Query("api_key"),
};

static BASIC: SecurityScheme = SecurityScheme {
    name: "basic",
    place: Place::Basic,
};

enum Guarded {}

impl Operation for Guarded {
    type Success = Json<i64>;
    const SPEC: Spec = Spec {
        security: &[&[&SCHEME, &BASIC]],
        ..PLAIN
    };
}

fn secretive() -> ClientBuilder {
    builder()
        .credential("key", Credential::api_key(KEY))
        .credential("basic", Credential::basic("ada", PASSWORD))
        .header("x-tenant", "tenant-4711")
        .retry(RetryPolicy::never())
}

async fn failure(step: Step) -> Error {
    let client = secretive().transport(Script::new([step])).build().unwrap();
    Call::<Guarded>::new(&client).send().await.unwrap_err()
}

fn shown(error: &Error) -> String {
    assert_eq!(error.to_string().lines().count(), 1);
    format!("{error}\n{error:?}\n{error:#?}")
}

#[tokio::test]
async fn what_the_server_echoes_is_hidden() {
    let spellings = [
        KEY,
        "k%2F3y%20%22of%22%20a%20%2B%20tenant",
        "k%2f3y%20%22of%22%20a%20%2b%20tenant",
        "k/3y%20%22of%22%20a%20+%20tenant",
        PASSWORD,
        // ada:correct horse
        "YWRhOmNvcnJlY3QgaG9yc2U=",
        "tenant-4711",
    ];
    for spelling in spellings {
        let echo = serde_json::json!({ "message": spelling, "code": spelling }).to_string();
        let headers = [("location", spelling), ("x-request-id", spelling)];
        for status in [200, 302, 401, 500] {
            let error = failure(reply(status, &headers, &echo)).await;
            let shown = shown(&error);
            let quoted = spelling.escape_debug().to_string();
            assert!(!shown.contains(spelling), "{shown}");
            assert!(!shown.contains(&quoted), "{shown}");
            assert!(shown.contains("[secret]"), "{shown}");
            // It is there for those who ask.
            assert_eq!(error.raw_body().unwrap(), echo.as_bytes());
        }
    }
}

#[tokio::test]
async fn what_the_server_escapes_is_hidden() {
    // As PHP writes JSON.
    let echo = r#"{"message":"k\/3y \"of\" a + tenant"}"#;
    let shown = shown(&failure(reply(401, &[], echo)).await);
    assert!(!shown.contains("3y"), "{shown}");
}

#[tokio::test]
async fn no_part_of_a_secret_is_left_where_text_is_cut() {
    for before in 280..300 {
        let message = format!("{}{PASSWORD}", "x".repeat(before));
        let body = serde_json::json!({ "message": message }).to_string();
        let shown = shown(&failure(reply(400, &[], &body)).await);
        assert!(!shown.contains("correct"), "{shown}");
    }
    for before in 1010..1030 {
        let body = format!("{}{PASSWORD}", "x".repeat(before));
        let shown = shown(&failure(reply(400, &[], &body)).await);
        assert!(!shown.contains("correct"), "{shown}");
    }
}

/// What is shown of a failure where the server echoes the key of the client.
async fn shown_with_key(key: &str, step: Step) -> String {
    let client = builder()
        .credential("key", Credential::api_key(key))
        .retry(RetryPolicy::never())
        .transport(Script::new([step]))
        .build()
        .unwrap();
    shown(&Call::<Counts>::new(&client).send().await.unwrap_err())
}

enum Counts {}

impl Operation for Counts {
    type Success = Json<Map<i64>>;
    const SPEC: Spec = PLAIN;
}

#[tokio::test]
async fn what_errors_quote_is_without_parts_of_secrets() {
    const LONG: &str = "key_live/0123456789abcdefghijklmnopqrstuvwxyz";
    let echoes = [
        format!(r#"{{"count":"{LONG}"}}"#),
        format!(r#"{{"count":"Bearer {LONG}"}}"#),
        format!(r#"{{"count":"{LONG} is not known"}}"#),
        format!(r#"{{"{LONG}":"count"}}"#),
        // No JSON at all.
        LONG.to_owned(),
    ];
    for echo in echoes {
        let shown = shown_with_key(LONG, reply(200, &[], &echo)).await;
        assert!(!shown.contains("key_live"), "{shown}");
        assert!(shown.contains("[secret]"), "{shown}");
    }
}

#[tokio::test]
async fn no_part_of_a_long_secret_is_left_where_a_body_is_cut() {
    let long = "key-".repeat(400);
    let body = format!("{}{long}", "x".repeat(600));
    let shown = shown_with_key(&long, reply(400, &[], &body)).await;
    assert!(!shown.contains("key-"), "{shown}");
    assert!(shown.contains("[secret]"), "{shown}");
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_without_secrets() {
    let cause = std::io::Error::other("broken");
    let error = failure(Step::Fail(crate::runtime::TransportError::other(cause))).await;
    let shown = shown(&error);
    assert!(shown.contains("broken") && error.source().is_some());
    for secret in [KEY, PASSWORD, "tenant-4711", "YWRhOm"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn builders_and_clients_are_without_secrets() {
    let builder = secretive().proxy("http://ada:correct%20horse@proxy.example");
    let shown = format!("{builder:?}");
    assert!(
        !shown.contains("correct") && !shown.contains("tenant-4711"),
        "{shown}"
    );
    let client = secretive().transport(Script::ok()).build().unwrap();
    let shown = format!("{client:?} {:?}", Call::<Guarded>::new(&client));
    assert!(
        !shown.contains("correct") && !shown.contains("tenant-4711"),
        "{shown}"
    );
}

#[tokio::test]
async fn headers_of_a_call_may_be_secrets() {
    let echo = r#"{"message":"who is tenant-0815 with text/plain?"}"#;
    let script = Script::new([reply(400, &[], echo)]);
    let client = builder().transport(script.clone()).build().unwrap();
    let call = Call::<super::GetThing>::new(&client)
        .with_header("x-tenant-key", "tenant-0815")
        .with_header("accept", "text/plain");
    let error = call.send().await.unwrap_err();
    let shown = shown(&error);
    assert!(!shown.contains("tenant-0815"), "{shown}");
    assert!(shown.contains("with text/plain?"), "{shown}");
    let request = script.request();
    assert!(request.headers()["x-tenant-key"].is_sensitive());
    assert!(!request.headers()["accept"].is_sensitive());
}
