//! R32 to R39: HRIS user identities.

use sandbox::ConnectionType;
use serde_json::{Value, json};

use crate::client::{Api, Reply};

struct Hris {
    api: Api,
    path: String,
}

impl Hris {
    fn start() -> Self {
        let api = Api::start();
        let id = api
            .sandbox
            .seed_connection(ConnectionType::Hris, "People")
            .unwrap();
        Self {
            api,
            path: format!("/custom-connections/{id}/hris-user-identities"),
        }
    }

    async fn send(&self, items: Value) -> Reply {
        self.api.post(&self.path, items).await
    }

    async fn get(&self, identity_id: &str) -> Reply {
        self.api
            .get(&format!("{}/identity-id:{identity_id}", self.path))
            .await
    }
}

#[tokio::test]
async fn r32_a_batch_is_an_array_of_1_to_1000() {
    let hris = Hris::start();
    let batch = |count: usize| -> Value {
        (0..count)
            .map(|number| json!({ "identityId": format!("e{number}") }))
            .collect()
    };
    assert_eq!(hris.send(batch(0)).await.status, 400);
    assert_eq!(hris.send(batch(1001)).await.status, 400);
    assert_eq!(hris.send(json!({ "identityId": "e1" })).await.status, 400);
    assert_eq!(hris.send(batch(1000)).await.status, 201);
}

#[tokio::test]
async fn r33_the_status_sums_the_batch_up() {
    let hris = Hris::start();
    let created = hris
        .send(json!([{ "identityId": "a" }, { "identityId": "b" }]))
        .await;
    assert_eq!(created.status, 201);
    assert_eq!(created.json()[1]["data"]["identityId"], "b");

    let items = json!([{ "identityId": "a", "firstName": "Ada" }, { "identityId": "c" }]);
    let updated = hris.send(items).await;
    assert_eq!(updated.status, 200);
    assert_eq!(updated.json()[0]["statusCode"], 200);
    assert_eq!(updated.json()[1]["statusCode"], 201);

    let items = json!([{ "identityId": "d" }, { "identityId": "e", "email": "no address" }]);
    let mixed = hris.send(items).await;
    assert_eq!(mixed.status, 207);
    assert_eq!(mixed.json()[0]["statusCode"], 201);
    assert_eq!(mixed.json()[1]["statusCode"], 400);
    assert_eq!(mixed.json()[1]["data"], Value::Null);
    assert!(
        mixed.json()[1]["error"]["message"]
            .to_string()
            .contains("email")
    );
    assert_eq!(hris.get("d").await.status, 200);
    assert_eq!(hris.get("e").await.status, 404);
}

#[tokio::test]
async fn r33_items_are_checked() {
    let hris = Hris::start();
    let wrong = json!([
        {},
        { "identityId": 5 },
        { "identityId": "a", "firstName": "x".repeat(192) },
        { "identityId": "b", "startedAt": "yesterday" },
        { "identityId": "c", "isContractor": "yes" },
        "text",
    ]);
    let reply = hris.send(wrong).await;
    assert_eq!(reply.status, 207);
    for outcome in reply.json().as_array().unwrap() {
        assert_eq!(outcome["statusCode"], 400);
        assert!(outcome["error"]["message"].is_string());
    }
}

#[tokio::test]
async fn r34_an_id_twice_in_a_batch_fails_both_items() {
    let hris = Hris::start();
    let items = json!([{ "identityId": "a" }, { "identityId": "b" }, { "identityId": "a" }]);
    let reply = hris.send(items).await;
    assert_eq!(reply.status, 207);
    let statuses: Vec<_> = reply
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|outcome| outcome["statusCode"].as_u64())
        .collect();
    assert_eq!(statuses, [Some(400), Some(201), Some(400)]);
}

#[tokio::test]
async fn r35_absent_stays_and_null_clears() {
    let hris = Hris::start();
    let item = json!([{ "identityId": "a", "firstName": "Ada", "jobTitle": "Engineer" }]);
    hris.send(item).await;
    hris.send(json!([{ "identityId": "a", "jobTitle": null }]))
        .await;
    let stored = hris.get("a").await.json();
    assert_eq!(stored["firstName"], "Ada");
    assert_eq!(stored["jobTitle"], Value::Null);
    assert_eq!(stored["isContractor"], Value::Null);
}

#[tokio::test]
async fn r36_separated_at_is_written_once() {
    let hris = Hris::start();
    let leave = async |moment: Value| {
        hris.send(json!([{ "identityId": "a", "separatedAt": moment }]))
            .await;
        hris.get("a").await.json()["separatedAt"].clone()
    };
    assert_eq!(
        leave(json!("2026-01-31T00:00:00Z")).await,
        "2026-01-31T00:00:00.000Z"
    );
    assert_eq!(
        leave(json!("2026-02-28T00:00:00Z")).await,
        "2026-01-31T00:00:00.000Z"
    );
    assert_eq!(leave(Value::Null).await, Value::Null);
    assert_eq!(
        leave(json!("2026-02-28T00:00:00Z")).await,
        "2026-02-28T00:00:00.000Z"
    );
}

#[tokio::test]
async fn r37_nothing_changed_is_a_success_without_data() {
    let hris = Hris::start();
    let items = json!([{ "identityId": "a", "firstName": "Ada", "lastName": null }]);
    hris.send(items.clone()).await;
    let again = hris.send(items).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.json(), json!([{ "statusCode": 200, "data": null }]));
}

#[tokio::test]
async fn r38_a_removed_identity_comes_back_when_it_is_sent_again() {
    let hris = Hris::start();
    let created = hris
        .send(json!([{ "identityId": "a/b", "firstName": "Ada" }]))
        .await
        .json();
    let id = &created[0]["data"]["id"];
    let by_number = format!("{}/{id}", hris.path);
    assert_eq!(hris.api.delete(&by_number).await.status, 204);
    assert_eq!(hris.api.delete(&by_number).await.status, 404);
    assert_eq!(hris.get("a%2Fb").await.status, 404);
    assert_eq!(hris.api.get(&hris.path).await.json()["data"], json!([]));

    let restored = hris.send(json!([{ "identityId": "a/b" }])).await;
    assert_eq!(restored.status, 200);
    assert_eq!(restored.json()[0]["data"]["id"], *id);
    assert_eq!(restored.json()[0]["data"]["firstName"], "Ada");
    assert_eq!(hris.get("a%2Fb").await.status, 200);
}

#[tokio::test]
async fn r38_identities_are_found_by_number_or_by_the_customers_id() {
    let hris = Hris::start();
    let created = hris.send(json!([{ "identityId": "emp 1" }])).await.json();
    let by_number = hris
        .api
        .get(&format!("{}/{}", hris.path, created[0]["data"]["id"]))
        .await;
    assert_eq!(by_number.json(), hris.get("emp%201").await.json());
    assert_eq!(
        hris.api.get(&format!("{}/emp-1", hris.path)).await.status,
        400
    );
}

#[tokio::test]
async fn r39_the_api_itself_shows_changes_before_the_nightly_sync() {
    let hris = Hris::start();
    hris.send(json!([{ "identityId": "a", "email": "ada@example.com" }]))
        .await;
    assert_eq!(hris.get("a").await.json()["email"], "ada@example.com");
}
