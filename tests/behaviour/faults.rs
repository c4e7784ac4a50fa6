//! Bad networks and bad servers: the right error, nothing lost, no unsafe call repeated.

use std::time::{Duration, Instant};

use drata_custom_connections::types::CustomConnectionCreateRequest;
use drata_custom_connections::{Client, ErrorKind};
use sandbox::Fault;
use tests::{Api, fast_retries, refusal};

fn create() -> CustomConnectionCreateRequest {
    CustomConnectionCreateRequest::hris("People")
}

#[tokio::test]
async fn a_refused_connection_is_told() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:1/public/v2")
        .api_key("key")
        .retry(fast_retries())
        .build()
        .unwrap();
    let error = client
        .custom_connections()
        .create(&create())
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(
        error.attempts(),
        4,
        "the request never left, so it may be repeated"
    );
}

#[tokio::test]
async fn a_passing_failure_is_repeated_where_that_is_safe() {
    let api = Api::start();
    for status in [500, 502, 503, 504] {
        api.sandbox.fail_next(Fault::status(status));
        api.client.custom_connections().list().send().await.unwrap();
    }
    assert_eq!(api.count("GET"), 8);
}

#[tokio::test]
async fn an_unsafe_call_is_never_repeated() {
    let api = Api::start();
    for fault in [
        Fault::status(500),
        Fault::CloseBeforeHandling,
        Fault::CloseAfterHandling,
        Fault::CutBody,
    ] {
        let before = api.count("POST");
        api.sandbox.fail_next(fault.clone());
        api.client
            .custom_connections()
            .create(&create())
            .send()
            .await
            .unwrap_err();
        assert_eq!(api.count("POST"), before + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_broken_connection_is_a_transport_error_or_repeated() {
    let api = Api::start();
    for fault in [
        Fault::CloseBeforeHandling,
        Fault::CloseAfterHandling,
        Fault::CutBody,
    ] {
        api.sandbox.fail_next(fault.clone());
        api.client.custom_connections().list().send().await.unwrap();
        api.sandbox.fail_next(fault);
        let error = api
            .client
            .custom_connections()
            .create(&create())
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    }
}

#[tokio::test]
async fn d13_a_429_is_repeated_after_what_the_server_asks_for() {
    let api = Api::start();
    let date = "Thu, 01 Jan 1970 00:00:00 GMT";
    for retry_after in ["0", date] {
        api.sandbox.fail_next(Fault::retry_after(429, retry_after));
        api.client
            .custom_connections()
            .create(&create())
            .send()
            .await
            .unwrap();
    }
    assert_eq!(api.count("POST"), 4, "a 429 was refused before it acted");

    api.sandbox.fail_next(Fault::retry_after(429, "100000"));
    let error = refusal(api.client.custom_connections().list().send().await, 429);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(100_000)));
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_stalled_reply_ends_with_the_time_limit() {
    let api = Api::start();
    let client = api.client_with(|builder| {
        builder
            .attempt_timeout(Duration::from_millis(100))
            .total_timeout(Duration::from_millis(250))
    });
    for _ in 0..8 {
        api.sandbox.fail_next(Fault::Stall(Duration::from_secs(30)));
    }
    let start = Instant::now();
    let error = client.custom_connections().list().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(error.attempts() > 1, "{error:?}");
}

#[tokio::test]
async fn a_success_that_cannot_be_read_keeps_everything() {
    let api = Api::start();
    api.answer_next(
        200,
        &serde_json::json!({ "data": [{ "id": "x" }], "pagination": {} }),
    );
    let error = api
        .client
        .custom_connections()
        .list()
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert!(error.to_string().contains("data[0].id"), "{error}");
    assert!(error.raw_body().is_some());
}
