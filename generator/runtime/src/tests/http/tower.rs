//! `tower` services as transports.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use tower_service::Service;

use super::{GetThing, MakeThing, builder};
use crate::runtime::{
    Call, ErrorKind, ReplyBody, RequestBody, RetryPolicy, TowerTransport, TransportError,
};

/// What `tower_http::trace::TraceLayer` and others ask of a request's body.
fn is_body<B: http_body::Body<Data = bytes::Bytes> + Default + Send>() {}

#[test]
fn layers_take_requests() {
    is_body::<RequestBody>();
}

/// Answers with the number of the request, and fails the first one.
#[derive(Clone)]
struct Counter {
    count: Arc<AtomicUsize>,
    first: fn() -> TransportError,
}

impl Service<http::Request<RequestBody>> for Counter {
    type Response = http::Response<ReplyBody>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: http::Request<RequestBody>) -> Self::Future {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        if number == 0 {
            return ready(Err(Box::new((self.first)())));
        }
        let body = bytes::Bytes::from(number.to_string());
        ready(Ok(http::Response::new(ReplyBody::from(body))))
    }
}

fn client(first: fn() -> TransportError) -> crate::runtime::Client {
    let count = Arc::default();
    builder()
        .retry(RetryPolicy::default().base_delay(std::time::Duration::ZERO))
        .transport(TowerTransport::new(Counter { count, first }))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_service_carries_requests_and_its_errors_keep_their_meaning() {
    let client_of = client;
    let client = client_of(|| TransportError::other("reset"));
    assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "1");
    let client = client_of(|| TransportError::other("reset"));
    let error = Call::<MakeThing>::new(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    let client = client_of(|| TransportError::connect("refused"));
    assert_eq!(Call::<MakeThing>::new(&client).send().await.unwrap(), "1");
}
