//! What traces tell, and what they don't.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, Once};

use futures_util::StreamExt as _;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::events::Feed;
use super::script::{Script, reply, reply_with};
use super::{GetThing, builder};
use crate::runtime::{Call, Credential, ErrorKind, ReplyBody, TransportError};

/// Has somebody listen before the first call of any test: an event that is met where nobody does is taken for one that
/// nobody wants, which a test that begins to listen at that very moment would not change any more.
pub(super) fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| tracing::subscriber::set_global_default(Notes::default()).unwrap());
}

/// Writes down all that it is told.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), "{field}={value:?} ").unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_without_secrets() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let script = Script::new([
        reply(503, &[("set-cookie", "s3cret")], "s3cret"),
        reply(200, &[], "s3cret"),
    ]);
    let client = builder()
        .header("x-key", "s3cret")
        .transport(script)
        .build()
        .unwrap();
    Call::<GetThing>::new(&client)
        .in_query("key", &"s3cret")
        .send()
        .await
        .unwrap();
    let notes = notes.0.lock().unwrap();
    for expected in [
        "otel.name=GET /things ",
        "operation=\"getThing\" ",
        "http.request.method=\"GET\" ",
        "url.template=\"/things\" ",
        "server.address=\"api.example.com\" ",
        "server.port=443 ",
        "otel.kind=\"client\" ",
        "url.scheme=\"https\" ",
        "http.response.status_code=503 ",
        "error.type=\"503\" ",
        "http.client.request.duration=",
        "http.request.resend_count=1 ",
        "http.response.status_code=200 ",
        "attempt=2 ",
    ] {
        assert!(notes.contains(expected), "{expected} is missing: {notes}");
    }
    assert!(!notes.contains("s3cret"), "{notes}");
}

#[tokio::test]
async fn a_call_that_fails_has_an_error_in_its_span() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let script = Script::new([reply(404, &[], r#"{"message":"s3cret"}"#)]);
    let client = builder().transport(script).build().unwrap();
    let call = Call::<GetThing>::new(&client).send();
    call.await.unwrap_err();
    let notes = notes.0.lock().unwrap();
    for expected in ["error.type=\"404\" ", "otel.status_code=\"ERROR\" "] {
        assert!(notes.contains(expected), "{expected} is missing: {notes}");
    }
    assert!(!notes.contains("s3cret"), "{notes}");
}

#[tokio::test]
async fn contents_are_written_where_they_are_asked_for() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let script = Script::new([reply(200, &[("x-key", "hidden")], "the reply")]);
    let client = builder()
        .header("x-key", "hidden")
        .trace_contents(true)
        .transport(script)
        .build()
        .unwrap();
    let call = Call::<GetThing>::new(&client).in_query("q", &"needle");
    call.json_body("application/json", &"the request")
        .send()
        .await
        .unwrap();
    let notes = notes.0.lock().unwrap();
    for expected in [
        "url.full=https://api.example.com/v1/things?q=needle ",
        "body=\"the request\" ",
        "body=the reply ",
    ] {
        assert!(notes.contains(expected), "{expected} is missing: {notes}");
    }
    assert!(!notes.contains("hidden"), "{notes}");
}

#[tokio::test]
async fn contents_are_without_credentials() {
    const SECRET: &str = "key-4711-of-the-tenant";
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let long = format!("{}{SECRET}", "x".repeat(16 * 1024 - 5));
    let script = Script::new([reply(200, &[], &long)]);
    let client = builder()
        .credential("key", Credential::api_key(SECRET))
        .trace_contents(true)
        .transport(script)
        .build()
        .unwrap();
    let call = Call::<GetThing>::new(&client).in_query("q", &SECRET);
    let call = call.json_body("application/json", &SECRET);
    call.send().await.unwrap();
    let notes = notes.0.lock().unwrap();
    assert!(notes.contains("q=[secret] body=\"[secret]\""), "{notes}");
    assert!(!notes.contains(&SECRET[..4]), "{notes}");
}

#[tokio::test]
async fn a_reply_that_cannot_be_decoded_is_an_error_in_the_span() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let body = bytes::Bytes::from_static(b"\xff");
    let script = Script::new([reply_with(200, &[], body.into())]);
    let client = builder().transport(script).build().unwrap();
    let error = Call::<GetThing>::new(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let notes = notes.0.lock().unwrap();
    for expected in ["error.type=\"Decode\" ", "otel.status_code=\"ERROR\" "] {
        assert!(notes.contains(expected), "{expected} is missing: {notes}");
    }
}

#[tokio::test]
async fn a_reply_that_breaks_off_as_it_arrives_is_an_error_in_the_span() {
    let broken = || {
        let broken = async { Err(TransportError::other("reset")) };
        reply_with(
            200,
            &[],
            ReplyBody::from_stream(futures_util::stream::once(broken)),
        )
    };
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let client = builder()
        .transport(Script::new([broken(), broken()]))
        .build()
        .unwrap();
    let ends =
        || std::mem::take(&mut *notes.0.lock().unwrap()).contains("error.type=\"Transport\" ");

    let mut body = Call::<GetThing>::new(&client)
        .send_for_body()
        .await
        .unwrap()
        .body;
    assert!(!ends());
    body.next().await.unwrap().unwrap_err();
    assert!(ends());

    let mut events = Call::<Feed>::new(&client).send_for_events().await.unwrap();
    assert!(!ends());
    events.try_next().await.unwrap_err();
    assert!(ends());
}

#[tokio::test]
async fn contents_are_without_what_is_put_in_for_one_request() {
    let notes = Notes::default();
    let _guard = tracing::subscriber::set_default(notes.clone());
    let script = Script::new([reply(200, &[], "for token-of-today")]);
    let client = builder()
        .before_each_attempt(|_, request| {
            let mut proof = http::HeaderValue::from_static("Bearer token-of-today");
            proof.set_sensitive(true);
            request.headers_mut().insert("authorization", proof);
            Ok(())
        })
        .trace_contents(true)
        .transport(script)
        .build()
        .unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    let notes = notes.0.lock().unwrap();
    assert!(notes.contains("body=for [secret] "), "{notes}");
}
