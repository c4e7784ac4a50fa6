//! Tokens that are fetched when they are needed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::script::{Script, Step, reply};
use super::{MakeThing, PLAIN, builder};
use crate::runtime::{
    Call, Client, ClientBuilder, ClientCredentials, Error, ErrorKind, Json, Operation, Place,
    Repeat, ReplyBody, RequestBody, RetryPolicy, SecurityScheme, Spec, Transport, TransportError,
    TransportFuture,
};

const SECRET: &str = "the client's secret";

static MACHINE: SecurityScheme = SecurityScheme {
    name: "machine",
    place: Place::Bearer,
};

/// Must not be repeated.
enum Order {}

impl Operation for Order {
    type Success = Json<i64>;
    const SPEC: Spec = Spec {
        id: "order",
        method: "POST",
        repeat: Repeat::Never,
        security: &[&[&MACHINE]],
        ..PLAIN
    };
}

fn machine() -> ClientBuilder {
    let credentials = ClientCredentials::new("https://id.example.com/token", "me", SECRET);
    builder()
        .credential("machine", credentials.into())
        .retry(RetryPolicy::default().jitter(false))
}

fn client(script: &Script) -> Client {
    machine().transport(script.clone()).build().unwrap()
}

fn token(text: &str) -> Step {
    let json = serde_json::json!({ "access_token": text, "expires_in": 3600 });
    reply(200, &[], &json.to_string())
}

#[tokio::test(start_paused = true)]
async fn what_keeps_a_token_from_being_fetched_may_pass_for_every_operation() {
    let script = Script::new([
        reply(503, &[("retry-after", "7")], ""),
        Step::Fail(TransportError::other("the line is cut")),
        token("t-0001"),
        reply(200, &[], "1"),
    ]);
    assert_eq!(
        Call::<Order>::new(&client(&script)).send().await.unwrap(),
        1
    );
    assert_eq!(
        script.targets(),
        ["/token", "/token", "/token", "/v1/things"]
    );
    let times = script.times();
    assert_eq!((times[1].as_secs(), times[2].as_secs()), (7, 8));
}

