//! The replacement of a whole data set: every option, every way in.

use std::sync::Mutex;

use drata_custom_connections::bulk::{BulkErrorKind, FailurePolicy, Reason};
use drata_custom_connections::types::SessionStatus;
use drata_custom_connections::{ErrorKind, Map};
use futures_util::stream;
use sandbox::Fault;
use serde::Serialize;
use serde_json::{Value, json};
use tests::{Api, object, record};

fn numbered(count: usize) -> impl Iterator<Item = Map<Value>> {
    (0..count).map(|number| record(&format!("app-{number}")))
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
    let report = {
        let replace = resource.replace("nightly-1").batch_items(10).concurrency(1);
        let replace = replace.on_progress(|progress| {
            let step = (progress.stored, progress.batches, progress.acknowledged);
            seen.lock().unwrap().push(step);
        });
        replace.send(numbered(25)).await.unwrap()
    };
    let progress = report.progress;
    assert_eq!((progress.stored, progress.batches), (25, 3));
    assert_eq!((progress.read, progress.total), (25, Some(25)));
    assert_eq!(report.rejected, []);
    assert_eq!(report.session.unwrap().status, SessionStatus::Active);
    assert_eq!(
        *seen.lock().unwrap(),
        [(10, 1, 10), (20, 2, 20), (25, 3, 25)]
    );
    let live = resource.data_set().await;
    assert_eq!(live.len(), 25);
    assert!(!live.contains_key("old"));
}

#[tokio::test]
async fn records_come_from_streams_and_of_any_type() {
    #[derive(Serialize)]
    struct Application {
        id: String,
        name: &'static str,
    }
    let api = Api::start();
    let resource = api.resource();
    let typed = || {
        (0..3).map(|number| Application {
            id: format!("app-{number}"),
            name: "Wiki",
        })
    };

    let replace = resource.replace("nightly-1");
    let report = replace.send_stream(stream::iter(typed())).await.unwrap();
    assert_eq!(report.progress.stored, 3);
    assert_eq!(resource.live().await, ["app-0", "app-1", "app-2"]);

    let fallible = stream::iter(typed().map(Ok::<_, std::io::Error>));
    let replace = resource.replace("nightly-2");
    assert_eq!(
        replace
            .send_try_stream(fallible)
            .await
            .unwrap()
            .progress
            .stored,
        3
    );
}

#[test]
fn records_are_sent_without_async() {
    let api = Api::start();
    let resource = api.resource();
    let report = resource
        .replace("nightly-1")
        .send_blocking(numbered(3))
        .unwrap();
    assert_eq!(report.progress.stored, 3);
}

#[tokio::test]
async fn a_source_that_fails_cancels_the_session() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let broken = std::io::Error::other("the database is gone");
    let rows = numbered(15).map(Ok).chain([Err(broken)]);
    let replace = resource.replace("nightly-1").batch_items(10);
    let error = replace
        .send_try_stream(stream::iter(rows))
        .await
        .unwrap_err();

    assert!(matches!(error.kind, BulkErrorKind::Source(_)), "{error}");
    assert!(
        error.to_string().contains("the database is gone"),
        "{error}"
    );
    assert!(error.cancel_error.is_none());
    assert_eq!(error.report.progress.read, 15);
    assert_eq!(resource.live().await, ["old"]);
    let status = resource.status_of("nightly-1").await;
    assert!(
        matches!(status, None | Some(SessionStatus::Canceled)),
        "{status:?}"
    );
}

#[tokio::test]
async fn batches_are_bounded_in_bytes() {
    let api = Api::start();
    let resource = api.resource();
    let replace = resource.replace("nightly-1").batch_bytes(1);
    assert_eq!(replace.send(numbered(4)).await.unwrap().progress.batches, 4);

    let replace = resource.replace("nightly-2").batch_bytes(100);
    let before = api.sandbox.requests().len();
    let report = replace.send(numbered(9)).await.unwrap();
    assert_eq!(report.progress.stored, 9);
    let requests = api.sandbox.requests().split_off(before);
    let uploads = requests
        .iter()
        .filter(|request| request.path.ends_with("nightly-2"));
    let sizes: Vec<usize> = uploads.map(|upload| upload.body.len()).collect();
    assert!(sizes.iter().all(|size| *size <= 100), "{sizes:?}");
    assert!(sizes.len() < 9, "{sizes:?}");
}

