//! A server that is a function: for answers that the sandbox never gives, and for runs too large for it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use drata_custom_connections::runtime::{
    ReplyBody, RequestBody, Transport, TransportError, TransportFuture,
};
use drata_custom_connections::{Client, ClientBuilder};

use crate::fast_retries;

/// A request, as the function sees it.
#[derive(Debug)]
pub struct Question {
    /// The method.
    pub method: String,
    /// The path with the query.
    pub path: String,
    /// The body.
    pub body: Bytes,
}

/// Answers requests by a function, without a network.
pub struct Answers<F> {
    answer: F,
    open: AtomicUsize,
    most_open: Arc<AtomicUsize>,
}

/// How many times the runtime goes round before a request is answered, so that others come in between.
const TURNS: usize = 20;

impl<F> fmt::Debug for Answers<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers(..)")
    }
}

impl<F> Answers<F>
where
    F: Fn(Question) -> (u16, String) + Send + Sync + 'static,
{
    /// A server that gives these answers: a status, and a JSON text.
    pub fn new(answer: F) -> Self {
        Self {
            answer,
            open: AtomicUsize::new(0),
            most_open: Arc::default(),
        }
    }

    /// A client of a server that gives these answers: a status, and a JSON text.
    pub fn client(answer: F) -> Client {
        Self::counting(answer).0
    }

    /// A client of such a server, set up differently.
    pub fn client_with(answer: F, set_up: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let client = set_up(builder(Self::new(answer)));
        client.build().unwrap()
    }

    /// The client, and the largest number of requests that were open at once.
    pub fn counting(answer: F) -> (Client, Arc<AtomicUsize>) {
        let server = Self::new(answer);
        let most_open = server.most_open.clone();
        (builder(server).build().unwrap(), most_open)
    }
}

fn builder(server: impl Transport) -> ClientBuilder {
    Client::builder()
        .base_url("http://127.0.0.1:1")
        .api_key("test-key")
        .retry(fast_retries())
        .without_rate_limit()
        .transport(server)
}

impl<F> Transport for Answers<F>
where
    F: Fn(Question) -> (u16, String) + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
        let question = Question {
            method: request.method().to_string(),
            path: request.uri().path_and_query().unwrap().to_string(),
            body: request.body().bytes().unwrap(),
        };
        Box::pin(async move {
            let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_open.fetch_max(open, Ordering::SeqCst);
            for _ in 0..TURNS {
                tokio::task::yield_now().await;
            }
            self.open.fetch_sub(1, Ordering::SeqCst);
            let (status, body) = (self.answer)(question);
            http::Response::builder()
                .status(status)
                .header("content-type", "application/json")
                .body(ReplyBody::from(Bytes::from(body)))
                .map_err(TransportError::other)
        })
    }
}
