//! The rules of sessions, 18 to 31, by the plain operations.

use drata_custom_connections::types::{
    SessionAction, SessionActionRequest, SessionActionResult, SessionId, SessionKey, SessionStatus,
};
use drata_custom_connections::{Error, Nullable};
use sandbox::{IdForm, Quirks};
use serde_json::json;
use tests::{Api, ResourceUnderTest, object, records, refusal, session_id};

async fn act(
    api: &Api,
    resource: ResourceUnderTest<'_>,
    id: &str,
    action: SessionAction,
) -> Result<Option<SessionActionResult>, Error> {
    let request = SessionActionRequest::new(action);
    let sessions = api.client.sessions();
    sessions
        .act(
            resource.connection,
            resource.resource,
            &session_id(id),
            &request,
        )
        .send()
        .await
}

#[test]
fn r18_a_session_id_keeps_the_rule() {
    for id in ["abc", "nightly_2026-11-24", &"x".repeat(64)] {
        assert_eq!(SessionId::new(id).unwrap().as_str(), id);
    }
    for id in [
        "",
        "ab",
        "with space",
        "slash/",
        "colon:",
        "ümlaut",
        &"x".repeat(65),
    ] {
        assert!(SessionId::new(id).is_err(), "{id}");
        assert!(id.parse::<SessionId>().is_err(), "{id}");
    }
}

#[tokio::test]
async fn r19_the_first_upload_opens_a_session_and_others_add_to_it() {
    let api = Api::start();
    let resource = api.resource();
    assert_eq!(resource.status_of("nightly-1").await, None);

    let session = resource.staged("nightly-1", &["app-1"]).await;
    session.upload(records(&["app-2", "app-3"])).await.unwrap();
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::InProgress)
    );
    session.complete().await.unwrap();
    assert_eq!(resource.live().await, ["app-1", "app-2", "app-3"]);
}

#[tokio::test]
async fn r20_a_resource_has_one_session_in_progress() {
    let api = Api::start();
    let resource = api.resource();
    let first = resource.staged("nightly-1", &["app-1"]).await;
    let second = resource.session("nightly-2");
    let error = refusal(second.upload(records(&["app-2"])).await, 400);
    assert!(error.message().unwrap().contains("nightly-1"), "{error}");

    first.cancel().await.unwrap();
    second.upload(records(&["app-2"])).await.unwrap();
    let other = api.resource();
    let _ = other.staged("nightly-3", &["app-3"]).await;
}

#[tokio::test]
async fn r21_staged_records_are_not_live() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;
    let _ = resource.staged("nightly-1", &["app-2"]).await;
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn r22_complete_makes_the_session_the_whole_live_data_set() {
    let api = Api::start();
    let resource = api.resource();
    let _ = resource.staged("nightly-1", &["app-1", "app-2"]).await;
    act(&api, resource, "nightly-1", SessionAction::Complete)
        .await
        .unwrap();
    assert_eq!(resource.live().await, ["app-1", "app-2"]);
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Active)
    );
}

#[tokio::test]
async fn r23_complete_archives_the_active_session_and_deletes_its_records() {
    let api = Api::start();
    let resource = api.resource();
    resource
        .staged("nightly-1", &["app-1"])
        .await
        .complete()
        .await
        .unwrap();
    resource
        .staged("nightly-2", &["app-2"])
        .await
        .complete()
        .await
        .unwrap();

    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Archived)
    );
    let archived = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    let archived = archived
        .session_id(&session_id("nightly-1"))
        .send()
        .await
        .unwrap();
    assert!(archived.data.is_empty());
    assert_eq!(resource.live().await, ["app-2"]);
}

#[tokio::test]
async fn r24_complete_deletes_direct_records() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;
    resource
        .staged("nightly-1", &["app-2"])
        .await
        .complete()
        .await
        .unwrap();
    assert_eq!(resource.live().await, ["app-2"]);
}

#[tokio::test]
async fn r25_cancel_deletes_staged_records_and_leaves_live_ones() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["app-1"]).await;
    let _ = resource.staged("nightly-1", &["app-2"]).await;
    act(&api, resource, "nightly-1", SessionAction::Cancel)
        .await
        .unwrap();

    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Canceled)
    );
    assert_eq!(resource.live().await, ["app-1"]);
    let staged = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    let staged = staged
        .session_id(&session_id("nightly-1"))
        .send()
        .await
        .unwrap();
    assert!(staged.data.is_empty());
}

#[tokio::test]
async fn r26_at_most_one_session_is_active() {
    let api = Api::start();
    let resource = api.resource();
    for id in ["nightly-1", "nightly-2", "nightly-3"] {
        resource.staged(id, &[id]).await.complete().await.unwrap();
    }
    let sessions = api
        .client
        .sessions()
        .list(resource.connection, resource.resource);
    let statuses: Vec<_> = sessions
        .send()
        .await
        .unwrap()
        .data
        .into_iter()
        .map(|session| session.status)
        .collect();
    let archived = SessionStatus::Archived;
    assert_eq!(
        statuses,
        [archived.clone(), archived, SessionStatus::Active]
    );
}

#[tokio::test]
async fn r27_an_action_answers_with_where_the_session_stands() {
    let api = Api::start();
    let resource = api.resource();
    let expected = [
        ("nightly-1", SessionAction::Complete, SessionStatus::Active),
        ("nightly-2", SessionAction::Cancel, SessionStatus::Canceled),
    ];
    for (id, action, status) in expected {
        let _ = resource.staged(id, &["app-1"]).await;
        let answer = act(&api, resource, id, action.clone())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(answer.session_id, Some(session_id(id)));
        assert_eq!(answer.status, Some(status));
        assert_eq!(answer.action, Some(action));
        assert_eq!(answer.connection_id, Some(resource.connection));
        assert_eq!(answer.resource_id, Some(resource.resource));
    }
}

