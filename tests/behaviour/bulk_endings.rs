//! How a replacement ends: the report and the live data say the same, whatever became of the answers.

use std::sync::{Arc, Mutex};

use drata_custom_connections::Client;
use drata_custom_connections::bulk::{Bulk, BulkErrorKind, FailurePolicy, Replacement};
use drata_custom_connections::types::{ConnectionId, ResourceId, SessionStatus};
use sandbox::Fault;
use serde_json::{Value, json};
use tests::{Answers, Api, NetworkFault, Proxy, Reply, object, record, session_id};

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
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let uploaded = session.upload(without_ids(2).collect()).await;
    assert_eq!(uploaded.unwrap_err().attempts(), 1);
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    session.upload(vec![record("app-1")]).await.unwrap();
    session.complete().await.unwrap();
    assert_eq!(resource.live_records().await.len(), 3);
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

/// A server whose gateway gives up waiting for each completion, and its session: where it stands, and where it comes to
/// when it is asked to cancel.
fn slow(then: &'static str) -> (Client, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let (seen, status) = (asked.clone(), Mutex::new(None));
    let client = Answers::client(move |question| {
        let mut status = status.lock().unwrap();
        let body = String::from_utf8_lossy(&question.body);
        if question.method == "GET" {
            let time = "2025-07-01T16:45:55.246Z";
            let sessions: Vec<Value> = status
                .iter()
                .map(|status| {
                    json!({
                        "id": 7, "sessionId": "nightly-1", "status": status, "createdAt": time,
                        "updatedAt": time, "activatedAt": null, "canceledAt": null,
                    })
                })
                .collect();
            let page = json!({ "data": sessions, "pagination": { "cursor": null } });
            return (200, page.to_string());
        }
        if !question.path.ends_with("/actions") {
            *status = Some("IN_PROGRESS");
            let answer = json!([{ "statusCode": 201, "data": { "id": "app-1" } }]);
            return (201, answer.to_string());
        }
        let is_cancellation = body.contains("cancel");
        seen.lock().unwrap().push(body.into_owned());
        if !is_cancellation {
            return (504, "{}".to_owned());
        }
        *status = Some(then);
        let accepted = if then == "CANCELED" { 200 } else { 422 };
        (accepted, "{}".to_owned())
    });
    (client, asked)
}

fn replacement(client: &Client) -> Bulk<'static, Replacement> {
    let (connection, resource) = (ConnectionId::new(1), ResourceId::new(1));
    let records = client.records();
    records.replace_all(connection, resource, session_id("nightly-1"))
}

#[tokio::test]
async fn a_completion_that_takes_place_late_counts() {
    let (client, _) = slow("ACTIVE");
    let report = replacement(&client).send([record("app-1")]).await.unwrap();
    let session = report.session.unwrap();
    assert_eq!(
        (session.status, session.answer),
        (SessionStatus::Active, None)
    );
}

#[tokio::test]
async fn a_completion_that_is_canceled_in_time_replaces_nothing() {
    let (client, asked) = slow("CANCELED");
    let error = replacement(&client)
        .send([record("app-1")])
        .await
        .unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Complete(_)), "{error}");
    assert!(error.cancel_error.is_none());
    assert_eq!(asked.lock().unwrap().len(), 4 + 1);
}

#[tokio::test]
async fn a_completion_that_may_still_take_place_is_unclear() {
    // Neither canceled nor completed.
    let (client, _) = slow("IN_PROGRESS");
    let error = replacement(&client)
        .send([record("app-1")])
        .await
        .unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
    assert!(error.cancel_error.is_some());

    // The session is to stay.
    let (client, asked) = slow("CANCELED");
    let replace = replacement(&client).keep_session();
    let error = replace.send([record("app-1")]).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
    assert!(
        asked
            .lock()
            .unwrap()
            .iter()
            .all(|body| body.contains("complete"))
    );
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
