//! The bearer key, the gates, and the two error bodies.

use reqwest::{Client, StatusCode};
use sandbox::{DebugInfo, Quirks, Refusal};
use serde_json::{Value, json};

use crate::client::{Api, custom_connection};

async fn status_with(api: &Api, authorization: Option<&str>) -> StatusCode {
    let request = Client::new().get(format!("{}/custom-connections", api.sandbox.url()));
    let request = match authorization {
        Some(value) => request.header("Authorization", value),
        None => request,
    };
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn only_the_right_key_is_let_in() {
    let api = Api::start();
    assert_eq!(status_with(&api, None).await, 401);
    assert_eq!(status_with(&api, Some("Bearer other")).await, 401);
    assert_eq!(status_with(&api, Some("Basic test-key")).await, 401);
    assert_eq!(status_with(&api, Some("Bearer test-key")).await, 200);
    assert_eq!(status_with(&api, Some("bearer test-key")).await, 200);
}

#[tokio::test]
async fn a_wrong_key_gets_the_body_seen_in_production() {
    let api = Api::start();
    let url = format!("{}/custom-connections/1", api.sandbox.url());
    let body: Value = Client::new()
        .delete(url)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        body,
        json!({ "statusCode": 401, "message": "Unauthorized", "code": 12300 })
    );
}

#[tokio::test]
async fn gates_refuse_whatever_the_key() {
    let api = Api::start();
    let gates = [
        (
            Refusal::EntitlementMissing,
            402,
            "CUSTOM_CONNECTIONS_AND_TESTS",
        ),
        (Refusal::PermissionMissing, 403, "custom-connections-post"),
        (Refusal::TermsNotAccepted, 412, "terms"),
    ];
    for (refusal, status, reason) in gates {
        api.sandbox.set_quirks(Quirks {
            refusal: Some(refusal),
            ..Quirks::default()
        });
        let reply = api.post("/custom-connections", custom_connection()).await;
        assert_eq!(reply.status, status);
        assert!(reply.text.contains(reason), "{}", reply.text);
        assert_eq!(reply.json().get("name"), None);
    }
    api.sandbox.set_quirks(Quirks::default());
    assert_eq!(
        api.get("/custom-connections").await.json()["data"],
        json!([])
    );
}

#[tokio::test]
async fn devices_need_no_entitlement() {
    let api = Api::start();
    let refusal = Some(Refusal::EntitlementMissing);
    api.sandbox.set_quirks(Quirks {
        refusal,
        ..Quirks::default()
    });
    assert_eq!(api.get("/connections/1/devices").await.status, 404);
    assert_eq!(api.get("/custom-connections/1").await.status, 402);
}

#[tokio::test]
async fn not_found_has_the_second_form_of_body() {
    let api = Api::start();
    let body = api.get("/custom-connections/5").await.json();
    assert_eq!(body["name"], "NotFoundException");
    assert_eq!(body["statusCode"], 404);
    assert!(body["code"].is_u64());
    assert!(
        body["message"]
            .as_str()
            .is_some_and(|message| message.contains('5'))
    );
    assert_eq!(body.get("debugInfo"), None);
}

#[tokio::test]
async fn d14_debug_info_may_be_null_or_an_object() {
    let api = Api::start();
    let with = async |debug_info| {
        api.sandbox.set_quirks(Quirks {
            debug_info,
            ..Quirks::default()
        });
        api.get("/custom-connections/5").await.json()
    };
    let null = with(DebugInfo::Null).await;
    assert_eq!(null.get("debugInfo"), Some(&Value::Null));
    assert!(with(DebugInfo::Object).await["debugInfo"]["stack"].is_string());
}

#[tokio::test]
async fn unknown_operations_are_not_found() {
    let api = Api::start();
    assert_eq!(api.get("/nothing").await.status, 404);
    assert_eq!(
        api.delete("/custom-connections").await.json()["name"],
        "NotFoundException"
    );
}

#[tokio::test]
async fn ids_must_be_numbers() {
    let reply = Api::start().get("/custom-connections/first").await;
    assert_eq!(
        (reply.status, &reply.json()["name"]),
        (400, &json!("BadRequestException"))
    );
}

#[tokio::test]
async fn bodies_must_be_json() {
    let api = Api::start();
    let send = async |content_type: &str, body: &'static str| {
        let request = Client::new().post(format!("{}/custom-connections", api.sandbox.url()));
        let request = request
            .bearer_auth("test-key")
            .header("Content-Type", content_type);
        request.body(body).send().await.unwrap().status()
    };
    assert_eq!(send("application/json", "{").await, 400);
    assert_eq!(
        send("text/plain", r#"{"name":"a","providerTypes":["MDM"]}"#).await,
        400
    );
    let json = "application/json; charset=utf-8";
    assert_eq!(
        send(json, r#"{"name":"a","providerTypes":["MDM"]}"#).await,
        201
    );
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    let name = "x".repeat(11 * 1024 * 1024);
    let reply = api
        .post(&records, json!({ "data": { "name": name } }))
        .await;
    assert_eq!(reply.status, 413);
    assert_eq!(reply.json()["name"], "PayloadTooLargeException");
}
