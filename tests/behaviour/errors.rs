//! What the server says when it refuses, and how it reaches the caller.

use drata_custom_connections::types::{ConnectionId, ErrorResponse};
use drata_custom_connections::{Client, ErrorKind, Region};
use sandbox::{Fault, Quirks, Refusal};
use tests::{Api, refusal};

#[tokio::test]
async fn a_refusal_is_told_in_full() {
    let api = Api::start();
    let error = refusal(
        api.client.custom_connections().list().size(0).send().await,
        400,
    );

    assert_eq!(
        error.operation(),
        Some("CustomConnectionsPublicV2Controller_listCustomConnections")
    );
    assert_eq!(error.message(), Some("size must lie between 1 and 500"));
    assert_eq!(error.code(), Some("40000"));
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.headers().unwrap()["content-type"], "application/json");
    assert!(error.raw_body().unwrap().starts_with(b"{"));
    assert!(!error.is_retryable());
    let body: &ErrorResponse = error.body().unwrap();
    assert_eq!(body.name.as_deref(), Some("BadRequestException"));
    assert_eq!(body.status_code, Some(400));
    assert_eq!(body.code, Some(40000));
    let line = error.to_string();
    for part in [
        "listCustomConnections",
        "400",
        "size must lie between 1 and 500",
        "40000",
    ] {
        assert!(line.contains(part), "{line}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_401_and_not_repeated() {
    let api = Api::start();
    let client = api.client_with(|builder| builder.api_key("another-key"));
    let error = refusal(client.custom_connections().list().send().await, 401);
    assert_eq!(error.code(), Some("12300"));
    assert_eq!(error.body::<ErrorResponse>().unwrap().name, None);
    assert_eq!(api.sandbox.requests().len(), 1);
}

#[tokio::test]
async fn gates_that_no_repeat_opens_are_tried_once() {
    let gates = [
        (
            Refusal::EntitlementMissing,
            402,
            "CUSTOM_CONNECTIONS_AND_TESTS",
        ),
        (Refusal::PermissionMissing, 403, "custom-connections-get"),
        (Refusal::TermsNotAccepted, 412, "terms"),
    ];
    for (gate, status, hint) in gates {
        let api = Api::with_quirks(Quirks {
            refusal: Some(gate),
            ..Quirks::default()
        });
        let error = refusal(api.client.custom_connections().list().send().await, status);
        assert!(error.message().unwrap().contains(hint), "{error}");
        let body: &ErrorResponse = error.body().unwrap();
        assert_eq!(body.status_code, Some(status.into()));
        assert!(!error.is_retryable());
        assert_eq!(api.sandbox.requests().len(), 1);
    }
}

#[tokio::test]
async fn d15_an_undeclared_status_is_the_same_error() {
    let api = Api::start();
    let connections = api.client.custom_connections();
    let undeclared = [
        refusal(connections.delete(ConnectionId::new(7)).send().await, 404),
        refusal(
            api.client.devices().list(api.mdm()).size(0).send().await,
            400,
        ),
        refusal(
            api.client
                .hris_identities()
                .list(api.hris())
                .size(0)
                .send()
                .await,
            400,
        ),
    ];
    for error in undeclared {
        let status = error.status().unwrap().as_u16();
        assert!(error.message().is_some(), "{error}");
        assert_eq!(error.code(), Some(format!("{status}00").as_str()));
        let body: &ErrorResponse = error.body().unwrap();
        assert_eq!(body.status_code, Some(i64::from(status)));
    }
}

#[tokio::test]
async fn a_success_can_be_asked_for_its_status_and_headers() {
    let api = Api::start();
    let resource = api.resource();
    let delete = api.client.custom_connections().delete(resource.connection);
    let response = delete.send_for_response().await.unwrap();
    assert_eq!(response.status.as_u16(), 204);
    assert!(response.headers.contains_key("date"));
}

#[tokio::test]
async fn d14_a_web_page_in_between_is_no_decoding_error() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::web_page(403));
    let error = refusal(api.client.custom_connections().list().send().await, 403);
    assert_eq!(error.message(), None);
    assert!(error.body::<ErrorResponse>().is_none());
    assert_eq!(error.headers().unwrap()["content-type"], "text/html");
    assert_eq!(
        error.raw_body().unwrap().as_ref(),
        b"<html><body><h1>403</h1></body></html>"
    );
}

#[test]
fn a_client_that_cannot_work_is_not_built() {
    let set_ups = [
        Client::builder().base_url("not a url").api_key("key"),
        Client::builder()
            .base_url("http://drata.example/public/v2")
            .api_key("key"),
        Client::builder()
            .base_url("https://user:password@drata.example")
            .api_key("key"),
        Client::builder().api_key(""),
        Client::builder().api_key("two\nlines"),
        Client::builder().api_key("key").header("bad name", "value"),
    ];
    for set_up in set_ups {
        let error = set_up.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!error.to_string().contains("password@"), "{error}");
    }
}

#[test]
fn regions_are_the_vendors_servers() {
    let hosts = [
        (Region::Us, "https://public-api.drata.com/public/v2"),
        (Region::Eu, "https://public-api.eu.drata.com/public/v2"),
        (Region::Apac, "https://public-api.apac.drata.com/public/v2"),
    ];
    for (region, url) in hosts {
        assert_eq!(region.url(), url);
        Client::builder()
            .region(region)
            .api_key("key")
            .build()
            .unwrap();
    }
}

#[tokio::test]
async fn headers_can_be_added_and_replaced() {
    let api = Api::start();
    api.client.custom_connections().list().send().await.unwrap();
    let request = api.last_request();
    let user_agent = request.headers["user-agent"].to_str().unwrap();
    assert!(
        user_agent.starts_with("drata-custom-connections/"),
        "{user_agent}"
    );
    assert_eq!(request.headers["accept"], "application/json");

    let client =
        api.client_with(|builder| builder.user_agent("inventory/1.0").header("x-team", "7"));
    client
        .custom_connections()
        .list()
        .with_header("x-run", "8")
        .send()
        .await
        .unwrap();
    let headers = api.last_request().headers;
    assert_eq!(headers["user-agent"], "inventory/1.0");
    assert_eq!(
        (&headers["x-team"], &headers["x-run"]),
        (&"7".parse().unwrap(), &"8".parse().unwrap())
    );
}
