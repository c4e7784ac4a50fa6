//! Sessions as handles: how they end, are resumed, and what happens when an answer gets lost.

use drata_custom_connections::runtime::RetryPolicy;
use drata_custom_connections::session::ResumedSession;
use drata_custom_connections::types::{SessionAction, SessionActionRequest, SessionStatus};
use drata_custom_connections::{Error, ErrorKind};
use sandbox::{Fault, Quirks};
use tests::{Api, records, session_id};

/// How many actions were asked for.
fn actions(api: &Api) -> usize {
    api.sandbox
        .requests()
        .iter()
        .filter(|request| request.path.ends_with("/actions"))
        .count()
}

#[tokio::test]
async fn opening_a_session_sends_nothing() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.session("nightly-1");
    assert_eq!(session.id(), &session_id("nightly-1"));
    drop(session);
    assert!(api.sandbox.requests().is_empty());
}

#[tokio::test]
async fn completing_tells_what_became_of_the_session() {
    let api = Api::start();
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
    assert_eq!(ended.answer.unwrap().resource_id, Some(resource.resource));
}

#[tokio::test]
async fn canceling_tells_what_became_of_the_session() {
    let api = Api::with_quirks(Quirks {
        cancelled_with_two_l: true,
        ..Quirks::default()
    });
    let resource = api.resource();
    let ended = resource
        .staged("nightly-1", &["app-1"])
        .await
        .cancel()
        .await
        .unwrap();
    assert_eq!(ended.status, SessionStatus::Canceled);
}

#[tokio::test]
async fn a_session_is_resumed_where_it_stands() {
    let api = Api::start();
    let resource = api.resource();
    let sessions = api.client.sessions();
    let resume = || {
        sessions.resume(
            resource.connection,
            resource.resource,
            session_id("nightly-1"),
        )
    };

    let ResumedSession::NotBegun(session) = resume().await.unwrap() else {
        panic!("nothing was uploaded yet");
    };
    session.upload(records(&["app-1"])).await.unwrap();
    drop(session);
    let ResumedSession::InProgress(session) = resume().await.unwrap() else {
        panic!("a record is staged");
    };
    session.upload(records(&["app-2"])).await.unwrap();
    session.complete().await.unwrap();
    let ResumedSession::Ended(session) = resume().await.unwrap() else {
        panic!("it was completed");
    };
    assert_eq!(session.status, SessionStatus::Active);
    assert_eq!(resource.live().await, ["app-1", "app-2"]);
}

#[tokio::test]
async fn a_session_is_found_beyond_the_first_page() {
    let api = Api::start();
    let resource = api.resource();
    for number in 0..501 {
        let id = format!("nightly-{number}");
        resource
            .staged(&id, &["app-1"])
            .await
            .cancel()
            .await
            .unwrap();
    }
    assert_eq!(
        resource.status_of("nightly-500").await,
        Some(SessionStatus::Canceled)
    );
}

#[tokio::test]
async fn a_completion_whose_answer_got_lost_is_found_in_the_list() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    api.sandbox.fail_next(Fault::CloseAfterHandling);

    let ended = session.complete().await.unwrap();
    assert_eq!((ended.status, ended.answer), (SessionStatus::Active, None));
    assert_eq!(actions(&api), 1);
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn a_cancellation_whose_answer_was_cut_off_is_found_in_the_list() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    api.sandbox.fail_next(Fault::CutBody);

    let ended = session.cancel().await.unwrap();
    assert_eq!(
        (ended.status, ended.answer),
        (SessionStatus::Canceled, None)
    );
    assert_eq!(actions(&api), 1);
}

#[tokio::test]
async fn a_completion_by_somebody_else_counts() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    let request = SessionActionRequest::new(SessionAction::Complete);
    let sessions = api.client.sessions();
    let (connection, resource_id) = (resource.connection, resource.resource);
    sessions
        .act(connection, resource_id, session.id(), &request)
        .send()
        .await
        .unwrap();

    assert_eq!(
        session.complete().await.unwrap().status,
        SessionStatus::Active
    );
}

#[tokio::test]
async fn a_completion_that_did_not_arrive_is_tried_again() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    api.sandbox.fail_next(Fault::CloseBeforeHandling);

    let ended = session.complete().await.unwrap();
    assert_eq!(ended.status, SessionStatus::Active);
    assert_eq!(actions(&api), 2);
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn a_completion_that_failed_gives_the_handle_back() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    api.sandbox.fail_next(Fault::status(403));

    let failed = session.complete().await.unwrap_err();
    assert_eq!(failed.error.kind(), ErrorKind::Status);
    assert!(!failed.is_unclear);
    assert!(failed.to_string().contains("nightly-1"), "{failed}");
    assert_eq!(
        resource.status_of("nightly-1").await,
        Some(SessionStatus::InProgress)
    );
    assert_eq!(actions(&api), 1, "a plain refusal is final");

    failed.session.complete().await.unwrap();
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn a_session_that_never_began_cannot_be_completed() {
    let api = Api::start();
    let failed = api
        .resource()
        .session("nightly-1")
        .complete()
        .await
        .unwrap_err();
    let error = Error::from(failed);
    assert_eq!(error.status().unwrap().as_u16(), 404);
}

#[tokio::test]
async fn an_error_that_cannot_be_looked_up_is_the_one_that_is_told() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    api.sandbox.fail_next(Fault::status(403));
    let failed = session.complete().await.unwrap_err();
    assert_eq!(failed.error.kind(), ErrorKind::Transport);
    assert!(failed.is_unclear);

    // The handle finds out by itself as soon as the list can be read.
    assert_eq!(
        failed.session.complete().await.unwrap().status,
        SessionStatus::Active
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_read_for_a_while_is_asked_again() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.staged("nightly-1", &["app-1"]).await;
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    for _ in 0..9 {
        api.sandbox.fail_next(Fault::status(503));
    }
    let ended = session.complete().await.unwrap();
    assert_eq!(ended.status, SessionStatus::Active);
    assert_eq!(actions(&api), 1);
}

#[tokio::test]
async fn an_upload_may_be_repeated() {
    let api = Api::start();
    let resource = api.resource();
    api.sandbox.fail_next(Fault::CloseAfterHandling);
    let session = resource.staged("nightly-1", &["app-1"]).await;
    session.complete().await.unwrap();
    assert_eq!(resource.live().await, ["app-1"]);
}

#[tokio::test]
async fn a_handle_can_be_moved_into_a_task() {
    let api = Api::start();
    let resource = api.resource();
    let session = resource.session("nightly-1");
    let task = tokio::spawn(async move {
        session.upload(records(&["app-1"])).await?;
        session.complete().await.map_err(Error::from)
    });
    assert_eq!(task.await.unwrap().unwrap().status, SessionStatus::Active);
    assert_eq!(
        api.client_with(|builder| builder.retry(RetryPolicy::never()))
            .sessions()
            .list(resource.connection, resource.resource)
            .send()
            .await
            .unwrap()
            .data
            .len(),
        1
    );
}
