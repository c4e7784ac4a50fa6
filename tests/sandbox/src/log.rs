//! What arrived, and how it was answered.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use serde_json::Value;

use crate::Fault;

/// How much of an answer's body is kept, in bytes.
const ANSWER_EXCERPT: usize = 4 * 1024;

/// One request as it arrived, and how it was answered.
#[derive(Clone, Debug)]
pub struct RequestLog {
    /// Its place in the order of arrival, counted from 1.
    pub number: u64,
    /// When it had arrived.
    pub arrived: SystemTime,
    /// The method.
    pub method: Method,
    /// The path with its `/public/v2`, percent-encoded as it was sent.
    pub path: String,
    /// The query without its `?`, percent-encoded as it was sent.
    pub query: Option<String>,
    /// The headers, all but `Authorization`.
    pub headers: HeaderMap,
    /// The body, as much of it as [`LogBounds`] allows.
    pub body: Bytes,
    /// The fault that it met.
    pub fault: Option<Fault>,
    /// The status of the answer; `None` until there is one, and where the connection was closed
    /// in its place.
    pub status: Option<u16>,
    /// The first 4 KiB of the answer's body, before a fault spoiled it.
    pub answer: Bytes,
    /// How long it took until the answer was ready or the connection closed; `None` before that.
    pub duration: Option<Duration>,
}

impl RequestLog {
    /// The body as JSON, where it is that.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// How much of the requests is remembered. The default is all, which suits a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogBounds {
    /// The number of requests; older ones are forgotten.
    pub requests: usize,
    /// The bytes of each request's body.
    pub body_bytes: usize,
}

impl Default for LogBounds {
    fn default() -> Self {
        Self {
            requests: usize::MAX,
            body_bytes: usize::MAX,
        }
    }
}

/// The requests that are remembered, oldest first.
pub(crate) struct Log {
    bounds: LogBounds,
    entries: VecDeque<Entry>,
    /// The number of the next request.
    next: u64,
}

struct Entry {
    request: RequestLog,
    begun: Instant,
}

/// How a request ended; without a status where the connection was closed.
#[derive(Default)]
pub(crate) struct Ending {
    pub(crate) status: Option<u16>,
    pub(crate) answer: Bytes,
}

impl Log {
    pub(crate) fn new(bounds: LogBounds) -> Self {
        Self {
            bounds,
            entries: VecDeque::new(),
            next: 1,
        }
    }

    /// Notes a request down and returns its number.
    pub(crate) fn begin(&mut self, mut request: RequestLog) -> u64 {
        request.number = self.next;
        self.next += 1;
        if request.body.len() > self.bounds.body_bytes {
            // A copy, so that the rest is let go.
            request.body = Bytes::copy_from_slice(&request.body[..self.bounds.body_bytes]);
        }
        let number = request.number;
        self.entries.push_back(Entry {
            request,
            begun: Instant::now(),
        });
        while self.entries.len() > self.bounds.requests {
            self.entries.pop_front();
        }
        number
    }

    /// Notes how a request ended, where it is still remembered.
    pub(crate) fn end(&mut self, number: u64, ending: &Ending) {
        if let Some(entry) = self.entry_mut(number) {
            let excerpt = &ending.answer[..ending.answer.len().min(ANSWER_EXCERPT)];
            entry.request.status = ending.status;
            entry.request.answer = Bytes::copy_from_slice(excerpt);
            entry.request.duration = Some(entry.begun.elapsed());
        }
    }

    fn entry_mut(&mut self, number: u64) -> Option<&mut Entry> {
        let place = self.place(number)?;
        self.entries.get_mut(place)
    }

    fn place(&self, number: u64) -> Option<usize> {
        let oldest = self.entries.front()?.request.number;
        usize::try_from(number.checked_sub(oldest)?).ok()
    }

    /// One request.
    pub(crate) fn get(&self, number: u64) -> Option<&RequestLog> {
        self.entries
            .get(self.place(number)?)
            .map(|entry| &entry.request)
    }

    /// How many are remembered.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// All requests, oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &RequestLog> {
        self.entries.iter().map(|entry| &entry.request)
    }

    /// Forgets all; the numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}
