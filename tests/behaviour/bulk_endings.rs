//! How a replacement ends: the report and the live data say the same, whatever became of the answers.

use std::sync::Mutex;

use drata_custom_connections::bulk::{BulkErrorKind, FailurePolicy};
use drata_custom_connections::runtime::RetryPolicy;
use drata_custom_connections::types::{SessionStatus, SessionUploadRequest};
use futures_util::stream;
use sandbox::Fault;
use serde_json::{Value, json};
use tests::{Api, Ending, Moment, NetworkFault, Proxy, Reply, object, record, records, session_id};

fn without_ids(count: usize) -> impl Iterator<Item = drata_custom_connections::Map<Value>> {
    (0..count).map(|number| object(json!({ "name": format!("Wiki {number}") })))
}

#[tokio::test]
async fn records_without_an_id_are_sent_once() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    // The look at the sessions.
    api.let_pass(1);
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let error = resource
        .replace("nightly-1")
        .send(without_ids(3))
        .await
        .unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert_eq!(resource.live().await, ["old"]);

    let session = resource.session("nightly-2");
    let no_ids = [json!({}), json!({ "id": null }), json!({ "id": "" })];
    for no_id in no_ids {
        let mut record = object(no_id);
        record.insert("name".to_owned(), json!("Wiki"));
        api.sandbox.fail_next(Fault::CloseAfterHandling);
        let uploaded = session.upload(vec![record]).await;
        assert_eq!(uploaded.unwrap_err().attempts(), 1);
    }
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    session.upload(vec![record("app-1")]).await.unwrap();

    let request = SessionUploadRequest::new(records(&["app-2"]));
    let sessions = api.client.sessions();
    let id = session.id();
    let upload = sessions.upload(resource.connection, resource.resource, id, &request);
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    assert_eq!(upload.send().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_completion_that_a_gateway_gave_up_waiting_for_is_found_out_about() {
    for status in [408, 502, 504] {
        let api = Api::start();
        let resource = api.resource();
        let proxy = Proxy::in_front_of(&api.sandbox);
        let client = api.client_through(&proxy, |builder| builder);
        let mut is_first = true;
        proxy.fail_by(move |request| {
            let is_action = request.target.ends_with("/actions");
            let is_first_action = is_action && std::mem::take(&mut is_first);
            is_first_action.then(|| NetworkFault::alter(move |_| Reply::error(status)))
        });
        let replace = client.records().replace_all(
            resource.connection,
            resource.resource,
            session_id("nightly-1"),
        );
        let report = replace.send([record("app-1")]).await.unwrap();
        assert_eq!(report.session.unwrap().status, SessionStatus::Active);
        assert_eq!(resource.live().await, ["app-1"]);
    }
}

#[tokio::test]
async fn the_id_of_a_session_that_has_ended_is_not_used_again() {
    let api = Api::start();
    let resource = api.resource();
    let first = resource.replace("nightly-1").send([record("app-1")]).await;
    assert_eq!(first.unwrap().progress.stored, 1);
    let before = api.count("POST");
    let again = resource.replace("nightly-1").send([record("app-2")]).await;
    let error = again.unwrap_err();
    let BulkErrorKind::SessionStands(status) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(
        (status, api.count("POST")),
        (&SessionStatus::Active, before)
    );
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn what_was_refused_against_the_policy_is_not_passed_over_by_another_run() {
    let api = Api::start();
    let resource = api.resource();
    let nameless = || object(json!({ "id": "app-1" }));
    let records = || [record("app-0"), nameless(), record("app-2")];
    let replace = || resource.replace("nightly-1").batch_items(2).keep_session();

    let error = replace().send(records()).await.unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::TooManyRejected),
        "{error}"
    );
    let acknowledged = error.report.progress.acknowledged;
    assert_eq!(acknowledged, 1);
    let again = replace().resume_after(acknowledged).send(records()).await;
    let error = again.unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::TooManyRejected),
        "{error}"
    );

    let accepting = replace()
        .resume_after(acknowledged)
        .accept(FailurePolicy::AtMost(1));
    let report = accepting.send(records()).await.unwrap();
    assert_eq!(
        (report.progress.rejected, report.progress.acknowledged),
        (1, 3)
    );
    assert_eq!(resource.live().await, ["app-0", "app-2"]);
}

