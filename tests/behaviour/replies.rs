//! Replies of success that are not what was promised.

use drata_custom_connections::runtime::RetryPolicy;
use drata_custom_connections::types::CustomConnectionPage;
use drata_custom_connections::{Error, ErrorKind};
use sandbox::Fault;
use serde_json::json;
use tests::{Api, answer};

const EMPTY_PAGE: &str = r#"{"data": [], "pagination": {"cursor": null}}"#;

async fn list(api: &Api, fault: Fault) -> Result<CustomConnectionPage, Error> {
    api.sandbox.fail_next(fault);
    api.client.custom_connections().list().send().await
}

/// Lists connections where that can't be read, which a second attempt would not mend.
async fn unreadable(media_type: &str, body: &[u8]) -> Error {
    let api = Api::start();
    let error = list(&api, answer(200, media_type, body)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(error.raw_body().unwrap().as_ref(), body);
    assert_eq!(error.headers().unwrap()["content-type"], media_type);
    assert!(error.decode_error().is_some());
    assert!(!error.is_retryable());
    assert_eq!(api.sandbox.requests().len(), 1);
    error
}

#[tokio::test]
async fn a_value_of_the_wrong_kind_is_told_by_its_place() {
    let page = json!({ "data": [{ "id": "x" }], "pagination": {} });
    let error = unreadable("application/json", page.to_string().as_bytes()).await;
    assert!(error.to_string().contains("data[0].id"), "{error}");
}

#[tokio::test]
async fn truncated_json_is_told() {
    for length in 1..EMPTY_PAGE.len() {
        unreadable("application/json", &EMPTY_PAGE.as_bytes()[..length]).await;
    }
}

#[tokio::test]
async fn text_that_is_not_utf_8_is_told_by_its_place() {
    let error = unreadable("application/json", b"{\"data\": \"\xff\"}").await;
    assert!(error.to_string().contains("UTF-8"), "{error}");
}

#[tokio::test]
async fn a_body_that_is_missing_is_told() {
    unreadable("application/json", b"").await;
    let error = list(&Api::start(), answer(204, "application/json", "")).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_web_page_in_place_of_json_is_told_by_its_type() {
    let api = Api::start();
    let page = "<html>Sign in to the network</html>";
    for _ in 0..4 {
        api.sandbox.fail_next(answer(200, "text/html", page));
    }
    let error = api
        .client
        .custom_connections()
        .list()
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 4));
    assert!(error.to_string().contains("text/html"), "{error}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_media_type_does_not_matter_where_the_body_is_right() {
    for media_type in [
        "text/plain",
        "application/octet-stream",
        "application/json; charset=latin-1",
        "",
    ] {
        let page = list(&Api::start(), answer(200, media_type, EMPTY_PAGE)).await;
        assert!(page.unwrap().data.is_empty(), "{media_type}");
    }
}

#[tokio::test]
async fn a_body_where_none_is_needed_is_passed_over() {
    let api = Api::start();
    let connections = api.client.custom_connections();
    for fault in [
        answer(200, "application/json", "{"),
        answer(200, "text/html", "deleted"),
        answer(204, "text/html", ""),
    ] {
        api.sandbox.fail_next(fault);
        connections.delete(api.mdm()).send().await.unwrap();
    }
}

#[tokio::test]
async fn a_web_page_is_no_success_even_where_no_body_is_needed() {
    let api = Api::start();
    let page = answer(200, "Text/HTML; charset=utf-8", "\n<!doctype html>Sign in");
    api.sandbox.fail_next(page);
    let delete = api.client.custom_connections().delete(api.mdm());
    let error = delete.retry(RetryPolicy::never()).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1));
    assert!(error.to_string().contains("a web page"), "{error}");
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit_and_no_further() {
    let api = Api::start();
    for (limit, is_read) in [(EMPTY_PAGE.len(), true), (EMPTY_PAGE.len() - 1, false)] {
        let client = api.client_with(|builder| builder.max_response_bytes(limit));
        api.sandbox
            .fail_next(answer(200, "application/json", EMPTY_PAGE));
        let outcome = client.custom_connections().list().send().await;
        assert_eq!(outcome.is_ok(), is_read);
        if let Err(error) = outcome {
            assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
            assert_eq!(error.status().unwrap().as_u16(), 200);
            assert!(error.to_string().contains("max_response_bytes"), "{error}");
        }
    }
    assert_eq!(api.sandbox.requests().len(), 2);
}
