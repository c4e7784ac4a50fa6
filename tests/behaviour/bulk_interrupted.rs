//! Runs that were interrupted: what is left behind, and how to go on.

use std::time::Duration;

use drata_custom_connections::Map;
use drata_custom_connections::bulk::BulkErrorKind;
use drata_custom_connections::types::SessionStatus;
use futures_util::{StreamExt as _, stream};
use sandbox::Fault;
use serde_json::Value;
use tests::{Api, record};

fn numbered(count: usize) -> impl Iterator<Item = Map<Value>> {
    (0..count).map(|number| record(&format!("app-{number}")))
}

/// Records, and then a source that gives no more and doesn't end.
fn stuck(count: usize) -> impl stream::Stream<Item = Map<Value>> {
    stream::iter(numbered(count)).chain(stream::pending())
}

#[tokio::test]
async fn a_run_that_is_dropped_leaves_a_session_to_go_on_with() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let (sender, mut acknowledged) = tokio::sync::mpsc::unbounded_channel();
    let replace = resource.replace("nightly-1").batch_items(10);
    let run = replace
        .on_progress(move |progress| sender.send(progress.acknowledged).unwrap())
        .send_stream(stuck(25));
    let mut last = 0;
    tokio::select! {
        report = run => panic!("{report:?}"),
        () = async {
            while last < 20 {
                last = acknowledged.recv().await.unwrap();
            }
        } => {}
    }
    // The run is gone, and with it whatever it had begun.
    let requests = api.sandbox.requests().len();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(api.sandbox.requests().len(), requests);
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::InProgress)
    );
    assert_eq!(resource.live().await, ["old"]);

    let replace = resource.replace("nightly-1").resume_after(last);
    let report = replace.send(numbered(25)).await.unwrap();
    assert_eq!(
        (last, report.progress.stored, report.progress.read),
        (20, 5, 25)
    );
    assert_eq!(resource.data_set().await.len(), 25);
}

#[tokio::test]
async fn requests_in_flight_are_given_up_with_the_run() {
    let api = Api::start();
    let resource = api.resource();
    api.let_pass(1);
    api.sandbox.fail_next(Fault::Stall(Duration::from_secs(60)));
    let run = resource.replace("nightly-1").send(numbered(5));
    let given_up = tokio::time::timeout(Duration::from_millis(200), run).await;
    assert!(given_up.is_err());
    // The one that stalls was never handled.
    assert_eq!(resource.status_of("nightly-1").await, None);
}

#[tokio::test]
async fn a_run_goes_on_with_its_session_or_says_why_not() {
    let api = Api::start();
    let resource = api.resource();
    let replace = |session: &str| resource.replace(session);

    // It never began: from the beginning that is as good as new, from the middle it is not.
    let error = replace("nightly-1")
        .resume_after(3)
        .send(numbered(5))
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::SessionNotBegun),
        "{error}"
    );
    let report = replace("nightly-1")
        .resume_after(0)
        .send(numbered(5))
        .await
        .unwrap();
    assert_eq!(report.progress.stored, 5);

    // It is completed: there is nothing left to do.
    let before = api.count("POST");
    let report = replace("nightly-1")
        .resume_after(0)
        .send(numbered(9))
        .await
        .unwrap();
    assert_eq!(report.session.unwrap().status, SessionStatus::Active);
    assert_eq!((report.progress.read, api.count("POST")), (0, before));

    // It was canceled.
    resource
        .staged("nightly-2", &["app-1"])
        .await
        .cancel()
        .await
        .unwrap();
    let error = replace("nightly-2")
        .resume_after(0)
        .send(numbered(5))
        .await
        .unwrap_err();
    let BulkErrorKind::SessionStands(status) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(*status, SessionStatus::Canceled);

    // All was staged, but it was not completed.
    let _ = resource.staged("nightly-3", &["app-0", "app-1"]).await;
    let report = replace("nightly-3")
        .resume_after(2)
        .send(numbered(2))
        .await
        .unwrap();
    assert_eq!(report.progress.stored, 0);
    assert_eq!(resource.live().await, ["app-0", "app-1"]);
}

#[tokio::test]
async fn records_that_are_sent_again_take_their_own_places() {
    let api = Api::start();
    let resource = api.resource();
    let _ = resource
        .staged("nightly-1", &["app-0", "app-1", "app-2"])
        .await;
    let replace = resource.replace("nightly-1").resume_after(0);
    let report = replace.send(numbered(5)).await.unwrap();
    assert_eq!(report.progress.stored, 5);
    assert_eq!(resource.data_set().await.len(), 5);
}

#[tokio::test]
async fn a_session_in_the_way_is_told_or_canceled() {
    let api = Api::start();
    let resource = api.resource();
    let _ = resource.staged("crashed", &["app-9"]).await;

    let error = resource
        .replace("nightly-1")
        .send(numbered(2))
        .await
        .unwrap_err();
    let BulkErrorKind::OtherSession(id) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(id.as_str(), "crashed");
    let error = resource
        .replace("crashed")
        .send(numbered(2))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error.kind,
            BulkErrorKind::SessionStands(SessionStatus::InProgress)
        ),
        "{error}"
    );
    assert_eq!(
        resource.status_of("crashed").await,
        Some(SessionStatus::InProgress)
    );

    let replace = resource.replace("nightly-1").cancel_unfinished();
    let report = replace.send(numbered(2)).await.unwrap();
    assert_eq!(report.progress.stored, 2);
    assert_eq!(
        resource.status_of("crashed").await,
        Some(SessionStatus::Canceled)
    );
    assert_eq!(resource.live().await, ["app-0", "app-1"]);
}

#[tokio::test]
async fn a_session_is_kept_for_later_if_so_wanted() {
    let api = Api::start();
    let resource = api.resource();
    api.let_pass(2);
    api.sandbox.fail_next(Fault::status(403));
    let replace = || resource.replace("nightly-1").batch_items(2).concurrency(1);
    let error = replace()
        .keep_session()
        .send(numbered(5))
        .await
        .unwrap_err();
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::InProgress)
    );

    let acknowledged = error.report.progress.acknowledged;
    let report = replace()
        .resume_after(acknowledged)
        .send(numbered(5))
        .await
        .unwrap();
    assert_eq!((acknowledged, report.progress.stored), (2, 3));
    assert_eq!(resource.data_set().await.len(), 5);
}

#[tokio::test]
async fn a_run_can_be_moved_into_a_task() {
    let api = Api::start();
    let resource = api.resource();
    let replace = resource.replace("nightly-1");
    let run = tokio::spawn(replace.send_stream(stream::iter(numbered(3).collect::<Vec<_>>())));
    assert_eq!(run.await.unwrap().unwrap().progress.stored, 3);
}
