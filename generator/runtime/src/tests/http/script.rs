//! A transport that answers from a script and keeps what it was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, sleep};

use crate::runtime::{ReplyBody, RequestBody, Transport, TransportError, TransportFuture};

/// What happens to a request.
pub(super) enum Step {
    Reply(http::Response<ReplyBody>),
    Fail(TransportError),
    Hang,
}

/// The replies to come, and the requests so far with the time at which each came.
#[derive(Clone)]
pub(super) struct Script(Arc<Mutex<State>>);

struct State {
    steps: VecDeque<Step>,
    seen: Vec<(Duration, http::Request<RequestBody>)>,
    start: Instant,
}

impl Script {
    pub(super) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self(Arc::new(Mutex::new(State {
            steps: steps.into_iter().collect(),
            seen: Vec::new(),
            start: Instant::now(),
        })))
    }

    /// Answers once, with an empty 200.
    pub(super) fn ok() -> Self {
        Self::new([reply(200, &[], "")])
    }

    /// How many requests came.
    pub(super) fn count(&self) -> usize {
        self.0.lock().unwrap().seen.len()
    }

    /// When the requests came.
    pub(super) fn times(&self) -> Vec<Duration> {
        self.0
            .lock()
            .unwrap()
            .seen
            .iter()
            .map(|(time, _)| *time)
            .collect()
    }

    /// The only request, or the last of several.
    pub(super) fn request(&self) -> http::Request<RequestBody> {
        self.0.lock().unwrap().seen.last().unwrap().1.clone()
    }

    /// Path and query of each request.
    pub(super) fn targets(&self) -> Vec<String> {
        let state = self.0.lock().unwrap();
        let targets = state
            .seen
            .iter()
            .map(|(_, request)| request.uri().path_and_query().unwrap().to_string());
        targets.collect()
    }

    /// The body of each request.
    pub(super) fn bodies(&self) -> Vec<Bytes> {
        let state = self.0.lock().unwrap();
        let bodies = state.seen.iter().map(|(_, request)| request.body().bytes());
        bodies.map(Option::unwrap).collect()
    }

    /// A header of each request.
    pub(super) fn headers(&self, name: &str) -> Vec<Option<String>> {
        let state = self.0.lock().unwrap();
        let headers = state.seen.iter().map(|(_, request)| request.headers());
        let values = headers.map(|headers| headers.get(name));
        let texts = values.map(|value| Some(value?.to_str().unwrap().to_owned()));
        texts.collect()
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
        Box::pin(async move {
            let step = {
                let mut state = self.0.lock().unwrap();
                let time = state.start.elapsed();
                state.seen.push((time, request));
                state.steps.pop_front().expect("the script is at its end")
            };
            match step {
                Step::Reply(response) => Ok(response),
                Step::Fail(error) => Err(error),
                Step::Hang => {
                    sleep(Duration::from_secs(1_000_000)).await;
                    Err(TransportError::other("woke up"))
                }
            }
        })
    }
}

pub(super) fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Step {
    reply_with(status, headers, Bytes::from(body.to_owned()).into())
}

pub(super) fn reply_with(status: u16, headers: &[(&str, &str)], body: ReplyBody) -> Step {
    let builder = http::Response::builder().status(status);
    let builder = headers.iter().fold(builder, |builder, (name, value)| {
        builder.header(*name, *value)
    });
    Step::Reply(builder.body(body).unwrap())
}