#[tokio::test]
async fn a_source_that_ends_before_the_place_to_go_on_from_is_another_one() {
    let api = Api::start();
    let resource = api.resource();
    let _ = resource.staged("nightly-1", &["app-0"]).await;
    let replace = resource.replace("nightly-1").resume_after(3);
    let error = replace.send([record("app-0")]).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Source(_)), "{error}");
    assert!(error.to_string().contains("ended after 1 items"), "{error}");
    assert_eq!(resource.live().await, [""; 0]);
}

#[tokio::test]
async fn items_that_are_refused_last_are_told_of_as_well() {
    let api = Api::start();
    let resource = api.resource();
    let told = Mutex::new(Vec::new());
    let replace = resource
        .replace("nightly-1")
        .batch_items(1)
        .concurrency(1)
        .accept(FailurePolicy::Any)
        .on_progress(|progress| told.lock().unwrap().push(progress.acknowledged));
    let items = [json!({ "id": "app-0", "name": "Wiki" }), json!("no object")];
    let report = replace.send(items).await.unwrap();
    assert_eq!(report.progress.acknowledged, 2);
    assert_eq!(told.lock().unwrap().last(), Some(&2));
}

#[tokio::test]
async fn a_session_is_canceled_also_where_no_batch_was_answered_before_the_run_stopped() {
    let api = Api::start();
    let resource = api.resource();
    let proxy = Proxy::in_front_of(&api.sandbox);
    let client = api.client_through(&proxy, |builder| builder.retry(RetryPolicy::never()));
    // The first batch is stored, but nobody hears of it before the source has failed.
    proxy.fail_by(|request| {
        let is_upload = request.target.ends_with("/nightly-1");
        is_upload.then_some(NetworkFault::Break(Moment::AfterHandling, Ending::Close))
    });
    let replace = client.records().replace_all(
        resource.connection,
        resource.resource,
        session_id("nightly-1"),
    );
    let rows = [
        Ok(record("app-1")),
        Ok(record("app-2")),
        Err(std::io::Error::other("the database is gone")),
    ];
    let run = replace.batch_items(1);
    let error = run.send_try_stream(stream::iter(rows)).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Source(_)), "{error}");
    assert!(error.cancel_error.is_none(), "{error}");
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Canceled)
    );
}

#[tokio::test]
async fn a_session_that_a_late_batch_may_begin_is_told() {
    let api = Api::start();
    let resource = api.resource();
    let proxy = Proxy::in_front_of(&api.sandbox);
    let client = api.client_through(&proxy, |builder| builder);
    let replace = |id: &str| {
        let id = session_id(id);
        let records = client.records();
        records.replace_all(resource.connection, resource.resource, id)
    };
    let fail_uploads = |fault: fn() -> NetworkFault| {
        proxy.fail_by(move |request| {
            let is_upload = request.method == "POST" && !request.target.ends_with("/actions");
            is_upload.then(fault)
        });
    };
    fail_uploads(|| NetworkFault::Break(Moment::AfterRequest, Ending::Close));
    let error = replace("nightly-1").send([record("app-1")]).await;
    let error = error.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    let cancel_error = error.cancel_error.as_ref().unwrap();
    assert_eq!(cancel_error.status().unwrap().as_u16(), 404);
    assert!(error.to_string().contains("may begin it"), "{error}");

    // Plainly refused, it has begun nothing.
    fail_uploads(|| NetworkFault::status(403));
    let error = replace("nightly-2").send([record("app-1")]).await;
    let error = error.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Send(_)), "{error}");
    assert!(error.cancel_error.is_none(), "{error}");
    // Refusing it, the server may have begun the session all the same.
    fail_uploads(|| NetworkFault::alter(|_| Reply::error(400)));
    let error = replace("nightly-3").send([record("app-1")]).await;
    assert!(error.unwrap_err().cancel_error.is_none());
    assert_eq!(
        resource.status_of("nightly-3").await,
        Some(SessionStatus::Canceled)
    );
}
