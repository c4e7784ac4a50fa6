//! How a session ends that is completed where answers get lost: what may have been completed is looked for until it is
//! found out, and never canceled.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use drata_custom_connections::Client;
use drata_custom_connections::bulk::{Bulk, BulkError, BulkErrorKind, Replacement, Report};
use drata_custom_connections::types::{ConnectionId, ResourceId, SessionId, SessionStatus};
use serde_json::{Value, json};
use tests::{
    Answers, Api, Ending, Moment, NetworkFault, Proxy, Question, record, records, session_id,
};
use tokio::time::Instant;

/// What is asked of a server with one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Upload,
    Look,
    Complete,
    Cancel,
}

use Asked::{Cancel, Complete, Look, Upload};

/// A server with one session, which has begun with the first upload.
#[derive(Debug, Default)]
struct Server {
    status: Option<&'static str>,
    /// All that it was asked.
    asked: Vec<Asked>,
}

impl Server {
    fn times(&self, what: Asked) -> usize {
        self.asked.iter().filter(|asked| **asked == what).count()
    }
}

/// A client of a server that answers with the status that a function says; it may also move the session.
fn client_of(
    react: impl Fn(&mut Server, Asked) -> u16 + Send + Sync + 'static,
) -> (Client, Arc<Mutex<Server>>) {
    let (answer, server) = answers(react);
    (Answers::client(answer), server)
}

fn answers(
    react: impl Fn(&mut Server, Asked) -> u16 + Send + Sync + 'static,
) -> (
    impl Fn(Question) -> (u16, String) + Send + Sync + 'static,
    Arc<Mutex<Server>>,
) {
    let server = Arc::new(Mutex::new(Server::default()));
    let answering = server.clone();
    let answer = move |question| {
        let mut server = answering.lock().unwrap();
        let asked = what(&question);
        server.asked.push(asked);
        if asked == Upload {
            server.status = Some("IN_PROGRESS");
        }
        let status = react(&mut server, asked);
        let body = match asked {
            _ if status >= 400 => json!({ "statusCode": status, "message": "no", "code": 1 }),
            Upload => json!([{ "statusCode": 201, "data": { "id": "app-1" } }]),
            Look => page(server.status),
            Complete | Cancel => json!({}),
        };
        (status, body.to_string())
    };
    (answer, server)
}

fn what(question: &Question) -> Asked {
    let is_action = question.path.ends_with("/actions");
    match String::from_utf8_lossy(&question.body) {
        _ if question.method == "GET" => Look,
        body if is_action && body.contains("complete") => Complete,
        _ if is_action => Cancel,
        _ => Upload,
    }
}

fn page(status: Option<&str>) -> Value {
    let time = "2025-07-01T16:45:55.246Z";
    let sessions = status.iter().map(|status| {
        json!({
            "id": 7, "sessionId": "nightly-1", "status": status, "createdAt": time,
            "updatedAt": time, "activatedAt": null, "canceledAt": null,
        })
    });
    json!({ "data": sessions.collect::<Vec<Value>>(), "pagination": { "cursor": null } })
}

fn replacement(client: &Client) -> Bulk<'static, Replacement> {
    let (connection, resource) = (ConnectionId::new(1), ResourceId::new(1));
    let records = client.records();
    records.replace_all(connection, resource, session_id("nightly-1"))
}

async fn replace(client: &Client) -> Result<Report, BulkError> {
    replacement(client).send([record("app-1")]).await
}

