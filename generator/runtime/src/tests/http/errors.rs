//! What an error tells.

use std::error::Error as _;

use super::script::{Script, Step, reply};
use super::{GetThing, PLAIN, client};
use crate::runtime::wire::object;
use crate::runtime::{Call, Error, ErrorKind, Failure, Json, Operation, Spec, TransportError};

#[derive(Clone, PartialEq)]
struct Problem {
    message: String,
}

object! { Problem { message: "message" required } }

#[derive(Clone, PartialEq)]
struct Invalid {
    field: String,
}

object! { Invalid { field: "field" required } }

enum Typed {}

impl Operation for Typed {
    type Success = Json<Problem>;
    const SPEC: Spec = Spec {
        failures: &[
            Failure::json::<Problem>("4XX default"),
            Failure::json::<Invalid>("422"),
        ],
        ..PLAIN
    };
}

async fn failure(step: Step) -> Error {
    let script = Script::new([step]);
    Call::<Typed>::new(&client(&script))
        .retry(crate::runtime::RetryPolicy::never())
        .send()
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_declared_error_is_typed() {
    let error = failure(reply(
        404,
        &[("x-request-id", "r7")],
        r#"{"message":"no such thing","code":12300}"#,
    ))
    .await;
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.body::<Problem>().unwrap().message, "no such thing");
    assert_eq!(
        (error.message(), error.code(), error.request_id()),
        (Some("no such thing"), Some("12300"), Some("r7"))
    );
    assert_eq!(error.operation(), Some("getThing"));
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 404 Not Found: no such thing (code 12300) (request id r7)"
    );
}

#[tokio::test]
async fn the_most_specific_declaration_counts() {
    let error = failure(reply(422, &[], r#"{"field":"name"}"#)).await;
    assert_eq!(error.body::<Invalid>().unwrap().field, "name");
    assert!(error.body::<Problem>().is_none());
    let error = failure(reply(500, &[], r#"{"message":"oops"}"#)).await;
    assert_eq!(error.body::<Problem>().unwrap().message, "oops");
}

#[tokio::test]
async fn an_error_in_another_form_loses_nothing() {
    let page = "<html>\n<title>502 Bad Gateway</title>";
    let error = failure(reply(
        502,
        &[("content-type", "text/html"), ("server", "proxy")],
        page,
    ))
    .await;
    assert!(error.body::<Problem>().is_none());
    assert_eq!(error.raw_body().unwrap(), page);
    assert_eq!(error.headers().unwrap()["server"], "proxy");
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 502 Bad Gateway"
    );
    assert!(format!("{error:?}").contains("Bad Gateway</title>"));
}

#[tokio::test]
async fn messages_may_be_lists_or_elsewhere_and_print_on_one_line() {
    let error = failure(reply(
        400,
        &[],
        r#"{"message":["name is empty","id\nis odd"]}"#,
    ))
    .await;
    assert_eq!(error.message(), Some("name is empty; id\nis odd"));
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 400 Bad Request: name is empty; id is odd"
    );
    let error = failure(reply(400, &[], r#"{"error":{"message":"nested"}}"#)).await;
    assert_eq!(error.message(), Some("nested"));
}

#[tokio::test]
async fn plain_text_and_a_text_of_json_are_messages() {
    for (media_type, body) in [
        ("text/plain; charset=utf-8", "no such container\n"),
        ("application/json", "\"no such container\""),
    ] {
        let error = failure(reply(404, &[("content-type", media_type)], body)).await;
        assert_eq!(error.message(), Some("no such container"));
    }
    let error = failure(reply(404, &[("content-type", "text/plain")], "\n")).await;
    assert_eq!(error.message(), None);
}

#[tokio::test]
async fn plain_text_in_place_of_json_is_a_text() {
    enum Listed {}

    impl Operation for Listed {
        type Success = Json<String>;
        const SPEC: Spec = PLAIN;
    }

    for (media_type, body, text) in [
        ("text/plain", "2024-01-01 started", "2024-01-01 started"),
        ("text/plain", "\"quoted\"", "quoted"),
        ("text/plain", "7", "7"),
        ("application/json", "\"quoted\"", "quoted"),
    ] {
        let script = Script::new([reply(200, &[("content-type", media_type)], body)]);
        let read = Call::<Listed>::new(&client(&script)).send().await;
        assert_eq!(read.unwrap(), text);
    }
    let error = failure(reply(200, &[("content-type", "text/plain")], "no problem")).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    let script = Script::new([reply(200, &[("content-type", "application/json")], "7")]);
    let read = Call::<Listed>::new(&client(&script)).send().await;
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_reply_that_cannot_be_decoded_tells_the_place() {
    let error = failure(reply(
        200,
        &[("content-type", "application/json")],
        r#"{"message":7}"#,
    ))
    .await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.decode_error().unwrap().path(), "message");
    assert_eq!(error.raw_body().unwrap(), r#"{"message":7}"#);
    assert_eq!(error.attempts(), 1);
    assert!(!error.is_retryable());
    let line = error.to_string();
    assert!(
        line.starts_with("getThing: the reply (200 OK, application/json) is not as described: "),
        "{line}"
    );
}

#[tokio::test]
async fn undeclared_success_is_decoded_like_declared_one() {
    let script = Script::new([reply(207, &[("etag", "e")], r#"{"message":"partly"}"#)]);
    let response = Call::<Typed>::new(&client(&script))
        .send_for_response()
        .await
        .unwrap();
    assert_eq!(
        (response.status.as_u16(), response.body.message.as_str()),
        (207, "partly")
    );
    assert_eq!(response.headers["etag"], "e");
}

#[tokio::test]
async fn the_source_leads_to_the_cause() {
    let cause = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let error = failure(Step::Fail(TransportError::other(cause))).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error
            .source()
            .unwrap()
            .to_string()
            .contains("connection reset")
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn cookies_of_the_server_are_not_shown() {
    let error = failure(reply(401, &[("set-cookie", "session=s3cret")], "")).await;
    assert!(!format!("{error:?}").contains("s3cret"));
    assert_eq!(error.headers().unwrap()["set-cookie"], "session=s3cret");
}

#[test]
fn errors_and_calls_go_between_threads() {
    fn is_send_and_sync<T: Send + Sync>(_: &T) {}
    fn is_send<T: Send>(_: T) {}
    let client = client(&Script::ok());
    is_send_and_sync(&client);
    is_send_and_sync(&Call::<GetThing>::new(&client));
    is_send(Call::<GetThing>::new(&client).send());
    is_send_and_sync(&client.clone());
    assert_eq!(std::mem::size_of::<Error>(), std::mem::size_of::<usize>());
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let script = Script::new([reply(200, &[], "\u{feff}{\"message\":\"m\"}")]);
    assert_eq!(
        Call::<Typed>::new(&client(&script))
            .send()
            .await
            .unwrap()
            .message,
        "m"
    );
}

#[test]
fn checked_arguments_become_errors() {
    use crate::runtime::wire::Rule;

    fn check(text: &str) -> Result<(), Error> {
        Ok(Rule::ANY.min_length(3).check("SessionId", text)?)
    }
    check("abc").unwrap();
    let error = check("ab").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().contains("SessionId"), "{error}");
}
