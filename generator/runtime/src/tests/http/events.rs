//! Replies that arrive item by item.

use super::script::{Script, Step, reply};
use super::{PLAIN, client};
use crate::runtime::wire::DecodeError;
use crate::runtime::{Call, Error, ErrorKind, Framing, Operation, Reply, Spec, Streamed};

/// A feed of texts.
enum Feed {}

impl Operation for Feed {
    type Output = String;
    const SPEC: Spec = Spec {
        accept: "text/event-stream",
        ..PLAIN
    };

    fn decode(reply: &Reply) -> Result<String, DecodeError> {
        reply.text()
    }
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
async fn a_web_page_is_no_empty_stream() {
    let page = [("content-type", "text/html; charset=utf-8")];
    let error = items(reply(200, &page, "<html>Sign in</html>"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("a web page"), "{error}");
}
