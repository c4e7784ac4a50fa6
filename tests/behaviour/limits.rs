//! Limits of time and of the number of requests.

use std::num::NonZeroU32;
use std::time::Duration;

use drata_custom_connections::ErrorKind;
use drata_custom_connections::runtime::{RateLimit, RetryPolicy};
use drata_custom_connections::types::CustomConnectionCreateRequest;
use sandbox::{Fault, Options, Quirks, RetryAfter};
use tests::{Api, refusal, soon};

const MOMENT: Duration = Duration::from_millis(100);

fn limited(requests_per_minute: u32) -> Api {
    let rate_limit = NonZeroU32::new(requests_per_minute);
    Api::start_with(Options {
        rate_limit,
        ..Options::default()
    })
}

fn refused(api: &Api) -> usize {
    let requests = api.sandbox.requests();
    requests
        .iter()
        .filter(|request| request.status == Some(429))
        .count()
}

/// Sends requests until the server has had enough.
async fn exhaust(api: &Api) {
    let client = api.client_with(|builder| builder.retry(RetryPolicy::never()));
    while client
        .custom_connections()
        .list()
        .size(1)
        .send()
        .await
        .is_ok()
    {}
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_repeated_where_that_is_safe() {
    let api = Api::start();
    let client = api.client_with(|builder| builder.attempt_timeout(MOMENT * 10));
    let stall = || api.sandbox.fail_next(Fault::Stall(Duration::from_secs(30)));
    stall();
    client.custom_connections().list().send().await.unwrap();
    assert_eq!(api.count("GET"), 2);

    stall();
    let request = CustomConnectionCreateRequest::mdm("Laptops");
    let error = client
        .custom_connections()
        .create(&request)
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_limit_of_the_whole_call_ends_its_attempts() {
    let api = Api::start();
    let client =
        api.client_with(|builder| builder.attempt_timeout(MOMENT).total_timeout(MOMENT * 20));
    for _ in 0..32 {
        api.sandbox.fail_next(Fault::Stall(Duration::from_secs(30)));
    }
    let patient = RetryPolicy::default().max_attempts(32).jitter(false);
    let call = client.custom_connections().list().retry(patient);
    let error = soon(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.attempts() > 1, "{error:?}");
}

#[tokio::test]
async fn no_wait_goes_beyond_the_limit_of_the_whole_call() {
    let api = Api::start();
    let list = || {
        api.client
            .custom_connections()
            .list()
            .timeout(Duration::from_secs(60))
    };
    api.sandbox.fail_next(Fault::retry_after(503, "100"));
    let error = refusal(soon(list().send()).await, 503);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(100)));
    assert_eq!(error.attempts(), 1);

    api.sandbox.fail_next(Fault::status(503));
    let patient = RetryPolicy::default()
        .base_delay(Duration::from_secs(100))
        .max_delay(Duration::from_secs(100));
    let error = refusal(soon(list().retry(patient).send()).await, 503);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn one_call_can_have_a_limit_of_its_own() {
    let api = Api::start();
    api.sandbox
        .fail_next(Fault::Stall(Duration::from_secs(60 * 60)));
    let call = api.client.custom_connections().list().timeout(MOMENT);
    let error = soon(call.send()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    api.client.custom_connections().list().send().await.unwrap();
}

#[tokio::test]
async fn d13_the_servers_limit_is_waited_for_in_both_forms_of_retry_after() {
    let wait_out = async |retry_after| {
        let api = limited(30);
        api.sandbox.set_quirks(Quirks {
            retry_after,
            ..Quirks::default()
        });
        exhaust(&api).await;
        let request = CustomConnectionCreateRequest::mdm("Laptops");
        let made = api
            .client
            .custom_connections()
            .create(&request)
            .send_for_response()
            .await;
        // Without the wait all attempts would have been refused at once.
        assert_eq!(made.unwrap().status, 201);
        assert!(refused(&api) >= 2);
    };
    tokio::join!(wait_out(RetryAfter::Seconds), wait_out(RetryAfter::Date));
}

#[tokio::test]
async fn the_clients_own_limit_keeps_the_servers_from_being_met() {
    let api = limited(600);
    exhaust(&api).await;
    let (sent, refused_before) = (api.sandbox.requests().len(), refused(&api));
    tokio::time::sleep(MOMENT * 2).await;

    // The server lets 10 a second in.
    let client =
        api.client_with(|builder| builder.rate_limit(RateLimit::new(5, Duration::from_secs(1))));
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.custom_connections().list().send().await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(api.sandbox.requests().len(), sent + 8);
    assert_eq!(refused(&api), refused_before);
}

#[tokio::test]
async fn a_call_that_its_own_limit_leaves_no_time_is_not_sent() {
    let api = Api::start();
    let client =
        api.client_with(|builder| builder.rate_limit(RateLimit::new(1, Duration::from_secs(60))));
    let list = || {
        client
            .custom_connections()
            .list()
            .timeout(Duration::from_secs(30))
    };
    list().send().await.unwrap();
    let error = list().send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert_eq!(api.sandbox.requests().len(), 1);
}
