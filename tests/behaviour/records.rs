//! Records that are sent directly: rules 11 to 17.

use drata_custom_connections::types::{
    CustomConnectionCreateRequest, CustomConnectionExpand, RecordId, RecordUpdateRequest,
    RecordUpsertRequest, RecordUpsertResponse, SessionId, WorkspaceId,
};
use sandbox::Quirks;
use serde_json::json;
use tests::{Api, object, record, records, refusal, schema, session_id};

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

#[tokio::test]
async fn d05_the_shape_tells_one_result_from_many_whatever_the_status() {
    let api = Api::start();
    let resource = api.resource();
    let result = json!({ "id": "app-1", "statusCode": 200, "data": { "id": "app-1" } });
    for status in [200, 201, 202] {
        for (answer, is_list) in [(result.clone(), false), (json!([result]), true)] {
            api.answer_next(status, &answer);
            let response = resource.upsert(&["app-1"]).await;
            assert_eq!(matches!(response, RecordUpsertResponse::List(_)), is_list);
            assert_eq!(response.results()[0].record_id(), Some("app-1"));

            api.answer_next(status, &answer);
            let session = resource.session("nightly-1");
            assert_eq!(session.upload(records(&["app-1"])).await.unwrap(), response);
        }
    }
}

#[tokio::test]
async fn d08_the_callers_id_is_the_one_in_data() {
    let api = Api::start();
    let resource = api.resource();
    let uuid = "5b0c1c6e-5d0e-4a53-9a51-3a2f0c7d9e10";
    let answer = json!([
        { "id": uuid, "statusCode": 201, "data": { "id": "app-1" } },
        { "id": "app-2", "statusCode": 200, "data": { "id": "app-2" } },
        { "statusCode": 400, "data": { "id": "app-3" }, "error": { "message": "no", "code": 1 } },
    ]);
    api.answer_next(200, &answer);
    let response = resource.upsert(&["app-1", "app-2", "app-3"]).await;
    let ids = response.results().iter();
    let ids: Vec<_> = ids
        .map(|result| (result.id.as_deref(), result.record_id().unwrap()))
        .collect();
    assert_eq!(
        ids,
        [
            (Some(uuid), "app-1"),
            (Some("app-2"), "app-2"),
            (None, "app-3")
        ]
    );
}

#[tokio::test]
async fn d09_times_of_a_result_are_text_and_fail_nothing() {
    let api = Api::start();
    let resource = api.resource();
    let response = resource.upsert(&["app-1"]).await;
    let created = response.results()[0].created_at.clone().unwrap();
    assert!(
        created.contains(' ') && !created.ends_with('Z'),
        "{created}"
    );

    for time in [
        "2020-07-06 12:00:00.000000",
        "2025-07-01T16:45:55.246Z",
        "yesterday",
    ] {
        api.answer_next(
            201,
            &json!({ "id": "app-1", "createdAt": time, "updatedAt": null }),
        );
        let response = resource.upsert(&["app-1"]).await;
        let result = &response.results()[0];
        assert_eq!(result.created_at.as_deref(), Some(time));
        assert_eq!(result.updated_at, None);
    }
}

#[tokio::test]
async fn d21_an_update_sends_what_is_given_and_gives_what_is_answered() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;
    let given = json!({ "version": "2.0", "owner": null });
    let request = RecordUpdateRequest::new(object(given.clone()));
    let update = async || {
        let (records, id) = (api.client.records(), RecordId::new("app-1"));
        let update = records.update(resource.connection, resource.resource, &id, &request);
        update.send().await.unwrap()
    };

    let merged = update().await;
    assert_eq!(api.last_request().json(), Some(json!({ "data": given })));
    assert_eq!(
        (&merged.attributes["name"], &merged.attributes["version"]),
        (&json!("app-1"), &json!("2.0"))
    );

    let time = "2025-07-01T16:45:55.246Z";
    api.answer_next(200, &json!({
        "id": "app-1", "attributes": given, "sessionId": null, "createdAt": time, "updatedAt": time,
    }));
    assert_eq!(update().await.attributes, object(given.clone()));
}

#[tokio::test]
async fn d23_direct_records_do_not_join_a_session_in_progress() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    resource.upsert(&["app-2"]).await;
    let live = resource.live_records().await;
    assert_eq!((live.len(), &live[0].session_id), (1, &None));

    session.cancel().await.unwrap();
    assert_eq!(resource.live().await, ["app-2"]);
}

#[tokio::test]
async fn d34_a_required_list_in_the_schema_makes_the_other_properties_optional() {
    let api = Api::with_quirks(Quirks {
        every_property_required: true,
        ..Quirks::default()
    });
    let mut without_list = schema();
    without_list.as_object_mut().unwrap().remove("required");
    for (schema, refused) in [(schema(), 0), (without_list, 1)] {
        let schema = object(schema);
        let request = CustomConnectionCreateRequest::custom(
            "Software",
            [WorkspaceId::new(1)],
            schema,
            "name",
        );
        let connections = api.client.custom_connections();
        let made = connections.create(&request.unwrap()).send().await.unwrap();
        let expand = [CustomConnectionExpand::CustomResources];
        let made = connections
            .get(made.id)
            .expand(expand)
            .send()
            .await
            .unwrap();
        let resource = made.custom_resources.unwrap()[0].id;

        let request = RecordUpsertRequest::new(vec![record("app-1")]);
        let upsert = api
            .client
            .records()
            .upsert(made.id, resource, &request)
            .send();
        assert_eq!(upsert.await.unwrap().failed().count(), refused);
    }
}
