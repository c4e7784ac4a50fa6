//! What is sent again, and when.

use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::{once, pending};

use super::script::{Script, Step, reply, reply_with};
use super::{GetThing, MakeThing, PLAIN, builder, client};
use crate::runtime::{
    Call, Error, ErrorKind, Operation, Repeat, ReplyBody, RetryPolicy, Spec, Text, TransportError,
};

fn without_jitter() -> RetryPolicy {
    RetryPolicy::default().jitter(false)
}

/// Expects JSON, and may be repeated or not.
enum AsJson<const SAFE: bool> {}

impl<const SAFE: bool> Operation for AsJson<SAFE> {
    type Success = Text;
    const SPEC: Spec = Spec {
        accept: "application/json",
        repeat: if SAFE { Repeat::Safe } else { Repeat::Never },
        ..PLAIN
    };
}

fn seconds(times: &[Duration]) -> Vec<f64> {
    times
        .iter()
        .map(|time| (time.as_secs_f64() * 10.0).round() / 10.0)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn waits_double_until_it_works() {
    let script = Script::new([
        reply(500, &[], ""),
        reply(502, &[], ""),
        reply(504, &[], ""),
        reply(200, &[], "done"),
    ]);
    let call = Call::<GetThing>::new(&client(&script))
        .retry(without_jitter())
        .send()
        .await;
    assert_eq!(call.unwrap(), "done");
    assert_eq!(seconds(&script.times()), [0.0, 0.5, 1.5, 3.5]);
}

#[tokio::test(start_paused = true)]
async fn gives_up_after_the_last_attempt() {
    let script = Script::new((0..9).map(|_| reply(503, &[], "busy")));
    let client = client(&script);
    let error = Call::<GetThing>::new(&client)
        .retry(without_jitter().max_attempts(3))
        .send()
        .await
        .unwrap_err();
    assert_eq!((script.count(), error.attempts()), (3, 3));
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.is_retryable());
    assert_eq!(error.elapsed().as_millis(), 1500);
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 503 Service Unavailable (after 3 attempts)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_web_page_in_place_of_the_answer_may_pass() {
    let page = || {
        reply(
            200,
            &[("content-type", "text/html")],
            "\u{feff}<html>Sign in</html>",
        )
    };
    let script = Script::new([page(), reply(200, &[], "done")]);
    let answer = Call::<AsJson<true>>::new(&client(&script)).send().await;
    assert_eq!(answer.unwrap(), "done");
    // The request may have got through all the same.
    let script = Script::new([page()]);
    let error = Call::<AsJson<false>>::new(&client(&script))
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), script.count()), (ErrorKind::Decode, 1));
    assert!(error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_nothing_is_lengthened() {
    let script = Script::new([reply(429, &[("retry-after", "0")], ""), reply(200, &[], "")]);
    let client = client(&script);
    let call = Call::<GetThing>::new(&client).retry(without_jitter());
    call.send().await.unwrap();
    assert_eq!(seconds(&script.times()), [0.0, 0.5]);
}

#[tokio::test(start_paused = true)]
async fn obeys_retry_after_in_seconds() {
    let script = Script::new([reply(429, &[("retry-after", "7")], ""), reply(200, &[], "")]);
    Call::<GetThing>::new(&client(&script))
        .send()
        .await
        .unwrap();
    assert_eq!(seconds(&script.times()), [0.0, 7.0]);
}

#[tokio::test(start_paused = true)]
async fn takes_a_date_relative_to_the_reply_whatever_the_clocks_say() {
    let headers = [
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT"),
    ];
    let script = Script::new([reply(503, &headers, ""), reply(200, &[], "")]);
    Call::<GetThing>::new(&client(&script))
        .send()
        .await
        .unwrap();
    assert_eq!(seconds(&script.times()), [0.0, 10.0]);
}

#[tokio::test(start_paused = true)]
async fn fails_at_once_where_the_server_asks_for_too_long() {
    let script = Script::new([reply(429, &[("retry-after", "121")], "")]);
    let error = Call::<GetThing>::new(&client(&script))
        .send()
        .await
        .unwrap_err();
    assert_eq!(script.count(), 1);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(121)));
}

