//! The replacement of a whole data set.

use std::sync::Mutex;

use drata_custom_connections::bulk::{FailurePolicy, ReplaceErrorKind};
use drata_custom_connections::types::SessionStatus;
use drata_custom_connections::{ErrorKind, Map};
use futures_util::stream;
use sandbox::Fault;
use serde_json::{Value, json};
use tests::{Api, object, record, session_id};

fn numbered(count: usize) -> impl futures_util::Stream<Item = Map<Value>> {
    stream::iter((0..count).map(|number| record(&format!("app-{number}"))))
}

/// A record that breaks the schema.
fn nameless(id: &str) -> Map<Value> {
    object(json!({ "id": id }))
}

#[tokio::test]
async fn records_are_sent_in_batches_and_become_the_live_data() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let seen = Mutex::new(Vec::new());
    let report = api
        .client
        .records()
        .replace_all(
            resource.connection,
            resource.resource,
            session_id("nightly-1"),
            numbered(25),
        )
        .batch_records(10)
        .on_progress(|progress| {
            seen.lock()
                .unwrap()
                .push((progress.uploaded, progress.batches))
        })
        .send()
        .await
        .unwrap();
    assert_eq!(
        (report.uploaded, report.batches, report.rejected.len()),
        (25, 3, 0)
    );
    assert_eq!(report.session.status, SessionStatus::Active);
    assert_eq!(*seen.lock().unwrap(), [(10, 1), (20, 2), (25, 3)]);
    let live = resource.live().await;
    assert_eq!(live.len(), 25);
    assert!(!live.contains(&"old".to_owned()));
}

#[tokio::test]
async fn batches_are_bounded_in_bytes() {
    let api = Api::start();
    let resource = api.resource();
    let report = api
        .client
        .records()
        .replace_all(
            resource.connection,
            resource.resource,
            session_id("nightly-1"),
            numbered(4),
        )
        .batch_bytes(1)
        .send()
        .await
        .unwrap();
    assert_eq!(report.batches, 4);
}

#[tokio::test]
async fn a_refused_record_cancels_unless_it_is_put_up_with() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let replace = |session: &str, policy| {
        let records = stream::iter([record("app-1"), nameless("app-2"), record("app-3")]);
        let records_of = api.client.records();
        records_of
            .replace_all(
                resource.connection,
                resource.resource,
                session_id(session),
                records,
            )
            .accept(policy)
            .send()
    };
    let error = replace("nightly-1", FailurePolicy::None).await.unwrap_err();
    assert!(
        matches!(error.kind, ReplaceErrorKind::TooManyRejected),
        "{error}"
    );
    assert!(error.cancel_error.is_none());
    assert_eq!(
        (error.rejected[0].index, error.rejected[0].code),
        (1, Some(28022))
    );
    assert_eq!(error.rejected[0].record, nameless("app-2"));
    assert_eq!(resource.live().await, ["old"]);
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Canceled)
    );

    let report = replace("nightly-2", FailurePolicy::AtMost(1))
        .await
        .unwrap();
    assert_eq!((report.uploaded, report.rejected.len()), (2, 1));
    assert_eq!(resource.live().await, ["app-1", "app-3"]);
    replace("nightly-3", FailurePolicy::Any).await.unwrap();
}

#[tokio::test]
async fn an_upload_that_fails_leaves_the_live_data_alone() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    api.let_pass(1);
    api.sandbox.fail_next(Fault::status(403));
    let error = api
        .client
        .records()
        .replace_all(
            resource.connection,
            resource.resource,
            session_id("nightly-1"),
            numbered(20),
        )
        .batch_records(10)
        .send()
        .await
        .unwrap_err();
    let ReplaceErrorKind::Upload(cause) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(cause.kind(), ErrorKind::Status);
    assert_eq!(error.progress.uploaded, 10);
    assert_eq!(resource.live().await, ["old"]);
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Canceled)
    );
}

#[tokio::test]
async fn nothing_replaces_nothing() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let before = api.sandbox.requests().len();
    let error = api
        .client
        .records()
        .replace_all(
            resource.connection,
            resource.resource,
            session_id("nightly-1"),
            numbered(0),
        )
        .send()
        .await
        .unwrap_err();
    assert!(matches!(error.kind, ReplaceErrorKind::NoRecords), "{error}");
    assert_eq!(api.sandbox.requests().len(), before);
}
