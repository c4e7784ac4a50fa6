//! What arrived.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use serde_json::Value;

/// One request as it arrived, and how it was answered.
#[derive(Clone, Debug)]
pub struct RequestLog {
    /// The method.
    pub method: Method,
    /// The path with its `/public/v2`, percent-encoded as it was sent.
    pub path: String,
    /// The query without its `?`, percent-encoded as it was sent.
    pub query: Option<String>,
    /// The headers, all but `Authorization`.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The status of the answer; `None` until there is one, and where the connection was closed
    /// in its place.
    pub status: Option<u16>,
}

impl RequestLog {
    /// The body as JSON, where it is that.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}
