//! Replies that arrive item by item.

use std::error::Error as _;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{sleep, timeout};

use super::script::{Script, Step, reply};
use super::{PLAIN, builder, client};
use crate::runtime::wire::{DecodeError, from_json};
use crate::runtime::{
    Call, Error, ErrorKind, Framing, Operation, ReplyBody, RequestBody, RetryPolicy, Spec,
    Streamed, Text, Transport, TransportFuture,
};

/// A feed of texts.
pub(super) enum Feed {}

impl Operation for Feed {
    type Success = Text;
    const SPEC: Spec = Spec {
        accept: "text/event-stream",
        ..PLAIN
    };
}

impl Streamed for Feed {
    type Item = String;
    const ACCEPT: &'static str = "text/event-stream";
    const FRAMING: Framing = Framing::EventData;

    fn decode_item(text: &str) -> Result<String, DecodeError> {
        Ok(text.to_owned())
    }
}

async fn items(step: Step) -> Result<Vec<String>, Error> {
    let client = client(&Script::new([step]));
    let mut events = Call::<Feed>::new(&client).send_for_events().await?;
    let mut items = Vec::new();
    while let Some(item) = events.try_next().await? {
        items.push(item);
    }
    Ok(items)
}

#[tokio::test]
async fn items_come_one_by_one() {
    let stream = [("content-type", "text/event-stream")];
    let items = items(reply(200, &stream, "data: a\n\ndata: b\n\n")).await;
    assert_eq!(items.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn empty_data_is_a_sign_of_life_where_it_is_no_item() {
    enum Numbers {}

    impl Operation for Numbers {
        type Success = Text;
        const SPEC: Spec = PLAIN;
    }

    impl Streamed for Numbers {
        type Item = i64;
        const ACCEPT: &'static str = "text/event-stream";
        const FRAMING: Framing = Framing::EventData;

        fn decode_item(text: &str) -> Result<i64, DecodeError> {
            from_json(text.as_bytes())
        }
    }

    let feed = "data: 1\n\nevent: heartbeat\ndata:\n\ndata: 2\n\ndata: x\n\n";
    let stream = [("content-type", "text/event-stream")];
    let client = client(&Script::new([reply(200, &stream, feed)]));
    let mut events = Call::<Numbers>::new(&client)
        .send_for_events()
        .await
        .unwrap();
    assert_eq!(events.try_next().await.unwrap(), Some(1));
    assert_eq!(events.try_next().await.unwrap(), Some(2));
    assert_eq!(
        events.try_next().await.unwrap_err().kind(),
        ErrorKind::Decode
    );
    let texts = items(reply(200, &stream, "data: a\n\ndata:\n\n")).await;
    assert_eq!(texts.unwrap(), ["a", ""]);
}

#[tokio::test]
async fn a_web_page_is_no_empty_stream() {
    let page = [("content-type", "text/html; charset=utf-8")];
    let script = Script::new([reply(200, &page, "<html>Sign in</html>")]);
    let client = client(&script);
    let call = Call::<Feed>::new(&client).retry(RetryPolicy::never());
    let error = call.send_for_events().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("a web page"), "{error}");
}

#[tokio::test]
async fn json_is_no_empty_stream() {
    let answer = r#"{"error":"no such model"}"#;
    for media_type in [
        "application/json; charset=utf-8",
        "application/problem+JSON",
    ] {
        let error = items(reply(200, &[("content-type", media_type)], answer)).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(
            error
                .to_string()
                .contains("expected server-sent events, found JSON"),
            "{error}"
        );
        assert_eq!(error.raw_body().unwrap(), answer);
        assert!(!error.is_retryable());
    }
    for headers in [&[][..], &[("content-type", "text/plain")]] {
        let items = items(reply(200, headers, "data: a\n\n")).await;
        assert_eq!(items.unwrap(), ["a"]);
    }
}

#[tokio::test]
async fn lines_of_json_may_come_as_json() {
    enum Lines {}

    impl Operation for Lines {
        type Success = Text;
        const SPEC: Spec = PLAIN;
    }

    impl Streamed for Lines {
        type Item = String;
        const ACCEPT: &'static str = "application/jsonl";
        const FRAMING: Framing = Framing::Lines;

        fn decode_item(text: &str) -> Result<String, DecodeError> {
            Ok(text.to_owned())
        }
    }

    let json = [("content-type", "application/json")];
    let client = client(&Script::new([reply(200, &json, "{}\n")]));
    let mut events = Call::<Lines>::new(&client).send_for_events().await.unwrap();
    assert_eq!(events.try_next().await.unwrap().unwrap(), "{}");
}

/// A transport whose replies send two events, a minute apart, and then nothing more.
struct Slow;

impl Transport for Slow {
    fn send(&self, _: http::Request<RequestBody>) -> TransportFuture<'_> {
        let events = futures_util::stream::unfold(0, |sent| async move {
            let pause = if sent < 2 { 60 } else { u64::MAX };
            tokio::time::sleep(Duration::from_secs(pause)).await;
            Some((Ok(Bytes::from_static(b"data: tick\n\n")), sent + 1))
        });
        let response = http::Response::new(ReplyBody::from_stream(events));
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_may_be_silent_for_as_long_as_the_client_allows() {
    let events = async |limit: Option<Duration>| {
        let client = builder().transport(Slow).idle_timeout(limit).build();
        let client = client.unwrap();
        let mut events = Call::<Feed>::new(&client).send_for_events().await.unwrap();
        let mut seen = 0;
        let outcome = loop {
            // Time that nobody waits in doesn't count.
            sleep(Duration::from_secs(500)).await;
            match timeout(Duration::from_secs(100_000), events.try_next()).await {
                Ok(Ok(Some(_))) => seen += 1,
                Ok(outcome) => break Some(outcome),
                Err(_) => break None,
            }
        };
        (seen, outcome)
    };
    let (seen, outcome) = events(Some(Duration::from_secs(61))).await;
    let error = outcome.unwrap().unwrap_err();
    assert_eq!((seen, error.kind()), (2, ErrorKind::Timeout));
    assert!(
        error.source().unwrap().to_string().contains("61s"),
        "{error:?}"
    );

    let (seen, outcome) = events(Some(Duration::from_secs(59))).await;
    assert_eq!(
        (seen, outcome.unwrap().unwrap_err().kind()),
        (0, ErrorKind::Timeout)
    );
    assert!(matches!(events(None).await, (2, None)));
}