fn session(report: Report) -> (SessionId, SessionStatus) {
    let session = report.session.unwrap();
    assert_eq!(session.answer, None);
    (session.id, session.status)
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_completed_is_not_canceled() {
    for status in [408, 500, 502, 503, 504] {
        let (client, server) = client_of(move |_, asked| match asked {
            Complete => status,
            _ => 200,
        });
        let begun = Instant::now();
        let error = replace(&client).await.unwrap_err();
        assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
        assert!(error.to_string().contains("look it up again"), "{error}");
        assert!(error.cancel_error.is_none(), "{error}");
        let server = server.lock().unwrap();
        assert_eq!((server.times(Complete), server.times(Cancel)), (4, 0));
        // It is looked for until the client's limit is over.
        let took = begun.elapsed();
        let limit = Duration::from_secs(300);
        assert!(limit / 2 < took && took <= limit, "{took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_later_refusal_says_nothing_of_an_attempt_before_it() {
    for status in [400, 401, 403, 404, 422, 429] {
        let refuse = move |server: &mut Server, asked| match asked {
            Complete if server.times(Complete) == 1 => 504,
            Complete => status,
            _ => 200,
        };
        let (client, server) = client_of(refuse);
        let error = replace(&client).await.unwrap_err();
        assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
        assert_eq!(server.lock().unwrap().times(Cancel), 0);

        // The first one arrives while the second is refused.
        let (client, _) = client_of(move |server, asked| {
            let answer = refuse(server, asked);
            if server.times(Complete) == 2 {
                server.status = Some("ACTIVE");
            }
            answer
        });
        let report = replace(&client).await.unwrap();
        assert_eq!(session(report).1, SessionStatus::Active);
    }
}

#[tokio::test(start_paused = true)]
async fn a_completion_that_takes_place_late_counts() {
    for (late, status) in [
        ("ACTIVE", SessionStatus::Active),
        ("ARCHIVED", SessionStatus::Archived),
    ] {
        let (client, server) = client_of(move |server, asked| {
            if server.times(Look) == 12 {
                server.status = Some(late);
            }
            if asked == Complete { 504 } else { 200 }
        });
        let report = replace(&client).await.unwrap();
        assert_eq!(session(report), (session_id("nightly-1"), status));
        assert_eq!(server.lock().unwrap().times(Cancel), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_that_somebody_else_cancels_is_told() {
    let (client, server) = client_of(|server, asked| {
        if server.times(Look) == 12 {
            server.status = Some("CANCELED");
        }
        if asked == Complete { 504 } else { 200 }
    });
    let error = replace(&client).await.unwrap_err();
    assert!(
        matches!(
            error.kind,
            BulkErrorKind::SessionStands(SessionStatus::Canceled)
        ),
        "{error}"
    );
    assert_eq!(server.lock().unwrap().times(Cancel), 0);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_is_not_listed_or_cannot_be_looked_up_is_unclear() {
    let (gone, gone_server) = client_of(|server, asked| {
        if asked == Complete {
            server.status = None;
            return 504;
        }
        200
    });
    let (unreadable, unreadable_server) = client_of(|server, asked| match asked {
        Complete => 504,
        Look if server.times(Complete) > 0 => 403,
        _ => 200,
    });
    for (client, server) in [(gone, gone_server), (unreadable, unreadable_server)] {
        let error = replace(&client).await.unwrap_err();
        assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
        let server = server.lock().unwrap();
        assert_eq!((server.times(Complete), server.times(Cancel)), (1, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn a_completion_that_was_plainly_refused_is_canceled() {
    for status in [400, 401, 403, 404, 422, 429] {
        let (client, server) = client_of(move |_, asked| match asked {
            Complete => status,
            _ => 200,
        });
        let error = replace(&client).await.unwrap_err();
        assert!(matches!(error.kind, BulkErrorKind::Complete(_)), "{error}");
        assert!(error.cancel_error.is_none(), "{error}");
        assert_eq!(server.lock().unwrap().times(Cancel), 1);
    }

    let (client, server) = client_of(|_, asked| if asked == Complete { 403 } else { 200 });
    let replace = replacement(&client).keep_session();
    let error = replace.send([record("app-1")]).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Complete(_)), "{error}");
    assert_eq!(server.lock().unwrap().times(Cancel), 0);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_cannot_be_canceled_because_it_is_live_counts() {
    let (client, server) = client_of(|server, asked| match asked {
        Complete => {
            server.status = Some("ACTIVE");
            403
        }
        Cancel => 422,
        _ => 200,
    });
    let report = replace(&client).await.unwrap();
    assert_eq!(session(report).1, SessionStatus::Active);
    assert_eq!(server.lock().unwrap().times(Cancel), 1);
}

#[tokio::test(start_paused = true)]
async fn a_session_that_is_completed_while_it_is_to_make_way_is_out_of_the_way() {
    let (client, server) = client_of(|server, asked| {
        if asked == Cancel {
            server.status = Some("ACTIVE");
            return 422;
        }
        200
    });
    server.lock().unwrap().status = Some("IN_PROGRESS");
    let (connection, resource) = (ConnectionId::new(1), ResourceId::new(1));
    let records = client.records();
    let replace = records.replace_all(connection, resource, session_id("nightly-2"));
    let run = replace.cancel_unfinished().send([record("app-1")]);
    assert_eq!(run.await.unwrap().progress.stored, 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_a_session_is_looked_up_as_often_as_a_call_is_tried() {
    let lost = |_: &mut Server, asked| if asked == Complete { 504 } else { 200 };
    let (answer, server) = answers(lost);
    let client = Answers::client_with(answer, |builder| builder.total_timeout(None));
    let error = replace(&client).await.unwrap_err();
    assert!(matches!(error.kind, BulkErrorKind::Unclear(_)), "{error}");
    let server = server.lock().unwrap();
    // The one before the run, one after each attempt, and three more.
    assert_eq!((server.times(Complete), server.times(Look)), (4, 1 + 4 + 3));
}

#[tokio::test]
async fn one_limit_holds_for_attempts_and_looks_together() {
    let api = Api::start();
    let resource = api.resource();
    let proxy = Proxy::in_front_of(&api.sandbox);
    let limit = Duration::from_secs(2);
    let client = api.client_through(&proxy, |builder| {
        builder.total_timeout(limit).attempt_timeout(limit / 2)
    });
    let sessions = client.sessions();
    let open = || {
        let id = session_id("nightly-1");
        sessions.open(resource.connection, resource.resource, id)
    };
    open().upload(records(&["app-1"])).await.unwrap();
    proxy.fail_by(|_| Some(NetworkFault::Break(Moment::AfterRequest, Ending::Silence)));
    for is_cancellation in [false, true] {
        let begun = Instant::now();
        let failed = match is_cancellation {
            false => open().complete().await.unwrap_err(),
            true => open().cancel().await.unwrap_err(),
        };
        assert!(failed.is_unclear, "{failed}");
        let took = begun.elapsed();
        assert!(took < limit * 5 / 4, "{took:?}");
    }
}
