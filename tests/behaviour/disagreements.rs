//! Points on which the vendor's documents disagree, and what the SDK makes of them.

use drata_custom_connections::session::ResumedSession;
use drata_custom_connections::types::RecordUpsertRequest;
use drata_custom_connections::types::record_upsert_request::Data;
use drata_custom_connections::types::{CustomConnectionExpand, ErrorResponse, SessionStatus};
use drata_custom_connections::{Error, Nullable};
use sandbox::{DebugInfo, IdForm, Quirks};
use serde_json::json;
use tests::{Api, object, record, refusal, session_id};

#[tokio::test]
async fn d01_both_spellings_are_one_status_and_the_first_is_sent() -> Result<(), Error> {
    for cancelled_with_two_l in [false, true] {
        let api = Api::with_quirks(Quirks {
            cancelled_with_two_l,
            ..Quirks::default()
        });
        let resource = api.resource();
        resource
            .staged("nightly-1", &["app-1"])
            .await
            .cancel()
            .await
            .unwrap();
        let sessions = api
            .client
            .sessions()
            .list(resource.connection, resource.resource);
        let page = sessions.status(SessionStatus::Canceled).send().await?;
        assert_eq!(page.data[0].status, SessionStatus::Canceled);
        assert_eq!(api.last_request().query.as_deref(), Some("status=CANCELED"));
    }
    Ok(())
}

#[tokio::test]
async fn d03_ids_are_read_in_every_form() {
    for id_form in [IdForm::Integer, IdForm::Float, IdForm::Text] {
        let api = Api::with_quirks(Quirks {
            id_form,
            ..Quirks::default()
        });
        let id = api.hris();
        let page = api.client.custom_connections().list().send().await.unwrap();
        assert_eq!(page.data[0].id, id);
    }
}

#[tokio::test]
async fn d06_d07_a_rejected_record_is_told_in_every_form() {
    for (nested_record_error, rejected_says_created) in
        [(false, false), (true, false), (false, true), (true, true)]
    {
        let quirks = Quirks {
            nested_record_error,
            rejected_says_created,
            ..Quirks::default()
        };
        let api = Api::with_quirks(quirks);
        let resource = api.resource();
        let records = vec![record("app-1"), object(json!({ "id": "app-2" }))];
        let request = RecordUpsertRequest::new(Data::from(records));
        let answer = resource.try_upsert(request).await.unwrap();
        let failed: Vec<_> = answer.failed().collect();
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].record_id(), Some("app-2"));
        assert_eq!(failed[0].error_code(), Some(28022));
        assert!(failed[0].error_message().unwrap().contains("name"));
    }
}

#[tokio::test]
async fn d11_an_action_may_answer_without_a_known_body() {
    let api = Api::with_quirks(Quirks {
        untyped_action_answer: true,
        ..Quirks::default()
    });
    let resource = api.resource();
    let ended = resource
        .staged("nightly-1", &["app-1"])
        .await
        .complete()
        .await
        .unwrap();
    assert_eq!(
        (ended.id, ended.status),
        (session_id("nightly-1"), SessionStatus::Active)
    );
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn d14_debug_info_may_be_absent_null_or_there() {
    for (debug_info, is_null) in [
        (DebugInfo::Absent, false),
        (DebugInfo::Null, true),
        (DebugInfo::Object, false),
    ] {
        let api = Api::with_quirks(Quirks {
            debug_info,
            ..Quirks::default()
        });
        let client = api.client_with(|builder| builder.api_key("wrong"));
        let error = refusal(client.custom_connections().list().send().await, 401);
        let body = error.body::<ErrorResponse>().unwrap();
        assert_eq!(matches!(body.debug_info, Nullable::Null), is_null);
        assert_eq!(error.message(), Some("Unauthorized"));
    }
}

#[tokio::test]
async fn d29_expand_is_sent_with_its_brackets() {
    let api = Api::start();
    let expand = [
        CustomConnectionExpand::CustomResources,
        CustomConnectionExpand::CreatedByUser,
    ];
    api.client
        .custom_connections()
        .list()
        .expand(expand)
        .send()
        .await
        .unwrap();
    let query = api.last_request().query.unwrap();
    assert_eq!(
        query,
        "expand%5B%5D=customResources&expand%5B%5D=createdByUser"
    );
}

#[tokio::test]
async fn d30_an_unknown_value_is_kept() {
    let status: SessionStatus = "PAUSED".into();
    assert_eq!(status.as_str(), "PAUSED");
    assert_eq!(status, SessionStatus::Unrecognized("PAUSED".to_owned()));

    let api = Api::start();
    let resource = api.resource();
    let _ = resource.staged("nightly-1", &["app-1"]).await;
    let sessions = api
        .client
        .sessions()
        .list(resource.connection, resource.resource);
    let page = sessions.clone().send().await.unwrap();
    let mut told = serde_json::to_value(&page).unwrap();
    told["data"][0]["status"] = json!("PAUSED");
    api.answer_next(200, &told);
    let page = sessions.status(status.clone()).send().await.unwrap();
    assert_eq!(page.data[0].status, status);
    assert_eq!(api.last_request().query.as_deref(), Some("status=PAUSED"));

    api.answer_next(200, &told);
    let (connection, id) = (resource.connection, page.data[0].session_id.clone());
    let sessions = api.client.sessions();
    let resumed = sessions.resume(connection, resource.resource, id);
    let ResumedSession::Unrecognized(session) = resumed.await.unwrap() else {
        panic!("nobody knows whether it has ended");
    };
    assert_eq!(session.status, status);
    assert_eq!(serde_json::to_value(&page).unwrap(), told);
}
