//! D13: the limit for each source address.

use std::num::NonZeroU32;
use std::time::SystemTime;

use reqwest::Client;
use sandbox::{Options, Quirks, RetryAfter, VENDOR_RATE_LIMIT};
use serde_json::json;

use crate::client::{Api, Reply};

async fn beyond_the_limit(retry_after: RetryAfter) -> Reply {
    let api = Api::with(Options {
        rate_limit: NonZeroU32::new(2),
        quirks: Quirks {
            retry_after,
            ..Quirks::default()
        },
        ..Options::default()
    });
    for _ in 0..2 {
        assert_eq!(api.get("/custom-connections").await.status, 200);
    }
    api.get("/custom-connections").await
}

#[tokio::test]
async fn d13_beyond_the_limit_the_answer_says_when_to_come_back() {
    let reply = beyond_the_limit(RetryAfter::Seconds).await;
    assert_eq!(
        (reply.status, &reply.json()["statusCode"]),
        (429, &json!(429))
    );
    let seconds: u64 = reply.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=31).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn d13_retry_after_may_be_a_date() {
    let reply = beyond_the_limit(RetryAfter::Date).await;
    assert_eq!(reply.status, 429);
    let date = httpdate::parse_http_date(reply.headers["retry-after"].to_str().unwrap());
    assert!(date.unwrap() > SystemTime::now());
}

#[tokio::test]
async fn d13_the_vendors_limit_lets_500_through() {
    let api = Api::with(Options {
        rate_limit: Some(VENDOR_RATE_LIMIT),
        ..Options::default()
    });
    let mut passed = 0;
    // A few more get through than 500, for the minute goes on while they are sent.
    while api.get("/custom-connections").await.status == 200 {
        passed += 1;
        assert!(passed < 5_000);
    }
    assert!(passed >= 500, "{passed}");
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn d13_another_address_has_a_limit_of_its_own() {
    let api = Api::with(Options {
        rate_limit: NonZeroU32::new(1),
        ..Options::default()
    });
    let get = async |source: [u8; 4]| {
        let client = Client::builder()
            .local_address(std::net::IpAddr::from(source))
            .build();
        let request = client
            .unwrap()
            .get(format!("{}/custom-connections", api.sandbox.url()));
        request
            .bearer_auth("test-key")
            .send()
            .await
            .unwrap()
            .status()
    };
    assert_eq!(get([127, 0, 0, 1]).await, 200);
    assert_eq!(get([127, 0, 0, 1]).await, 429);
    assert_eq!(get([127, 0, 0, 2]).await, 200);
}

#[tokio::test]
async fn d13_there_is_no_limit_unless_asked_for() {
    let api = Api::start();
    for _ in 0..510 {
        assert_eq!(api.get("/custom-connections/1").await.status, 404);
    }
}
