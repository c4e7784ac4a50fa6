//! Faults on demand.

use std::io::Read;
use std::time::{Duration, Instant, SystemTime};

use flate2::read::GzDecoder;
use reqwest::Method;
use sandbox::{FAULT_HEADER, Fault, FaultPlan, FaultRule, KINDS, RetryAfter, Strikes};
use serde_json::json;

use crate::client::{Api, custom_connection};

const PATH: &str = "/custom-connections";

/// Many times what anything takes, on a slow machine too.
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::test]
async fn faults_meet_the_next_requests_in_order() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::status(500));
    api.sandbox.fail_next(Fault::retry_after(503, "7"));
    let first = api.get(PATH).await;
    assert_eq!(
        (first.status, &first.json()["statusCode"]),
        (500, &json!(500))
    );
    let second = api.get(PATH).await;
    assert_eq!(
        (second.status, &second.headers["retry-after"]),
        (503, &"7".parse().unwrap())
    );
    assert_eq!(second.json()["name"], "ServiceUnavailableException");
    assert_eq!(api.get(PATH).await.status, 200);
}

#[tokio::test]
async fn an_answer_can_be_anything() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::web_page(502));
    let page = api.get(PATH).await;
    assert_eq!(
        (page.status, &page.headers["content-type"]),
        (502, &"text/html".parse().unwrap())
    );
    assert!(page.text.starts_with("<html>"));
    api.sandbox.fail_next(Fault::Answer {
        status: 200,
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: Some(b"{\"data\": [}".to_vec()),
    });
    assert_eq!(api.get(PATH).await.text, "{\"data\": [}");
}

#[tokio::test]
async fn an_answer_in_place_of_the_handling_changes_nothing() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::status(500));
    api.post(PATH, custom_connection()).await;
    assert_eq!(api.get(PATH).await.json()["data"], json!([]));
}

#[tokio::test]
async fn the_connection_can_be_closed_before_or_after_the_handling() {
    let api = Api::start();
    let create = async || {
        api.send(Method::POST, PATH, Some(custom_connection()))
            .await
    };
    let count = async || api.get(PATH).await.json()["data"].as_array().map(Vec::len);

    api.sandbox.fail_next(Fault::CloseBeforeHandling);
    assert!(create().await.is_err());
    assert_eq!(count().await, Some(0));

    api.sandbox.fail_next(Fault::CloseAfterHandling);
    assert!(create().await.is_err());
    assert_eq!(count().await, Some(1));
}

#[tokio::test]
async fn a_body_can_be_cut_off() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::CutBody);
    let error = api.send(Method::GET, PATH, None).await.unwrap_err();
    assert!(error.is_body() || error.is_decode(), "{error:?}");
    assert_eq!(api.sandbox.requests()[0].status, Some(200));
}

#[tokio::test]
async fn a_request_can_be_stalled() {
    let api = Api::start();
    let time = Duration::from_millis(150);
    api.sandbox.fail_next(Fault::Stall(time));
    let begun = Instant::now();
    assert_eq!(api.get(PATH).await.status, 200);
    assert!(begun.elapsed() >= time);
}

#[tokio::test]
async fn a_stalled_request_does_not_hold_up_the_end() {
    let api = Api::start();
    api.sandbox
        .fail_next(Fault::Stall(Duration::from_secs(24 * 60 * 60)));
    let stalled = tokio::time::timeout(Duration::from_millis(50), api.get(PATH)).await;
    assert!(stalled.is_err());
    let ended = tokio::task::spawn_blocking(move || drop(api));
    tokio::time::timeout(PATIENCE, ended)
        .await
        .expect("it ends")
        .unwrap();
}

/// A connection's refusal or reset, as the system names it.
fn io_kind(error: &reqwest::Error) -> Option<std::io::ErrorKind> {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return Some(error.kind());
        }
        source = error.source();
    }
    None
}

#[tokio::test]
async fn the_connection_can_be_reset_before_or_after_the_handling() {
    let api = Api::start();
    let create = async || {
        api.send(Method::POST, PATH, Some(custom_connection()))
            .await
            .unwrap_err()
    };
    let faults = [
        (Fault::ResetWhileReading, 0),
        (Fault::ResetBeforeHandling, 0),
        (Fault::ResetAfterHandling, 1),
    ];
    for (fault, made) in faults {
        api.sandbox.fail_next(fault.clone());
        let error = create().await;
        assert_eq!(
            io_kind(&error),
            Some(std::io::ErrorKind::ConnectionReset),
            "{fault}: {error:?}"
        );
        let count = api.get(PATH).await.json()["data"].as_array().map(Vec::len);
        assert_eq!(count, Some(made), "{fault}");
    }
}

