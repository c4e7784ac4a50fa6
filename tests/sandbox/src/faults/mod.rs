//! Faults: what goes wrong with a request on a bad network or a bad server.
//!
//! A [`Fault`] is one mishap, a [`FaultRule`] says which requests meet it, a [`FaultPlan`] is a
//! list of rules with a seed. All have a text form, the same on the command line, in a header, on
//! the page and over HTTP: see [`notation`].

mod notation;
mod plan;
mod rule;
mod spoil;

use std::time::Duration;

use axum::http::header;

use crate::RetryAfter;

pub use notation::{FaultNotationError, KINDS};
pub use plan::FaultPlan;
pub(crate) use plan::Injector;
pub use rule::{FaultRule, Strikes};
pub(crate) use spoil::{in_place, spoil};

/// The header that orders a fault for the request that carries it, such as
/// `X-Sandbox-Fault: 503 after=2s`.
pub const FAULT_HEADER: &str = "x-sandbox-fault";

/// What goes wrong with one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request isn't handled; this is the answer.
    Answer {
        /// The status. One that HTTP doesn't know becomes 500.
        status: u16,
        /// The headers, by name and value. Those that HTTP doesn't allow are left out.
        headers: Vec<(String, String)>,
        /// The body; `None` stands for the vendor's error body of that status.
        body: Option<Vec<u8>>,
    },
    /// The request isn't handled; the answer asks for patience by `Retry-After`.
    RetryLater {
        /// The status, such as 429 or 503.
        status: u16,
        /// How long to wait, in whole seconds, rounded up.
        after: Duration,
        /// Seconds or an HTTP date.
        form: RetryAfter,
        /// By how many seconds the server's clock is fast; a slow one is negative. Both the `Date`
        /// of the answer and a date in `Retry-After` are told by that clock.
        skew: i64,
    },
    /// The request isn't handled; the answer is a 307 to the same path of another host.
    Redirect {
        /// Scheme and host, such as `https://elsewhere.example`.
        to: String,
    },
    /// The request isn't handled; the answer is a 200 whose JSON text has so many bytes and no
    /// `Content-Length`.
    HugeBody(u64),
    /// The connection is reset, and new ones are refused for so long. Others that are open are
    /// left alone.
    Refuse(Duration),
    /// The connection is closed in good order; the request isn't handled.
    CloseBeforeHandling,
    /// The request is handled, then the connection is closed without an answer.
    CloseAfterHandling,
    /// The connection is reset while the request's body is still on its way.
    ResetWhileReading,
    /// The connection is reset when the request is there; it isn't handled.
    ResetBeforeHandling,
    /// The request is handled, then the connection is reset without an answer.
    ResetAfterHandling,
    /// The request waits for this long, then is handled.
    Stall(Duration),
    /// The request is handled; the second half of the body comes so much later than the first.
    StallBody(Duration),
    /// The request is handled; the body comes byte by byte with this pause between two of them.
    Drip(Duration),
    /// The request is handled and the whole body announced, but half of it sent.
    CutBody,
    /// The request is handled; the body comes twice, as one.
    DuplicateBody,
    /// The request is handled; the body claims to be `text/plain`.
    WrongContentType,
    /// The request is handled; the body's first string begins with a byte that UTF-8 hasn't.
    InvalidUtf8,
    /// The request is handled; the body is compressed by gzip, whether the caller takes that or not.
    Compress,
}

impl Fault {
    /// Answers with a status and the vendor's error body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::Answer {
            status,
            headers: Vec::new(),
            body: None,
        }
    }

    /// Answers with a status, the vendor's error body, and this `Retry-After`: seconds or an
    /// HTTP date.
    #[must_use]
    pub fn retry_after(status: u16, value: impl Into<String>) -> Self {
        let headers = vec![(header::RETRY_AFTER.to_string(), value.into())];
        Self::Answer {
            status,
            headers,
            body: None,
        }
    }

    /// Answers with a status and a web page, as a proxy in between would.
    #[must_use]
    pub fn web_page(status: u16) -> Self {
        let headers = vec![(header::CONTENT_TYPE.to_string(), "text/html".to_owned())];
        let body = format!("<html><body><h1>{status}</h1></body></html>");
        Self::Answer {
            status,
            headers,
            body: Some(body.into_bytes()),
        }
    }
}
