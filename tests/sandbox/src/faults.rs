//! Faults that a test orders for the requests to come.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};

use crate::errors::ApiError;

/// What goes wrong with one request. Ordered by [`Sandbox::fail_next`](crate::Sandbox::fail_next).
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
    /// The connection is closed; the request isn't handled.
    CloseBeforeHandling,
    /// The request is handled, then the connection is closed without an answer.
    CloseAfterHandling,
    /// The request is handled and the whole body announced, but half of it sent.
    CutBody,
    /// The request waits for this long, then is handled.
    Stall(Duration),
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

/// The answer of [`Fault::Answer`].
pub(crate) fn answer(status: u16, headers: &[(String, String)], body: Option<Vec<u8>>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match body {
        Some(body) => (status, body).into_response(),
        None => ApiError::new(status, "A fault that was ordered").into_response(),
    };
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (
            header::HeaderName::try_from(name),
            HeaderValue::try_from(value),
        ) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Announces the whole body, sends half of it and fails, which makes the server hang up.
pub(crate) fn cut(response: Response, body: Bytes) -> Response {
    let (mut parts, _) = response.into_parts();
    parts
        .headers
        .insert(header::CONTENT_LENGTH, body.len().into());
    let half = body.slice(..body.len() / 2);
    let hang_up = stream::once(async {
        // Lets the first half reach the wire.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(std::io::Error::other("cut off"))
    });
    let halves = stream::iter([Ok(half)]).chain(hang_up);
    Response::from_parts(parts, Body::from_stream(halves))
}