#[tokio::test]
async fn connections_can_be_refused_for_a_while() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::Refuse(Duration::from_secs(2)));
    assert!(api.send(Method::GET, PATH, None).await.is_err());
    let error = api.send(Method::GET, PATH, None).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(io_kind(&error), Some(std::io::ErrorKind::ConnectionRefused));
    while let Err(error) = api.send(Method::GET, PATH, None).await {
        assert!(error.is_connect(), "{error:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let arrived = api.sandbox.requests().len();
    assert_eq!(arrived, 2, "what is refused doesn't arrive");
}

#[tokio::test]
async fn a_body_can_come_late_or_slowly() {
    let api = Api::start();
    let whole = api.get(PATH).await.text;
    let pause = Duration::from_millis(5);
    let late = Duration::from_millis(150);
    let faults = [
        (Fault::StallBody(late), late),
        (
            Fault::Drip(pause),
            pause * (u32::try_from(whole.len()).unwrap() - 1),
        ),
    ];
    for (fault, time) in faults {
        api.sandbox.fail_next(fault);
        let begun = Instant::now();
        assert_eq!(api.get(PATH).await.text, whole);
        assert!(begun.elapsed() >= time);
    }
}

#[tokio::test]
async fn a_body_can_come_twice_or_in_another_guise() {
    let api = Api::start();
    let whole = api.get(PATH).await.text;

    api.sandbox.fail_next(Fault::DuplicateBody);
    assert_eq!(api.get(PATH).await.text, format!("{whole}{whole}"));

    api.sandbox.fail_next(Fault::WrongContentType);
    let reply = api.get(PATH).await;
    assert_eq!(
        (&reply.headers["content-type"], &reply.text),
        (&"text/plain".parse().unwrap(), &whole)
    );

    api.sandbox.fail_next(Fault::InvalidUtf8);
    // The client puts the replacement character there.
    assert_eq!(
        api.get(PATH).await.text,
        whole.replacen('"', "\"\u{FFFD}", 1)
    );

    api.sandbox.fail_next(Fault::Compress);
    let url = format!("{}{PATH}", api.sandbox.url());
    let client = reqwest::Client::builder().no_gzip().build().unwrap();
    let request = client.get(url).bearer_auth("test-key");
    let reply = request.send().await.unwrap();
    assert_eq!(reply.headers()["content-encoding"], "gzip");
    let mut text = String::new();
    let bytes = reply.bytes().await.unwrap();
    GzDecoder::new(&bytes[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, whole);
}

#[tokio::test]
async fn a_huge_body_is_json_of_the_size_asked_for() {
    let api = Api::start();
    for bytes in [2, 100_000, 1_000_000] {
        api.sandbox.fail_next(Fault::HugeBody(bytes));
        let reply = api.get(PATH).await;
        assert_eq!(reply.headers.get("content-length"), None);
        assert_eq!(reply.text.len() as u64, bytes);
        assert!(reply.json().is_string());
    }
}

#[tokio::test]
async fn a_redirect_leads_to_the_same_path_elsewhere() {
    let elsewhere = Api::start();
    let api = Api::start();
    let to = elsewhere.sandbox.url().replace("/public/v2", "");
    api.sandbox.fail_next(Fault::Redirect {
        to: to.replace("127.0.0.1", "localhost"),
    });
    let reply = api.get(PATH).await;
    assert_eq!(reply.status, 401, "this client keeps its key to itself");
    assert_eq!(
        elsewhere.sandbox.requests()[0].path,
        api.sandbox.requests()[0].path
    );
}

#[tokio::test]
async fn retry_after_can_be_told_by_a_clock_that_is_wrong() {
    let api = Api::start();
    let hour = 3600;
    for skew in [-hour, 0, hour] {
        api.sandbox.fail_next(Fault::RetryLater {
            status: 429,
            after: Duration::from_millis(4500),
            form: RetryAfter::Date,
            skew,
        });
        let reply = api.get(PATH).await;
        let date = |name: &str| {
            let value = reply.headers[name].to_str().unwrap();
            httpdate::parse_http_date(value).unwrap()
        };
        let wait = date("retry-after").duration_since(date("date")).unwrap();
        assert_eq!(wait, Duration::from_secs(5));
        let now = SystemTime::now();
        let off = match date("date").duration_since(now) {
            Ok(fast) => fast.as_secs_f64(),
            Err(slow) => -slow.duration().as_secs_f64(),
        };
        assert!(
            (off - f64::from(i32::try_from(skew).unwrap())).abs() < 60.0,
            "{off}"
        );
    }
}

/// The statuses of so many requests.
async fn statuses(api: &Api, requests: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..requests {
        statuses.push(api.get(PATH).await.status);
    }
    statuses
}

fn plan(seed: u64, rules: &[&str]) -> FaultPlan {
    let rules = rules.iter().map(|rule| rule.parse().unwrap()).collect();
    FaultPlan { seed, rules }
}

#[tokio::test]
async fn rules_strike_by_number_and_in_runs() {
    let api = Api::start();
    api.sandbox
        .set_faults(plan(0, &["503 nth=2", "500 every=3 run=2"]));
    assert_eq!(statuses(&api, 7).await, [200, 503, 500, 500, 200, 500, 500]);
    api.sandbox.set_faults(plan(0, &["504"]));
    assert_eq!(statuses(&api, 2).await, [504, 504]);
    api.sandbox.set_faults(FaultPlan::default());
    assert_eq!(statuses(&api, 1).await, [200]);
}

#[tokio::test]
async fn rules_are_narrowed_by_method_and_path() {
    let api = Api::start();
    api.sandbox
        .set_faults(plan(0, &["503 method=post", "500 path=/records"]));
    assert_eq!(api.get(PATH).await.status, 200);
    assert_eq!(api.post(PATH, custom_connection()).await.status, 503);
    let records = "/custom-connections/1/resources/1/records";
    assert_eq!(api.get(records).await.status, 500);
}

#[tokio::test]
async fn chance_is_drawn_from_the_seed() {
    let drawn = async |seed| {
        let api = Api::start();
        api.sandbox.set_faults(plan(seed, &["503 chance=0.5"]));
        statuses(&api, 40).await
    };
    let first = drawn(7).await;
    assert_eq!(drawn(7).await, first);
    assert_ne!(drawn(8).await, first);
    assert!(first.contains(&200) && first.contains(&503));
}

#[tokio::test]
async fn a_request_can_order_its_own_fault() {
    let api = Api::start();
    let url = format!("{}{PATH}", api.sandbox.url());
    let send = async |fault: &str| {
        let request = reqwest::Client::new().get(&url).bearer_auth("test-key");
        let reply = request.header(FAULT_HEADER, fault).send().await.unwrap();
        (reply.status().as_u16(), reply.text().await.unwrap())
    };
    assert_eq!(send("504").await.0, 504);
    let (status, message) = send("504 after=soon").await;
    assert_eq!(status, 400);
    assert!(
        message.contains("`after=soon`: a time such as"),
        "{message}"
    );
    assert_eq!(statuses(&api, 1).await, [200]);
}

#[tokio::test]
async fn rules_can_be_changed_while_it_runs() {
    let api = Api::start();
    let own = api.sandbox.url().replace("/public/v2", "/_sandbox/faults");
    let client = reqwest::Client::new();
    let plan = json!({ "seed": 7, "rules": ["cut nth=2", "429 after=1s as=date"] });
    let reply = client.put(&own).json(&plan).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let shown: serde_json::Value = client.get(&own).send().await.unwrap().json().await.unwrap();
    assert_eq!(shown, plan);
    assert_eq!(statuses(&api, 1).await, [429]);
    let wrong = json!({ "rules": ["tear"] });
    let reply = client.put(&own).json(&wrong).send().await.unwrap();
    assert_eq!(reply.status(), 400);
    assert!(
        reply
            .text()
            .await
            .unwrap()
            .contains("`tear` is no kind of fault")
    );
}

#[tokio::test]
async fn a_fault_is_noted_with_its_request() {
    let api = Api::start();
    api.sandbox.fail_next(Fault::DuplicateBody);
    api.get(PATH).await;
    api.get(PATH).await;
    let requests = api.sandbox.requests();
    assert_eq!(requests[0].fault, Some(Fault::DuplicateBody));
    assert_eq!(requests[1].fault, None);
    assert!(requests.iter().all(|request| request.duration.is_some()));
}

#[test]
fn every_rule_is_read_as_it_is_written() {
    for (kind, _) in KINDS {
        let fault: Fault = kind.parse().unwrap();
        assert_eq!(fault.to_string().parse(), Ok(fault), "{kind}");
        let rule: FaultRule = format!("{kind} chance=0.25 run=3 method=PUT path=/records")
            .parse()
            .unwrap();
        assert_eq!((rule.strikes, rule.run), (Strikes::Chance(0.25), 3));
        assert_eq!(rule.to_string().parse(), Ok(rule), "{kind}");
    }
    let text = "429 after=1m30s as=date skew=-1h every=5 run=2";
    assert_eq!(text.parse::<FaultRule>().unwrap().to_string(), text);
}

#[test]
fn a_rule_that_is_not_understood_says_why() {
    let cases = [
        ("", "`` is no kind of fault"),
        ("999", "`999` is no kind of fault"),
        ("503 after", "`after` is not of the form name=value"),
        ("503 as=date", "need `after`"),
        ("503 after=1s as=words", "either seconds or date"),
        ("503 after=-1s", "`after` can't be negative"),
        ("stall for=-1s", "`for` can't be negative"),
        ("stall pause=1s", "`stall` takes no `pause`"),
        ("cut nth=1 every=2", "one of `nth`, `every` and `chance`"),
        ("cut chance=2", "`chance` is 0 to 1"),
        ("cut nth=first", "a number is wanted"),
    ];
    for (text, expected) in cases {
        let error = text.parse::<FaultRule>().unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
    assert!(
        "cut nth=1".parse::<Fault>().is_err(),
        "a fault alone takes no selection"
    );
}
