//! Bad networks and bad servers: the right error, nothing lost, no unsafe call repeated.

use std::time::Duration;

use drata_custom_connections::types::{
    CustomConnectionCreateRequest, RecordId, RecordUpdateRequest,
};
use drata_custom_connections::{Client, ErrorKind};
use sandbox::Fault;
use serde_json::json;
use tests::{Api, answer, fast_retries, object, refusal};

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

/// Everything that may go wrong after the request has left, but for a 429.
fn faults() -> Vec<Fault> {
    let mut faults = vec![
        Fault::retry_after(503, "0"),
        Fault::web_page(502),
        Fault::web_page(200),
        Fault::CloseBeforeHandling,
        Fault::CloseAfterHandling,
        Fault::CutBody,
        Fault::Stall(Duration::from_secs(30)),
        answer(201, "application/json", r#"{"id": 7, "clientAl"#),
        answer(201, "application/json", b"\"\xff\""),
        answer(201, "application/json", ""),
        answer(201, "application/json", " ".repeat(2048)),
    ];
    faults.extend([307, 308, 400, 408, 409, 425, 500, 502, 503, 504].map(Fault::status));
    faults
}

#[tokio::test]
async fn an_unsafe_call_is_sent_once_whatever_happens() {
    let api = Api::start();
    let client = api.client_with(|builder| {
        builder
            .attempt_timeout(Duration::from_millis(200))
            .max_response_bytes(1024)
    });
    for (before, fault) in faults().into_iter().enumerate() {
        api.sandbox.fail_next(fault.clone());
        let error = client
            .custom_connections()
            .create(&create())
            .send()
            .await
            .unwrap_err();
        assert_eq!(
            (error.attempts(), api.count("POST")),
            (1, before + 1),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_creation_whose_answer_got_lost_is_found_in_the_list() {
    for fault in [Fault::CloseAfterHandling, Fault::CutBody] {
        let api = Api::start();
        api.sandbox.fail_next(fault);
        let connections = api.client.custom_connections();
        let error = connections.create(&create()).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert!(error.is_retryable());
        let made = connections.list().send().await.unwrap().data;
        assert_eq!(made.len(), 1);
        assert_eq!(made[0].client_alias.as_deref(), Some("People"));
    }
}

#[tokio::test]
async fn safe_calls_of_every_method_are_repeated() {
    let api = Api::start();
    let resource = api.resource();
    let (connection, id) = (resource.connection, RecordId::new("app-1"));
    let records = api.client.records();
    for fault in [
        Fault::status(503),
        Fault::CloseBeforeHandling,
        Fault::CloseAfterHandling,
        Fault::CutBody,
    ] {
        resource.upsert(&["app-1"]).await;
        let fail = || api.sandbox.fail_next(fault.clone());
        fail();
        assert_eq!(resource.live().await, ["app-1"]);
        fail();
        let request = RecordUpdateRequest::new(object(json!({ "version": "2" })));
        let update = records.update(connection, resource.resource, &id, &request);
        assert_eq!(update.send().await.unwrap().attributes["version"], "2");
        fail();
        resource
            .session("nightly-1")
            .upload(tests::records(&["app-2"]))
            .await
            .unwrap();
    }
    assert_eq!((api.count("GET"), api.count("PUT")), (8, 8));
}

#[tokio::test]
async fn a_deletion_whose_answer_got_lost_finds_nothing_the_second_time() {
    let api = Api::start();
    let id = api.mdm();
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let error = refusal(api.client.custom_connections().delete(id).send().await, 404);
    assert_eq!(error.attempts(), 2, "the first attempt may have deleted it");
}

#[tokio::test]
async fn a_failure_that_does_not_pass_is_told_after_the_last_attempt() {
    let api = Api::start();
    for _ in 0..4 {
        api.sandbox.fail_next(Fault::status(500));
    }
    let error = refusal(api.client.custom_connections().list().send().await, 500);
    assert_eq!((error.attempts(), api.count("GET")), (4, 4));
    assert!(error.is_retryable());
    assert!(error.to_string().contains("4 attempts"), "{error}");
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
