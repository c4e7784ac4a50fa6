//! R11 to R17: direct records.

use serde_json::{Value, json};

use crate::client::{Api, ids, upload};

#[tokio::test]
async fn r11_a_known_id_is_updated_and_an_unknown_one_created() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    let created = api.post(&records, upload(&["a", "b"])).await;
    assert_eq!(created.status, 201);
    assert_eq!(created.json()[0]["statusCode"], 201);

    let mixed = api.post(&records, upload(&["b", "c"])).await;
    assert_eq!(mixed.status, 200);
    assert_eq!(mixed.json()[0]["statusCode"], 200);
    assert_eq!(mixed.json()[1]["statusCode"], 201);
    assert_eq!(ids(&api.get(&records).await), ["a", "b", "c"]);
}

#[tokio::test]
async fn r11_one_object_gives_one_result() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    let body = json!({ "data": { "id": "a", "name": "Editor" } });
    let created = api.post(&records, body.clone()).await;
    assert_eq!((created.status, &created.json()["id"]), (201, &json!("a")));
    assert_eq!(created.json()["data"], body["data"]);
    // The results' own form of time: `2020-07-06 12:00:00.000000`.
    assert_eq!(created.json()["createdAt"].as_str().map(str::len), Some(26));
    assert_eq!(api.post(&records, body).await.status, 200);
}

#[tokio::test]
async fn r11_data_must_be_an_object_or_an_array_of_objects() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    for data in [json!("text"), json!([1]), Value::Null] {
        assert_eq!(
            api.post(&records, json!({ "data": data })).await.status,
            400
        );
    }
    assert_eq!(api.post(&records, json!({})).await.status, 400);
    let nothing = api.post(&records, json!({ "data": [] })).await;
    assert_eq!((nothing.status, nothing.json()), (200, json!([])));
}

#[tokio::test]
async fn r11_a_record_without_an_id_gets_one() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    let body = json!({ "data": { "name": "Editor" } });
    let created = api.post(&records, body).await.json();
    assert_eq!(created["id"].as_str().map(str::len), Some(36));
    assert_eq!(created["data"], json!({ "name": "Editor" }));
}

#[tokio::test]
async fn r12_direct_records_are_live_at_once() {
    let api = Api::start();
    let resource = api.resource();
    api.post(&format!("{resource}/records"), upload(&["a"]))
        .await;
    let list = api.get(&format!("{resource}/records")).await.json();
    assert_eq!(
        list["data"][0]["attributes"],
        json!({ "id": "a", "name": "a" })
    );
    assert_eq!(list["data"][0].get("data"), None);
}

#[tokio::test]
async fn r13_direct_records_join_the_active_session() {
    let api = Api::start();
    let resource = api.resource();
    let records = format!("{resource}/records");
    api.post(&records, upload(&["before"])).await;
    assert_eq!(
        api.get(&records).await.json()["data"][0]["sessionId"],
        Value::Null
    );

    api.post(&format!("{resource}/sessions/night-1"), upload(&["staged"]))
        .await;
    let complete = json!({ "action": "complete" });
    api.post(&format!("{resource}/sessions/night-1/actions"), complete)
        .await;
    api.post(&records, upload(&["after"])).await;
    let in_session = api.get(&format!("{records}?sessionId=night-1")).await;
    assert_eq!(ids(&in_session), ["after", "staged"]);
}

#[tokio::test]
async fn r14_a_rejected_record_stops_none_of_the_others() {
    let api = Api::start();
    let resource = api.resource();
    let body = json!({ "data": [{ "id": "a", "name": "A" }, { "id": "b" }] });
    let reply = api.post(&format!("{resource}/records"), body).await;
    assert_eq!(reply.status, 200);
    let rejected = &reply.json()[1];
    assert_eq!(rejected["statusCode"], 400);
    assert_eq!(rejected["data"], json!({ "id": "b" }));
    assert_eq!(rejected["error"]["code"], 28022);
    assert_eq!(
        rejected["error"]["message"],
        r#"Schema validation failed for data: [{"":"must have required property 'name'"}]"#
    );
    assert_eq!(rejected.get("id"), None);
    assert_eq!(api.live(&resource).await, ["a"]);
}

#[tokio::test]
async fn r14_violations_name_their_place() {
    let api = Api::start();
    let body = json!({ "data": { "id": "a", "name": 5 } });
    let reply = api.post(&format!("{}/records", api.resource()), body).await;
    assert_eq!(reply.status, 200);
    let message = reply.json()["error"]["message"].to_string();
    assert!(message.contains("/name"), "{message}");
}

#[tokio::test]
async fn r15_put_answers_with_the_merged_record() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    api.post(
        &records,
        json!({ "data": { "id": "a b", "name": "A", "seats": 1 } }),
    )
    .await;
    let changed = api
        .put(
            &format!("{records}/a%20b"),
            json!({ "data": { "seats": 2 } }),
        )
        .await;
    assert_eq!(changed.status, 200);
    let expected = json!({ "id": "a b", "name": "A", "seats": 2 });
    assert_eq!(changed.json()["attributes"], expected);
    assert_eq!(changed.json()["id"], "a b");
}

#[tokio::test]
async fn r15_put_refuses_what_does_not_fit() {
    let api = Api::start();
    let records = format!("{}/records", api.resource());
    api.post(&records, upload(&["a"])).await;
    let put = async |id: &str, data: Value| {
        api.put(&format!("{records}/{id}"), json!({ "data": data }))
            .await
    };
    assert_eq!(put("unknown", json!({})).await.status, 404);
    assert_eq!(put("a", json!({ "id": "other" })).await.status, 400);
    let violation = put("a", json!({ "name": null })).await;
    assert_eq!(
        (violation.status, &violation.json()["code"]),
        (400, &json!(28022))
    );
}

#[tokio::test]
async fn r16_delete_removes_one_record() {
    let api = Api::start();
    let resource = api.resource();
    api.post(&format!("{resource}/records"), upload(&["a", "b"]))
        .await;
    assert_eq!(
        api.delete(&format!("{resource}/records/a")).await.status,
        204
    );
    assert_eq!(
        api.delete(&format!("{resource}/records/a")).await.status,
        404
    );
    assert_eq!(api.live(&resource).await, ["b"]);
}

#[tokio::test]
async fn r17_records_can_be_narrowed_by_session() {
    let api = Api::start();
    let resource = api.resource();
    api.post(&format!("{resource}/records"), upload(&["direct"]))
        .await;
    api.post(&format!("{resource}/sessions/night-1"), upload(&["staged"]))
        .await;
    let narrowed = async |session: &str| {
        api.get(&format!("{resource}/records?sessionId={session}"))
            .await
    };
    assert_eq!(ids(&narrowed("night-1").await), ["staged"]);
    assert_eq!(ids(&narrowed("unknown").await), [""; 0]);
    assert_eq!(narrowed("ab").await.status, 400);
    assert_eq!(narrowed(&"a".repeat(64)).await.status, 200);
    assert_eq!(narrowed(&"a".repeat(65)).await.status, 400);
}
