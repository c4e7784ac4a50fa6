//! Limits of time, rate and size.

use std::time::Duration;

use super::script::{Script, Step, reply};
use super::{GetThing, MakeThing, builder, client};
use crate::runtime::{
    Attempt, Call, ErrorKind, Hook, HookFuture, RateLimit, RequestBody, RetryPolicy,
};

#[tokio::test(start_paused = true)]
async fn an_attempt_has_its_time() {
    let script = Script::new([Step::Hang, reply(200, &[], "")]);
    let client = builder()
        .transport(script.clone())
        .attempt_timeout(Duration::from_secs(3))
        .build()
        .unwrap();
    Call::<GetThing>::new(&client)
        .retry(RetryPolicy::default().jitter(false))
        .send()
        .await
        .unwrap();
    assert_eq!(script.times()[1].as_millis() / 100, 35);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_took_too_long_may_have_been_acted_upon() {
    let script = Script::new([Step::Hang]);
    let error = Call::<MakeThing>::new(&client(&script))
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(
        error.to_string(),
        "makeThing: the attempt took longer than 60s; `attempt_timeout` sets the limit"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_may_give_its_attempts_another_time() {
    let script = Script::new([Step::Hang]);
    let error = Call::<MakeThing>::new(&client(&script))
        .attempt_timeout(Duration::from_secs(600))
        .timeout(Duration::from_secs(900))
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(error.elapsed().as_secs(), 600);
    assert!(error.to_string().contains("longer than 600s;"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_call_has_its_time_over_all_attempts_and_waits() {
    let script = Script::new([reply(500, &[], ""), Step::Hang]);
    let error = Call::<GetThing>::new(&client(&script))
        .timeout(Duration::from_secs(5))
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 2));
    assert_eq!(error.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn no_wait_goes_beyond_the_calls_time() {
    let script = Script::new([reply(503, &[("retry-after", "60")], "")]);
    let error = Call::<GetThing>::new(&client(&script))
        .timeout(Duration::from_secs(30))
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Status, 503)
    );
    assert_eq!(error.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn endless_times_are_no_problem() {
    let script = Script::ok();
    let client = builder()
        .transport(script)
        .attempt_timeout(Duration::MAX)
        .total_timeout(Duration::MAX)
        .rate_limit(RateLimit::new(u32::MAX, Duration::MAX))
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
}

/// Holds that no window has more requests than the limit.
fn assert_spaced(times: &[Duration], requests: u32, window: Duration) {
    for (index, start) in times.iter().enumerate() {
        let within = times[index..]
            .iter()
            .take_while(|time| **time - *start < window)
            .count();
        assert!(within <= requests as usize, "{within} from {start:?} on");
    }
}

#[tokio::test(start_paused = true)]
async fn no_window_holds_more_requests_than_the_limit() {
    let (requests, window) = (20, Duration::from_secs(60));
    let script = Script::new((0..70).map(|_| reply(200, &[], "")));
    let client = builder()
        .transport(script.clone())
        .rate_limit(RateLimit::new(requests, window))
        .build()
        .unwrap();
    for _ in 0..70 {
        Call::<GetThing>::new(&client.clone()).send().await.unwrap();
    }
    let times = script.times();
    assert_spaced(&times, requests, window);
    // And it isn't much slower than it has to be.
    assert!(times[69] < window * 4, "{:?}", times[69]);
}

/// Takes a place's time to prove who calls, as a server of tokens may.
struct Slow;

impl Hook for Slow {
    fn before<'a>(
        &'a self,
        _: &'a Attempt,
        _: &'a mut http::Request<RequestBody>,
    ) -> HookFuture<'a> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(50)).await;
            Ok(())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn what_takes_time_before_a_request_lets_none_gather_behind_the_limit() {
    let (requests, window) = (20, Duration::from_secs(60));
    let script = Script::new((0..60).map(|_| reply(200, &[], "")));
    let client = builder()
        .transport(script.clone())
        .hook(Slow)
        .rate_limit(RateLimit::new(requests, window))
        .build()
        .unwrap();
    let calls = (0..60).map(|_| Call::<GetThing>::new(&client).timeout(window * 10).send());
    for outcome in futures_util::future::join_all(calls).await {
        outcome.unwrap();
    }
    assert_spaced(&script.times(), requests, window);
}

#[tokio::test(start_paused = true)]
async fn the_time_in_line_is_not_the_attempts() {
    let script = Script::new([reply(200, &[], ""), reply(200, &[], "")]);
    let client = builder()
        .transport(script.clone())
        .attempt_timeout(Duration::from_secs(3))
        .rate_limit(RateLimit::new(1, Duration::from_secs(20)))
        .build()
        .unwrap();
    for _ in 0..2 {
        Call::<GetThing>::new(&client).send().await.unwrap();
    }
    assert_eq!(script.times()[1].as_secs(), 20);
}

#[tokio::test(start_paused = true)]
async fn repeated_requests_count_as_well() {
    let script = Script::new([reply(500, &[], ""), reply(200, &[], "")]);
    let client = builder()
        .transport(script.clone())
        .rate_limit(RateLimit::new(1, Duration::from_secs(20)))
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    assert!(script.times()[1] >= Duration::from_secs(20));
}

#[tokio::test(start_paused = true)]
async fn requests_wait_in_line() {
    let script = Script::new((0..5).map(|_| reply(200, &[], "")));
    let client = builder()
        .transport(script.clone())
        .rate_limit(RateLimit::new(1, Duration::from_secs(20)))
        .build()
        .unwrap();
    let call = |number: i64| {
        Call::<GetThing>::new(&client)
            .in_query("n", &number)
            .timeout(Duration::from_secs(90))
            .send()
    };
    let (a, b, c, d) = tokio::join!(call(1), call(2), call(3), call(4));
    assert!(a.is_ok() && b.is_ok() && c.is_ok() && d.is_ok());
    let targets = script.targets();
    let order: Vec<&str> = targets
        .iter()
        .filter_map(|target| target.split('=').nth(1))
        .collect();
    assert_eq!(order, ["1", "2", "3", "4"]);
    // One that is given up while it waits leaves its place to the next.
    let (given_up, last) = tokio::join!(
        tokio::time::timeout(Duration::from_secs(1), call(5)),
        call(6)
    );
    assert!(given_up.is_err() && last.is_ok());
    assert_eq!(script.times()[4].as_secs(), 80);
}

#[tokio::test(start_paused = true)]
async fn the_rate_limit_heeds_the_calls_time() {
    let script = Script::ok();
    let client = builder()
        .transport(script.clone())
        .rate_limit(RateLimit::new(1, Duration::from_secs(20)))
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    let error = Call::<GetThing>::new(&client)
        .timeout(Duration::from_secs(5))
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), script.count()),
        (ErrorKind::Timeout, 0, 1)
    );
}

#[tokio::test]
async fn replies_have_a_largest_size() {
    let client = |limit| {
        let script = Script::new([reply(200, &[("x-request-id", "r1")], "12345")]);
        builder()
            .transport(script)
            .max_response_bytes(limit)
            .build()
            .unwrap()
    };
    assert_eq!(
        Call::<GetThing>::new(&client(5)).send().await.unwrap(),
        "12345"
    );
    let error = Call::<GetThing>::new(&client(4)).send().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.request_id()),
        (ErrorKind::TooLarge, Some("r1"))
    );
    assert!(error.to_string().contains("max_response_bytes"));
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let client = client(&Script::ok());
    let mut call = std::pin::pin!(Call::<GetThing>::new(&client).send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match call.as_mut().poll(&mut context) {
        std::task::Poll::Ready(outcome) => {
            assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Configuration);
        }
        std::task::Poll::Pending => panic!("it waits for a runtime that isn't there"),
    }
}

#[tokio::test(start_paused = true)]
async fn the_rate_limit_does_not_hide_what_the_server_said() {
    let script = Script::new([reply(503, &[("retry-after", "0")], "")]);
    let client = builder()
        .transport(script.clone())
        .rate_limit(RateLimit::new(1, Duration::from_secs(20)))
        .build()
        .unwrap();
    let call = Call::<GetThing>::new(&client).timeout(Duration::from_secs(5));
    let error = call.send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1));
}

#[tokio::test(start_paused = true)]
async fn the_largest_size_cuts_the_body_of_a_failure_off() {
    let script = Script::new([reply(503, &[], "much too long"), reply(200, &[], "1234")]);
    let client = |script: &Script| {
        let builder = builder().transport(script.clone());
        builder.max_response_bytes(4).build().unwrap()
    };
    let client_of_two = client(&script);
    let second = Call::<GetThing>::new(&client_of_two).send().await;
    assert_eq!(second.unwrap(), "1234");

    let script = Script::new([reply(404, &[], "much too long")]);
    let error = Call::<GetThing>::new(&client(&script))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert!(error.raw_body().unwrap().len() <= 4);
}