#[tokio::test]
async fn a_refused_record_cancels_unless_it_is_put_up_with() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    let replace = |session: &str, policy| {
        let records = [record("app-1"), nameless("app-2"), record("app-3")];
        resource.replace(session).accept(policy).send(records)
    };
    let error = replace("nightly-1", FailurePolicy::None).await.unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::TooManyRejected),
        "{error}"
    );
    assert!(error.cancel_error.is_none());
    let refused = &error.report.rejected[0];
    let Reason::Server { code, message } = &refused.reason else {
        panic!("{:?}", refused.reason)
    };
    assert_eq!((refused.index, *code), (1, Some(28022)));
    assert!(message.as_deref().unwrap().contains("name"), "{message:?}");
    assert_eq!(refused.item(), json!({ "id": "app-2" }));
    assert_eq!(resource.live().await, ["old"]);
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::Canceled)
    );

    let report = replace("nightly-2", FailurePolicy::AtMost(1))
        .await
        .unwrap();
    assert_eq!((report.progress.stored, report.rejected.len()), (2, 1));
    assert_eq!(resource.live().await, ["app-1", "app-3"]);
    let report = replace("nightly-3", FailurePolicy::Any).await.unwrap();
    assert_eq!(report.progress.stored, 2);
}

#[tokio::test]
async fn refused_records_are_kept_up_to_a_bound_or_handed_on() {
    let api = Api::start();
    let resource = api.resource();
    let some_good = || {
        (0..30).map(|n| {
            if n == 0 {
                record("app")
            } else {
                nameless("app")
            }
        })
    };
    let run = || {
        resource
            .replace("nightly-1")
            .accept(FailurePolicy::Any)
            .batch_items(7)
    };

    let report = run().keep_rejected(4).send(some_good()).await.unwrap();
    assert_eq!((report.progress.rejected, report.rejected.len()), (29, 4));

    let seen = Mutex::new(Vec::new());
    let resource = api.resource();
    let replace = resource.replace("nightly-1").accept(FailurePolicy::Any);
    let report = replace
        .on_rejected(|refused| seen.lock().unwrap().push(refused.index))
        .send(some_good())
        .await
        .unwrap();
    assert_eq!(report.rejected, []);
    assert_eq!(*seen.lock().unwrap(), (1..30).collect::<Vec<u64>>());
}

#[tokio::test]
async fn what_is_no_object_is_refused_before_it_is_sent() {
    let api = Api::start();
    let resource = api.resource();
    let items = vec![
        json!({ "id": "app-1", "name": "Wiki" }),
        json!([1]),
        json!("app-2"),
    ];
    let replace = resource
        .replace("nightly-1")
        .accept(FailurePolicy::AtMost(2));
    let report = replace.send(items).await.unwrap();
    assert_eq!((report.progress.stored, report.progress.rejected), (1, 2));
    let refused: Vec<u64> = report
        .rejected
        .iter()
        .map(|refused| refused.index)
        .collect();
    assert_eq!(refused, [1, 2]);
    assert!(matches!(report.rejected[0].reason, Reason::NotAnObject(_)));
    assert_eq!(report.rejected[0].item(), json!([1]));

    // JSON has no keys that are lists.
    let unwritable = std::collections::BTreeMap::from([(vec![1], 1)]);
    let replace = resource.replace("nightly-2");
    let error = replace.send([unwritable]).await.unwrap_err();
    let reason = &error.report.rejected[0].reason;
    assert!(matches!(reason, Reason::NotAnObject(_)), "{reason}");
}

#[tokio::test]
async fn a_check_of_your_own_refuses_before_sending() {
    let api = Api::start();
    let resource = api.resource();
    let replace = resource.replace("nightly-1").accept(FailurePolicy::Any);
    let report = replace
        .check(|record| match record["id"].as_str() {
            Some("app-3") => Err("it is not ours".to_owned()),
            _ => Ok(()),
        })
        .send(numbered(5))
        .await
        .unwrap();
    assert_eq!(report.rejected[0].index, 3);
    assert_eq!(
        report.rejected[0].reason,
        Reason::Check("it is not ours".to_owned())
    );
    let live = resource.data_set().await;
    assert_eq!(live.len(), 4);
    assert!(!live.contains_key("app-3"));
}