#[tokio::test(start_paused = true)]
async fn a_server_of_tokens_that_falls_silent_takes_no_longer_than_an_attempt_or_the_call() {
    let hanging = || Script::new((0..4).map(|_| Step::Hang));
    let script = hanging();
    let client = machine().transport(script.clone());
    let client = client
        .attempt_timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let error = Call::<Order>::new(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!((error.attempts(), script.count()), (4, 4));
    // Four attempts, and the waits in between.
    assert_eq!(error.elapsed().as_millis(), 4 * 2_000 + 500 + 1_000 + 2_000);

    let script = hanging();
    let client = machine().transport(script.clone());
    let client = client
        .total_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let error = Call::<Order>::new(&client).send().await.unwrap_err();
    assert_eq!(
        (error.kind(), script.count()),
        (ErrorKind::Authentication, 1)
    );
    assert_eq!(error.elapsed().as_secs(), 5);
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "order: no token could be had: the call took longer than 5s"
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_expires_however_its_time_is_spelt() {
    for (expires_in, good_for) in [("\"100\"", 70), ("100.5", 70), ("40", 20), ("30", 15)] {
        let token = || {
            let json = format!(r#"{{"access_token":"t","expires_in":{expires_in}}}"#);
            reply(200, &[], &json)
        };
        let done = || reply(200, &[], "1");
        let script = Script::new([token(), done(), done(), token(), done()]);
        let client = client(&script);
        let call = async || Call::<Order>::new(&client).send().await.unwrap();
        call().await;
        tokio::time::sleep(Duration::from_secs(good_for - 1)).await;
        call().await;
        assert_eq!(script.count(), 3, "{expires_in}");
        tokio::time::sleep(Duration::from_secs(2)).await;
        call().await;
        assert_eq!(script.count(), 5, "{expires_in}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_final_and_says_why() {
    let answer = r#"{"error":"invalid_client","error_description":"who are you?"}"#;
    let script = Script::new([reply(401, &[], answer)]);
    let error = Call::<Order>::new(&client(&script))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(!error.is_retryable());
    assert_eq!(script.count(), 1);
    assert_eq!(
        error.to_string(),
        "order: no token could be had: the server of tokens answered 401: invalid_client: who are you?"
    );
}

#[tokio::test]
async fn calls_at_the_same_time_share_one_token() {
    let replies = (0..3).map(|_| reply(200, &[], "1"));
    let script = Script::new([token("t-0001")].into_iter().chain(replies));
    let client = client(&script);
    let call = || Call::<Order>::new(&client).send();
    let (a, b, c) = tokio::join!(call(), call(), call());
    assert_eq!((a.unwrap(), b.unwrap(), c.unwrap()), (1, 1, 1));
    assert_eq!(
        script
            .targets()
            .iter()
            .filter(|path| *path == "/token")
            .count(),
        1
    );
}

/// A server that takes a second to say that it is down, and counts how often it is asked.
#[derive(Clone, Default)]
struct Down(Arc<AtomicUsize>);

impl Transport for Down {
    fn send(&self, _: http::Request<RequestBody>) -> TransportFuture<'_> {
        Box::pin(async {
            self.0.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_secs(1)).await;
            let body = bytes::Bytes::from_static(br#"{"error":"down"}"#);
            let response = http::Response::builder().status(503);
            let response = response.header("retry-after", "7").body(body.into());
            Ok(response.unwrap())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_share_a_failure() {
    let down = Down::default();
    let client = machine().transport(down.clone()).build().unwrap();
    let call = || {
        let call = Call::<Order>::new(&client);
        call.retry(RetryPolicy::never()).send()
    };
    let (a, b, c) = tokio::join!(call(), call(), call());
    for error in [a, b, c].map(Result::unwrap_err) {
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        assert!(error.is_retryable());
        assert_eq!(
            error.to_string(),
            "order: no token could be had: the server of tokens answered 503: down"
        );
    }
    assert_eq!(down.0.load(Ordering::Relaxed), 1);
    // Who comes later asks anew.
    assert!(call().await.is_err());
    assert_eq!(down.0.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_a_fetch_leaves_it_to_the_next() {
    let script = Script::new([Step::Hang, token("t-0001"), reply(200, &[], "1")]);
    let client = client(&script);
    let impatient = Call::<Order>::new(&client).timeout(Duration::from_secs(1));
    let patient = Call::<Order>::new(&client);
    let (impatient, patient) = tokio::join!(impatient.send(), patient.send());
    assert_eq!(impatient.unwrap_err().kind(), ErrorKind::Authentication);
    assert_eq!(patient.unwrap(), 1);
}

#[tokio::test]
async fn neither_secret_nor_token_is_shown_where_servers_echo_them() {
    let pair = "bWU6dGhlJTIwY2xpZW50JTI3cyUyMHNlY3JldA==";
    let said = format!(r#"{{"error":"bad","error_description":"{SECRET} {pair} t-0001"}}"#);
    let runs: [(Vec<Step>, &str); 4] = [
        (vec![reply(400, &[("location", SECRET)], &said)], "secret"),
        (
            vec![token("t-0001"), reply(200, &[], "\"t-0001\"")],
            "token",
        ),
        (
            vec![
                token("t-0001"),
                reply(400, &[("location", "t-0001")], r#"{"message":"t-0001"}"#),
            ],
            "token",
        ),
        (
            vec![
                token("t-0001"),
                Step::Fail(TransportError::other("no way for Bearer t-0001")),
            ],
            "token",
        ),
    ];
    for (steps, what) in runs {
        let script = Script::new(steps);
        let client = client(&script);
        let error = Call::<Order>::new(&client).send().await.unwrap_err();
        let shown = format!("{error} {error:?} {error:#?} {client:?}");
        let hidden: &[&str] = if what == "secret" {
            &[SECRET, pair]
        } else {
            &["t-0001"]
        };
        for text in hidden {
            assert!(!shown.contains(text), "{shown}");
        }
        assert!(shown.contains("[secret]"), "{shown}");
    }
}

/// Fails as a call of another crate of this kind does.
struct Nested(fn() -> Error);

impl crate::runtime::Authenticate for Nested {
    fn authenticate<'a>(
        &'a self,
        _: &'a mut http::Request<crate::runtime::RequestBody>,
        _: &'a dyn crate::runtime::Transport,
    ) -> crate::runtime::AuthenticateFuture<'a> {
        Box::pin(async { Err((self.0)()) })
    }
}

#[tokio::test(start_paused = true)]
async fn errors_of_other_calls_are_no_errors_of_this_one() {
    let made_by = async |make: fn() -> Error| {
        let credential = crate::runtime::Credential::made_by(Nested(make));
        let builder = builder().credential("machine", credential);
        let client = builder.transport(Script::new([])).build().unwrap();
        Call::<Order>::new(&client).send().await.unwrap_err()
    };
    let passing = made_by(|| Error::from_transport(TransportError::other("cut"))).await;
    assert_eq!(
        (passing.kind(), passing.attempts()),
        (ErrorKind::Authentication, 4)
    );
    let refused = made_by(|| Error::refused("not today")).await;
    assert_eq!(
        (refused.kind(), refused.attempts()),
        (ErrorKind::Refused, 1)
    );
}

#[tokio::test]
async fn operations_that_need_no_token_fetch_none() {
    let script = Script::ok();
    Call::<MakeThing>::new(&client(&script))
        .send()
        .await
        .unwrap();
    assert_eq!(script.targets(), ["/v1/things"]);
}

#[tokio::test]
async fn calls_that_bring_their_own_token_fetch_none() {
    let script = Script::new([reply(401, &[], "")]);
    let client = client(&script);
    let call = Call::<Order>::new(&client).with_header("authorization", "Bearer t-of-user");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(script.targets(), ["/v1/things"]);
    let sent = script.request();
    assert_eq!(sent.headers()["authorization"], "Bearer t-of-user");
}

/// A server that takes only the token that it gave last, which it gives anew for each request.
#[derive(Clone, Default)]
struct Issuer(Arc<Mutex<(u32, Vec<String>)>>);

impl Issuer {
    fn answer(&self, request: &http::Request<RequestBody>) -> http::Response<ReplyBody> {
        let (issued, seen) = &mut *self.0.lock().unwrap();
        let path = request.uri().path();
        seen.push(path.to_owned());
        let (status, body) = if path == "/token" {
            *issued += 1;
            (200, format!(r#"{{"access_token":"token-{issued}"}}"#))
        } else {
            let proof = request.headers()[http::header::AUTHORIZATION].to_str();
            let is_last = proof.unwrap() == format!("Bearer token-{issued}");
            // The first one was revoked.
            (
                if is_last && *issued > 1 { 200 } else { 401 },
                "1".to_owned(),
            )
        };
        let response = http::Response::builder().status(status);
        response
            .body(ReplyBody::from(bytes::Bytes::from(body)))
            .unwrap()
    }
}

impl Transport for Issuer {
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
        Box::pin(async move {
            let response = self.answer(&request);
            if request.uri().path() != "/token" {
                // The later a call begins, the later it is answered.
                let calls = self.0.lock().unwrap().1.len() as u64;
                tokio::time::sleep(Duration::from_secs(calls)).await;
            }
            Ok(response)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_are_refused_one_after_the_other_fetch_one_token() {
    let issuer = Issuer::default();
    let client = machine().transport(issuer.clone()).build().unwrap();
    let call = || Call::<Order>::new(&client).send();
    let (a, b, c) = tokio::join!(call(), call(), call());
    assert_eq!((a.unwrap(), b.unwrap(), c.unwrap()), (1, 1, 1));
    let (issued, seen) = &*issuer.0.lock().unwrap();
    assert_eq!((*issued, seen.len()), (2, 2 + 3 + 3), "{seen:?}");
}

#[tokio::test]
async fn a_url_for_tokens_may_have_a_query_which_no_error_shows() {
    let call = async |url: &str| {
        let script = Script::new([token("t-0001"), reply(200, &[], "1")]);
        let credentials = ClientCredentials::new(url, "me", SECRET);
        let client = builder()
            .credential("machine", credentials.into())
            .transport(script.clone())
            .build()
            .unwrap();
        (Call::<Order>::new(&client).send().await, script)
    };
    let (outcome, script) = call("https://id.example.com/token?tenant=t1").await;
    assert_eq!(outcome.unwrap(), 1);
    assert_eq!(script.targets(), ["/token?tenant=t1", "/v1/things"]);

    let (outcome, _) = call("http://id.example.com/token?key=s3cret").await;
    let error = outcome.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("http://id.example.com/token` can't"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
}
