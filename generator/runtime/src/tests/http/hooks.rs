//! Code of the caller's own around every attempt.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::script::{Script, Step, reply};
use super::{GetThing, MakeThing, builder};
use crate::runtime::{
    Attempt, Call, Error, ErrorKind, Hook, HookFuture, Reply, RequestBody, RetryPolicy,
    TransportError,
};

type Notes = Arc<Mutex<Vec<String>>>;

/// Notes what it sees, under a name.
struct Witness(&'static str, Notes);

impl Hook for Witness {
    fn before<'a>(
        &'a self,
        attempt: &'a Attempt,
        request: &'a mut http::Request<RequestBody>,
    ) -> HookFuture<'a> {
        let note = format!("{} before {} {}", self.0, attempt.number, request.method());
        self.1.lock().unwrap().push(note);
        Box::pin(async { Ok(()) })
    }

    fn after<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<&'a Reply, &'a Error>,
    ) -> HookFuture<'a> {
        let outcome = match outcome {
            Ok(reply) => reply.status().to_string(),
            Err(error) => format!("{:?} {:?}", error.kind(), error.message()),
        };
        let note = format!("{} after {} {outcome}", self.0, attempt.number);
        self.1.lock().unwrap().push(note);
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test(start_paused = true)]
async fn hooks_see_every_attempt_in_their_order() {
    let notes = Notes::default();
    let script = Script::new([
        reply(503, &[], r#"{"message":"busy"}"#),
        Step::Fail(TransportError::other("reset")),
        reply(200, &[], ""),
    ]);
    let client = builder()
        .hook(Witness("a", notes.clone()))
        .hook(Witness("b", notes.clone()))
        .transport(script)
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    assert_eq!(
        *notes.lock().unwrap(),
        [
            "a before 1 GET",
            "b before 1 GET",
            "a after 1 Status Some(\"busy\")",
            "b after 1 Status Some(\"busy\")",
            "a before 2 GET",
            "b before 2 GET",
            "a after 2 Transport None",
            "b after 2 Transport None",
            "a before 3 GET",
            "b before 3 GET",
            "a after 3 200 OK",
            "b after 3 200 OK",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_hook_may_change_the_request_for_one_attempt() {
    let script = Script::new([reply(503, &[], ""), reply(200, &[], "")]);
    let client = builder()
        .before_each_attempt(|attempt, request| {
            assert_eq!(attempt.operation.id, "getThing");
            let number = http::HeaderValue::from(attempt.number);
            request.headers_mut().append("x-attempt", number);
            Ok(())
        })
        .transport(script.clone())
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    let sent = script.request();
    let numbers: Vec<_> = sent.headers().get_all("x-attempt").iter().collect();
    assert_eq!(numbers, ["2"]);
}

#[tokio::test]
async fn a_hook_may_refuse_a_request() {
    let script = Script::ok();
    let client = builder()
        .before_each_attempt(|_, _| Err(Error::refused("not\non Sundays")))
        .transport(script.clone())
        .build()
        .unwrap();
    let error = Call::<GetThing>::new(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Refused, 0));
    assert!(!error.is_retryable());
    assert_eq!(error.to_string(), "getThing: refused: not on Sundays");
}

#[tokio::test]
async fn a_hook_may_refuse_an_outcome_which_is_final() {
    let script = Script::new([reply(500, &[], ""), reply(200, &[], "")]);
    let client = builder()
        .after_each_attempt(|_, _| Err(Error::refused("enough")))
        .transport(script.clone())
        .build()
        .unwrap();
    let error = Call::<GetThing>::new(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Refused, 1));
    let error = Call::<MakeThing>::new(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Refused, 2));
}

#[tokio::test(start_paused = true)]
async fn metrics_get_the_time_of_each_attempt() {
    let taken = Arc::new(Mutex::new(Vec::new()));
    let noted = taken.clone();
    let script = Script::new([Step::Hang, reply(200, &[], "")]);
    let client = builder()
        .attempt_timeout(Duration::from_secs(3))
        .retry(RetryPolicy::default().jitter(false))
        .after_each_attempt(move |attempt, outcome| {
            noted
                .lock()
                .unwrap()
                .push((attempt.elapsed, outcome.is_ok()));
            Ok(())
        })
        .transport(script)
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    let taken = taken.lock().unwrap();
    assert_eq!(taken.len(), 2);
    assert!(taken[0].0 >= Duration::from_secs(3) && !taken[0].1);
    assert!(taken[1].0 < Duration::from_secs(1) && taken[1].1);
}

/// Doesn't come to an end after an attempt.
struct Stuck;

impl Hook for Stuck {
    fn after<'a>(&'a self, _: &'a Attempt, _: Result<&'a Reply, &'a Error>) -> HookFuture<'a> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_hook_that_hangs_hangs_no_call() {
    let client = builder()
        .hook(Stuck)
        .transport(Script::ok())
        .total_timeout(Duration::from_secs(7))
        .build()
        .unwrap();
    let error = Call::<GetThing>::new(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!((error.elapsed().as_secs(), error.attempts()), (7, 1));
}