#[tokio::test]
async fn a_dry_run_does_all_but_send() {
    let api = Api::start();
    let resource = api.resource();
    let before = api.sandbox.requests().len();
    let replace = resource.replace("nightly-1").dry_run().batch_items(10);
    let report = replace
        .accept(FailurePolicy::Any)
        .check(|record| match record["id"].as_str() {
            Some("app-7") => Err("no".to_owned()),
            _ => Ok(()),
        })
        .show_progress()
        .send(numbered(25))
        .await
        .unwrap();
    assert!(report.is_dry_run);
    assert_eq!(report.session, None);
    let progress = report.progress;
    assert_eq!(
        (progress.stored, progress.rejected, progress.batches),
        (24, 1, 3)
    );
    assert!(progress.bytes > 0);
    assert_eq!(api.sandbox.requests().len(), before);
    let line = report.to_string();
    assert!(line.starts_with("dry run: 24 stored, 1 refused"), "{line}");
}

#[tokio::test]
async fn the_last_of_several_records_of_one_id_counts() {
    let api = Api::start();
    let resource = api.resource();
    let versions =
        (0..60).map(|n| json!({ "id": format!("app-{}", n % 3), "name": n.to_string() }));
    let replace = resource.replace("nightly-1").batch_items(4).concurrency(8);
    let report = replace.send(versions).await.unwrap();
    assert_eq!(report.progress.stored, 60);
    let live = resource.data_set().await;
    let names: Vec<&Value> = live.values().map(|record| &record["name"]).collect();
    assert_eq!(names, ["57", "58", "59"]);
}

#[tokio::test]
async fn an_upload_that_fails_leaves_the_live_data_alone() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&["old"]).await;
    // The look at the sessions, and the first batch.
    api.let_pass(2);
    api.sandbox.fail_next(Fault::status(403));
    let replace = resource.replace("nightly-1").batch_items(10).concurrency(1);
    let error = replace.send(numbered(20)).await.unwrap_err();
    let BulkErrorKind::Send(cause) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(cause.kind(), ErrorKind::Status);
    assert_eq!(error.report.progress.stored, 10);
    assert_eq!(error.report.progress.acknowledged, 10);
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
    let error = resource
        .replace("nightly-1")
        .send(numbered(0))
        .await
        .unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::NothingStored),
        "{error}"
    );

    let all_refused = resource.replace("nightly-1").accept(FailurePolicy::Any);
    let error = all_refused.send([nameless("app-1")]).await.unwrap_err();
    assert!(
        matches!(error.kind, BulkErrorKind::NothingStored),
        "{error}"
    );
    assert_eq!(resource.live().await, ["old"]);

    for count in [0, 2] {
        let dry = resource.replace("nightly-1").dry_run();
        let dry = dry
            .accept(FailurePolicy::Any)
            .check(|_| Err("no".to_owned()));
        let error = dry.send(numbered(count)).await.unwrap_err();
        assert!(
            matches!(error.kind, BulkErrorKind::NothingStored),
            "{error}"
        );
        assert!(error.report.is_dry_run);
    }
}

#[tokio::test]
async fn a_completion_whose_answer_got_lost_is_found_out_about() {
    let api = Api::start();
    let resource = api.resource();
    // The look at the sessions, and the only batch.
    api.let_pass(2);
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let report = resource
        .replace("nightly-1")
        .send(numbered(3))
        .await
        .unwrap();
    assert_eq!(report.session.unwrap().status, SessionStatus::Active);

    // Nobody can tell any more.
    api.let_pass(2);
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    api.sandbox.fail_next(Fault::status(403));
    let error = resource
        .replace("nightly-2")
        .send(numbered(2))
        .await
        .unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
    assert_eq!(error.session_id.as_ref().unwrap().as_str(), "nightly-2");
}
