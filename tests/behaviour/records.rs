//! Records that are sent directly: rules 11 to 17.

use drata_custom_connections::types::{
    RecordId, RecordUpdateRequest, RecordUpsertRequest, RecordUpsertResponse, SessionId,
};
use serde_json::json;
use tests::{Api, object, record, refusal, session_id};

#[tokio::test]
async fn r11_an_upsert_updates_known_records_creates_others_and_leaves_the_rest() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1", "app-2"]).await;

    let changed = object(json!({ "id": "app-2", "name": "app-2", "version": "2.0" }));
    let request = RecordUpsertRequest::new(vec![changed, record("app-3")]);
    let response = resource.try_upsert(request).await.unwrap();

    let statuses: Vec<_> = response
        .results()
        .iter()
        .map(|result| result.status_code)
        .collect();
    assert_eq!(statuses, [Some(200), Some(201)]);
    let live = resource.live_records().await;
    let versions: Vec<_> = live
        .iter()
        .map(|record| {
            (
                record.id.as_str(),
                record.attributes.get("version").cloned(),
            )
        })
        .collect();
    assert_eq!(
        versions,
        [
            ("app-1", None),
            ("app-2", Some(json!("2.0"))),
            ("app-3", None)
        ]
    );
}

#[tokio::test]
async fn r11_one_record_can_be_sent_without_a_list() {
    let api = Api::start();
    let resource = api.resource();
    let request = RecordUpsertRequest::new(record("app-1"));
    let response = resource.try_upsert(request).await.unwrap();

    assert!(matches!(
        response,
        RecordUpsertResponse::RecordUpsertResult(_)
    ));
    assert_eq!(response.results().len(), 1);
    assert_eq!(response.results()[0].record_id(), Some("app-1"));
    assert!(api.last_request().json().unwrap()["data"].is_object());
}

#[tokio::test]
async fn r12_direct_records_are_live_at_once() {
    let api = Api::start();
    let resource = api.resource();
    assert!(resource.live().await.is_empty());
    resource.upsert(&["app-1"]).await;
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn r13_direct_records_join_the_active_session() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;
    assert_eq!(resource.live_records().await[0].session_id, None);

    resource
        .staged("nightly-1", &["app-2"])
        .await
        .complete()
        .await
        .unwrap();
    resource.upsert(&["app-3"]).await;
    for record in resource.live_records().await {
        assert_eq!(
            record.session_id.as_ref().map(SessionId::as_str),
            Some("nightly-1")
        );
    }
}

#[tokio::test]
async fn r14_a_bad_record_fails_neither_the_call_nor_the_others() {
    let api = Api::start();
    let resource = api.resource();
    let bad = object(json!({ "id": "app-2" }));
    let request = RecordUpsertRequest::new(vec![record("app-1"), bad, record("app-3")]);
    let response = resource.try_upsert(request).await.unwrap();

    let failed: Vec<_> = response
        .results()
        .iter()
        .map(|result| result.failed())
        .collect();
    assert_eq!(failed, [false, true, false]);
    let refused = response.failed().next().unwrap();
    assert_eq!(refused.status_code, Some(400));
    assert_eq!(refused.record_id(), Some("app-2"));
    assert_eq!(refused.error_code(), Some(28022));
    assert!(
        refused
            .error_message()
            .unwrap()
            .contains("must have required property 'name'")
    );
    assert_eq!(resource.live().await, ["app-1", "app-3"]);
}

#[tokio::test]
async fn r15_an_update_answers_with_the_record() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;
    let records = api.client.records();
    let request = RecordUpdateRequest::new(object(json!({ "name": "Compiler" })));
    let update = |id: &str| {
        records.update(
            resource.connection,
            resource.resource,
            &RecordId::new(id),
            &request,
        )
    };

    let updated = update("app-1").send().await.unwrap();
    assert_eq!(updated.id.as_str(), "app-1");
    assert_eq!(updated.attributes["name"], "Compiler");
    refusal(update("app-2").send().await, 404);
}

#[tokio::test]
async fn r16_a_deleted_record_is_gone() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1", "app-2"]).await;
    let records = api.client.records();
    let id = RecordId::new("app-1");
    let delete = || records.delete(resource.connection, resource.resource, &id);

    delete().send().await.unwrap();
    assert_eq!(resource.live().await, ["app-2"]);
    refusal(delete().send().await, 404);
}

#[tokio::test]
async fn a_record_id_stays_one_segment_of_the_path() {
    let api = Api::start();
    let resource = api.resource();
    let id = "../a/b?c=d#e %f";
    resource.upsert(&[id, "app-2"]).await;

    let id = RecordId::new(id);
    let records = api.client.records();
    records
        .delete(resource.connection, resource.resource, &id)
        .send()
        .await
        .unwrap();
    assert_eq!(resource.live().await, ["app-2"]);
}

#[tokio::test]
async fn r17_records_are_narrowed_by_session() {
    let api = Api::start();
    let resource = api.resource();
    resource
        .staged("nightly-1", &["app-1"])
        .await
        .complete()
        .await
        .unwrap();
    let session = resource.staged("nightly-2", &["app-2"]).await;

    let records = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    let staged = records.session_id(session.id()).send().await.unwrap();
    let ids: Vec<_> = staged
        .data
        .iter()
        .map(|record| record.id.as_str())
        .collect();
    assert_eq!(ids, ["app-2"]);
    assert_eq!(
        api.last_request().query.as_deref(),
        Some("sessionId=nightly-2")
    );

    let unknown = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    let none = unknown
        .session_id(&session_id("nightly-3"))
        .send()
        .await
        .unwrap();
    assert!(none.data.is_empty());
    assert!(SessionId::new("n1").is_err());
    assert!(SessionId::new("n".repeat(65)).is_err());
}