#[tokio::test]
async fn r28_an_action_needs_a_session_in_a_state_that_allows_it() {
    let api = Api::start();
    let resource = api.resource();
    refusal(
        act(&api, resource, "nightly-1", SessionAction::Complete).await,
        404,
    );
    refusal(
        act(&api, resource, "nightly-1", SessionAction::Cancel).await,
        404,
    );

    resource
        .staged("nightly-1", &["app-1"])
        .await
        .cancel()
        .await
        .unwrap();
    refusal(
        act(&api, resource, "nightly-1", SessionAction::Cancel).await,
        422,
    );
    refusal(
        act(&api, resource, "nightly-1", SessionAction::Complete).await,
        422,
    );
}

#[tokio::test]
async fn r29_a_session_without_records_cannot_be_completed() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.session("nightly-1");
    session
        .upload(vec![object(json!({ "id": "app-1" }))])
        .await
        .unwrap();

    let error = refusal(
        act(&api, resource, "nightly-1", SessionAction::Complete).await,
        422,
    );
    assert_eq!(
        error.message(),
        Some("Cannot complete a session with no data records")
    );
}

#[tokio::test]
async fn r30_sessions_are_narrowed_by_status() {
    let api = Api::start();
    let resource = api.resource();
    resource
        .staged("nightly-1", &["app-1"])
        .await
        .cancel()
        .await
        .unwrap();
    resource
        .staged("nightly-2", &["app-2"])
        .await
        .complete()
        .await
        .unwrap();

    let sessions = api
        .client
        .sessions()
        .list(resource.connection, resource.resource);
    let page = sessions
        .status(SessionStatus::Canceled)
        .send()
        .await
        .unwrap();
    let ids: Vec<_> = page
        .data
        .iter()
        .map(|session| session.session_id.as_str())
        .collect();
    assert_eq!(ids, ["nightly-1"]);
    assert_eq!(page.pagination.cursor, Nullable::Null);
    assert!(page.data[0].canceled_at.is_some() && page.data[0].activated_at.is_none());
}

#[tokio::test]
async fn r31_no_other_action_is_known() {
    let api = Api::start();
    let resource = api.resource();
    let _ = resource.staged("nightly-1", &["app-1"]).await;
    refusal(
        act(&api, resource, "nightly-1", "archive".into()).await,
        400,
    );
    assert_eq!(
        SessionAction::KNOWN,
        [SessionAction::Complete, SessionAction::Cancel]
    );
}

#[test]
fn d02_the_upload_is_found_by_both_of_its_names() {
    let upload = include_str!("../../generated-sdk/src/api/sessions/upload.rs");
    let documentation = upload.lines().filter(|line| line.trim().starts_with("///"));
    let documentation: String = documentation.collect();
    assert!(documentation.contains("`manageSession`"));
    assert!(upload.contains("\"CustomDataRecordsPublicV2Controller_uploadSessionRecords\""));
}

#[tokio::test]
async fn d04_a_session_has_a_number_and_an_id_that_cannot_be_mixed_up() {
    for id_form in [IdForm::Integer, IdForm::Text] {
        let api = Api::with_quirks(Quirks {
            id_form,
            ..Quirks::default()
        });
        let resource = api.resource();
        let _ = resource.staged("1234", &["app-1"]).await;
        let sessions = api.client.sessions();
        let list = sessions.list(resource.connection, resource.resource);
        let session = list.send().await.unwrap().data.remove(0);
        let (key, id): (SessionKey, SessionId) = (session.id, session.session_id);
        assert_eq!((i64::from(key), id.as_str()), (1, "1234"));
        sessions
            .open(resource.connection, resource.resource, id)
            .complete()
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn d12_a_second_session_may_be_refused_with_any_status() {
    let api = Api::start();
    let resource = api.resource();
    let first = resource.staged("nightly-1", &["app-1"]).await;
    let second = resource.session("nightly-2");
    let upload = || second.upload(records(&["app-2"]));
    refusal(upload().await, 400);
    for status in [400, 409, 412, 422] {
        let body =
            json!({ "name": "E", "statusCode": status, "message": "in progress", "code": 7 });
        api.answer_next(status, &body);
        let error = refusal(upload().await, status);
        assert_eq!(
            (error.message(), error.code()),
            (Some("in progress"), Some("7"))
        );
        assert_eq!(error.attempts(), 1);
    }
    first.complete().await.unwrap();
    upload().await.unwrap();
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn d22_one_kind_of_session_id_serves_path_and_filter() {
    let api = Api::start();
    let resource = api.resource();
    let id = session_id("Nightly_2026-11-24");
    let _ = resource.staged(id.as_str(), &["app-1"]).await;
    assert!(
        api.last_request()
            .path
            .ends_with("/sessions/Nightly_2026-11-24")
    );
    let records = api.client.records();
    let list = records.list(resource.connection, resource.resource);
    assert_eq!(list.session_id(&id).send().await.unwrap().data.len(), 1);

    let time = "2025-07-01T16:45:55.246Z";
    let told = json!({
        "id": 7, "sessionId": "made by hand", "status": "ACTIVE", "createdAt": time,
        "updatedAt": time, "activatedAt": time, "canceledAt": null,
    });
    api.answer_next(
        200,
        &json!({ "data": [told], "pagination": { "cursor": null } }),
    );
    let sessions = api.client.sessions();
    let page = sessions
        .list(resource.connection, resource.resource)
        .send()
        .await
        .unwrap();
    assert_eq!(page.data[0].session_id.as_str(), "made by hand");
}
