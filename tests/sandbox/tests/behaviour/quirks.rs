//! The vendor's deviations.

use reqwest::Client;
use sandbox::{ConnectionType, IdForm, Options, Quirks};
use serde_json::{Value, json};

use crate::client::{Api, schema, upload};

fn with(quirks: Quirks) -> Api {
    Api::with(Options {
        quirks,
        ..Options::default()
    })
}

async fn cancel(api: &Api) -> (u16, Value, String) {
    let resource = api.resource();
    let session = format!("{resource}/sessions/night-1");
    api.post(&session, upload(&["a"])).await;
    let reply = api
        .post(&format!("{session}/actions"), json!({ "action": "cancel" }))
        .await;
    (reply.status, reply.json(), resource)
}

#[tokio::test]
async fn d01_the_cancelled_status_has_two_spellings() {
    let api = with(Quirks {
        cancelled_with_two_l: true,
        ..Quirks::default()
    });
    let (_, answer, resource) = cancel(&api).await;
    assert_eq!(answer["status"], "CANCELLED");
    assert_eq!(api.status_of(&resource, "night-1").await, "CANCELLED");
}

#[tokio::test]
async fn d03_ids_have_three_forms() {
    let api = Api::start();
    api.resource();
    let with = async |id_form| {
        api.sandbox.set_quirks(Quirks {
            id_form,
            ..Quirks::default()
        });
        api.get("/custom-connections/1").await.text
    };
    assert!(with(IdForm::Integer).await.starts_with(r#"{"id":1,"#));
    assert!(with(IdForm::Float).await.starts_with(r#"{"id":1.0,"#));
    assert!(with(IdForm::Text).await.starts_with(r#"{"id":"1","#));
}

async fn rejected(quirks: Quirks) -> (u16, Value) {
    let api = with(quirks);
    let body = json!({ "data": { "id": "a" } });
    let reply = api.post(&format!("{}/records", api.resource()), body).await;
    (reply.status, reply.json())
}

#[tokio::test]
async fn d06_a_record_error_may_be_nested() {
    let (_, result) = rejected(Quirks {
        nested_record_error: true,
        ..Quirks::default()
    })
    .await;
    assert_eq!(result["error"]["error"]["code"], 28022);
    assert!(result["error"]["error"]["message"].is_string());
}

#[tokio::test]
async fn d07_a_rejected_record_may_claim_to_be_created() {
    let (status, result) = rejected(Quirks {
        rejected_says_created: true,
        ..Quirks::default()
    })
    .await;
    assert_eq!((status, &result["statusCode"]), (201, &json!(201)));
    assert_eq!(result["error"]["code"], 28022);
    assert_eq!(result.get("id"), None);
}

#[tokio::test]
async fn d11_an_action_may_answer_201_without_type() {
    let api = with(Quirks {
        untyped_action_answer: true,
        ..Quirks::default()
    });
    let (status, answer, resource) = cancel(&api).await;
    assert_eq!((status, answer), (201, json!({})));
    assert_eq!(api.status_of(&resource, "night-1").await, "CANCELED");
}

#[tokio::test]
async fn d26_a_batch_that_failed_may_be_a_400_with_an_array() {
    let api = with(Quirks {
        hris_all_failed_is_400: true,
        ..Quirks::default()
    });
    let id = api
        .sandbox
        .seed_connection(ConnectionType::Hris, "People")
        .unwrap();
    let path = format!("/custom-connections/{id}/hris-user-identities");
    let failed = api.post(&path, json!([{ "identityId": "" }])).await;
    assert_eq!(failed.status, 400);
    assert_eq!(failed.json()[0]["statusCode"], 400);
    let mixed = api
        .post(&path, json!([{ "identityId": "" }, { "identityId": "a" }]))
        .await;
    assert_eq!(mixed.status, 207);
}

#[tokio::test]
async fn d34_a_schema_without_required_may_require_everything() {
    let api = Api::start();
    let schema = json!({
        "properties": { "id": {}, "owner": { "properties": { "name": {} } } },
    });
    let seeded = api.sandbox.seed_resource("Things", &schema, "id").unwrap();
    let (connection, resource) = (seeded.connection_id, seeded.resource_id);
    let records = format!("/custom-connections/{connection}/resources/{resource}/records");
    let body = json!({ "data": { "id": "a", "owner": {} } });
    assert_eq!(
        api.post(&records, body.clone()).await.json()["statusCode"],
        201
    );
    api.sandbox.set_quirks(Quirks {
        every_property_required: true,
        ..Quirks::default()
    });
    let rejected = api.post(&records, body).await.json();
    assert_eq!(
        rejected["error"]["message"],
        r#"Schema validation failed for data: [{"/owner":"must have required property 'name'"}]"#
    );
}

#[tokio::test]
async fn d34_a_required_list_that_is_there_counts() {
    let api = with(Quirks {
        every_property_required: true,
        ..Quirks::default()
    });
    assert!(schema()["required"].is_array());
    let body = json!({ "data": { "name": "without an id" } });
    let reply = api.post(&format!("{}/records", api.resource()), body).await;
    assert_eq!(reply.json()["statusCode"], 201);
}

#[tokio::test]
async fn r30_the_status_filter_may_be_ignored() {
    let api = with(Quirks {
        status_filter_ignored: true,
        ..Quirks::default()
    });
    let (_, _, resource) = cancel(&api).await;
    let list = api
        .get(&format!("{resource}/sessions?status=ACTIVE"))
        .await
        .json();
    assert_eq!(list["data"][0]["status"], "CANCELED");
}

#[tokio::test]
async fn quirks_can_be_switched_over_http() {
    let api = Api::start();
    let url = api.sandbox.url().replace("/public/v2", "/_sandbox/quirks");
    let client = Client::new();
    let put = async |body: Value| client.put(&url).json(&body).send().await.unwrap();

    let reply = put(json!({ "idForm": "text", "refusal": "termsNotAccepted" })).await;
    let now: Value = reply.json().await.unwrap();
    assert_eq!(now["idForm"], "text");
    assert_eq!(api.sandbox.quirks().id_form, IdForm::Text);
    assert_eq!(api.get("/custom-connections").await.status, 412);

    assert_eq!(put(json!({ "idFrom": "text" })).await.status(), 400);
    assert_eq!(put(json!({})).await.status(), 200);
    assert_eq!(api.sandbox.quirks(), Quirks::default());
    let shown: Quirks = client.get(&url).send().await.unwrap().json().await.unwrap();
    assert_eq!(shown, Quirks::default());
    // The sandbox's own paths leave no trace.
    assert_eq!(api.sandbox.requests().len(), 1);
}