#[tokio::test(start_paused = true)]
async fn a_request_with_an_idempotency_key_is_repeated() {
    for name in ["Idempotency-Key", "x-idempotency-key"] {
        let script = Script::new([reply(503, &[], ""), reply(200, &[], "done")]);
        let client = client(&script);
        let call = Call::<MakeThing>::new(&client).with_header(name, "8e03978e-40d5");
        assert_eq!(call.send().await.unwrap(), "done");
        assert_eq!(script.count(), 2);
        assert_eq!(script.request().headers()[name], "8e03978e-40d5");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_acted_upon_is_not_repeated() {
    let failures = || {
        [
            reply(500, &[], ""),
            reply(503, &[("retry-after", "1")], ""),
            Step::Fail(TransportError::timeout("slow")),
            Step::Fail(TransportError::other("reset")),
        ]
    };
    for failure in failures() {
        let script = Script::new([failure]);
        Call::<MakeThing>::new(&client(&script))
            .send()
            .await
            .unwrap_err();
        assert_eq!(script.count(), 1);
    }
    for failure in failures() {
        let script = Script::new([failure, reply(200, &[], "")]);
        Call::<GetThing>::new(&client(&script))
            .send()
            .await
            .unwrap();
        assert_eq!(script.count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_unseen_is_always_repeated() {
    for failure in [
        reply(429, &[], ""),
        Step::Fail(TransportError::connect("refused")),
    ] {
        let script = Script::new([failure, reply(200, &[], "made")]);
        assert_eq!(
            Call::<MakeThing>::new(&client(&script))
                .send()
                .await
                .unwrap(),
            "made"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_for_good_is_not_repeated() {
    for status in [301, 400, 401, 404, 409, 501] {
        let script = Script::new([reply(status, &[], "")]);
        let error = Call::<GetThing>::new(&client(&script))
            .send()
            .await
            .unwrap_err();
        assert_eq!((script.count(), error.kind()), (1, ErrorKind::Status));
        assert!(!error.is_retryable());
    }
}

#[tokio::test(start_paused = true)]
async fn jitter_spreads_the_longest_waits_as_well() {
    let script = Script::new((0..4).map(|_| reply(500, &[], "")));
    let policy = RetryPolicy::default()
        .base_delay(Duration::from_secs(10))
        .max_delay(Duration::from_secs(10));
    Call::<GetThing>::new(&client(&script))
        .retry(policy)
        .send()
        .await
        .unwrap_err();
    let times = script.times();
    let waits = times.windows(2).map(|pair| pair[1] - pair[0]);
    let waits: Vec<f64> = waits.map(|wait| wait.as_secs_f64()).collect();
    let is_within = |wait: &f64| (4.99..10.01).contains(wait);
    assert!(waits.iter().all(is_within), "{waits:?}");
    assert!(
        (waits[0] - waits[1]).abs() > 0.001 || (waits[1] - waits[2]).abs() > 0.001,
        "{waits:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_may_never_retry() {
    let script = Script::new([reply(429, &[], "")]);
    let client = builder()
        .transport(script.clone())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    assert_eq!(
        Call::<GetThing>::new(&client)
            .send()
            .await
            .unwrap_err()
            .attempts(),
        1
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_no_time_at_all_is_none_that_was_asked_for() {
    let past = [("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")];
    let strange = ["nan", "-1", "soon"].map(|value| [("retry-after", value)]);
    for headers in std::iter::once(past).chain(strange) {
        let script = Script::new([reply(503, &headers, ""), reply(200, &[], "")]);
        let client = builder()
            .transport(script.clone())
            .retry(without_jitter())
            .build()
            .unwrap();
        Call::<GetThing>::new(&client).send().await.unwrap();
        assert_eq!(seconds(&script.times()), [0.0, 0.5], "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_without_end_is_not_waited_for() {
    for endless in ["1e20", "inf", "99999999999999999999999"] {
        let script = Script::new([reply(503, &[("retry-after", endless)], "")]);
        let error = Call::<GetThing>::new(&client(&script))
            .send()
            .await
            .unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::MAX));
        assert_eq!(script.count(), 1);
    }
}

/// Bodies that break off, and that stall.
fn cut_off() -> [ReplyBody; 2] {
    let start = || once(async { Ok(Bytes::from_static(b"no such")) });
    let broken = once(async { Err(TransportError::other("reset")) });
    [
        ReplyBody::from_stream(start().chain(broken)),
        ReplyBody::from_stream(start().chain(pending())),
    ]
}

/// What comes of a call that must not be repeated.
async fn make(script: &Script) -> Result<String, Error> {
    let client = client(script);
    let call = Call::<MakeThing>::new(&client).timeout(Duration::from_secs(90));
    call.send().await
}

#[tokio::test(start_paused = true)]
async fn the_status_of_a_failure_counts_whatever_becomes_of_its_body() {
    let plain = [("content-type", "text/plain")];
    for body in cut_off() {
        let script = Script::new([reply_with(404, &plain, body)]);
        let error = make(&script).await.unwrap_err();
        assert_eq!((error.kind(), script.count()), (ErrorKind::Status, 1));
        assert_eq!(error.status().unwrap(), 404);
        assert_eq!(error.message(), Some("no such"));
    }
    for body in cut_off() {
        let limit = [("retry-after", "7")];
        let script = Script::new([reply_with(429, &limit, body), reply(200, &[], "made")]);
        assert_eq!(make(&script).await.unwrap(), "made");
    }
    // What was to be the answer is none.
    let kinds = [ErrorKind::Transport, ErrorKind::Timeout];
    for (body, kind) in cut_off().into_iter().zip(kinds) {
        let script = Script::new([reply_with(200, &[], body)]);
        let error = make(&script).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_whose_body_stalls_takes_no_longer_than_the_call_may() {
    let [_, stalled] = cut_off();
    let limit = [("retry-after", "7")];
    let script = Script::new([reply_with(429, &limit, stalled)]);
    let client = client(&script);
    let call = Call::<GetThing>::new(&client).timeout(Duration::from_secs(5));
    let error = call.send().await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.attempts()),
        (429, 1)
    );
    assert_eq!(error.elapsed().as_secs(), 5);
}
