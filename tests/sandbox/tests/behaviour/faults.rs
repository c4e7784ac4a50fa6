//! Faults on demand.

use std::time::{Duration, Instant};

use reqwest::Method;
use sandbox::Fault;
use serde_json::json;

use crate::client::{Api, custom_connection};

const PATH: &str = "/custom-connections";

#[tokio::test]
async fn faults_meet_the_next_requests_in_order() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::status(500));
    api.sandbox.fail_next(Fault::retry_after(503, "7"));
    let first = api.get(PATH).await;
    assert_eq!(
        (first.status, &first.json()["statusCode"]),
        (500, &json!(500))
    );
    let second = api.get(PATH).await;
    assert_eq!(
        (second.status, &second.headers["retry-after"]),
        (503, &"7".parse().unwrap())
    );
    assert_eq!(second.json()["name"], "ServiceUnavailableException");
    assert_eq!(api.get(PATH).await.status, 200);
}

#[tokio::test]
async fn an_answer_can_be_anything() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::web_page(502));
    let page = api.get(PATH).await;
    assert_eq!(
        (page.status, &page.headers["content-type"]),
        (502, &"text/html".parse().unwrap())
    );
    assert!(page.text.starts_with("<html>"));
    api.sandbox.fail_next(Fault::Answer {
        status: 200,
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: Some(b"{\"data\": [}".to_vec()),
    });
    assert_eq!(api.get(PATH).await.text, "{\"data\": [}");
}

#[tokio::test]
async fn an_answer_in_place_of_the_handling_changes_nothing() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::status(500));
    api.post(PATH, custom_connection()).await;
    assert_eq!(api.get(PATH).await.json()["data"], json!([]));
}

#[tokio::test]
async fn the_connection_can_be_closed_before_or_after_the_handling() {
    let api = Api::start();
    let create = async || {
        api.send(Method::POST, PATH, Some(custom_connection()))
            .await
    };
    let count = async || api.get(PATH).await.json()["data"].as_array().map(Vec::len);

    api.sandbox.fail_next(Fault::CloseBeforeHandling);
    assert!(create().await.is_err());
    assert_eq!(count().await, Some(0));

    api.sandbox.fail_next(Fault::CloseAfterHandling);
    assert!(create().await.is_err());
    assert_eq!(count().await, Some(1));
}

#[tokio::test]
async fn a_body_can_be_cut_off() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::CutBody);
    let error = api.send(Method::GET, PATH, None).await.unwrap_err();
    assert!(error.is_body() || error.is_decode(), "{error:?}");
    assert_eq!(api.sandbox.requests()[0].status, Some(200));
}

#[tokio::test]
async fn a_request_can_be_stalled() {
    let api = Api::start();
    let time = Duration::from_millis(150);
    api.sandbox.fail_next(Fault::Stall(time));
    let begun = Instant::now();
    assert_eq!(api.get(PATH).await.status, 200);
    assert!(begun.elapsed() >= time);
}

#[tokio::test]
async fn a_stalled_request_does_not_hold_up_the_end() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::Stall(Duration::from_secs(60)));
    let stalled = tokio::time::timeout(Duration::from_millis(50), api.get(PATH)).await;
    assert!(stalled.is_err());
    let begun = Instant::now();
    drop(api);
    assert!(begun.elapsed() < Duration::from_secs(5));
}
