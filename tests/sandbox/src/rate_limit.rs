//! 429 for a source address that asks too often.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::{Duration, SystemTime};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::RetryAfter;
use crate::errors::ApiError;

/// So many requests a minute for each source address. A whole minute's worth may come at once;
/// after that they are let in evenly.
pub(crate) struct RateLimit(DefaultKeyedRateLimiter<IpAddr>);

impl RateLimit {
    pub(crate) fn new(requests_per_minute: NonZeroU32) -> Self {
        Self(RateLimiter::keyed(Quota::per_minute(requests_per_minute)))
    }

    /// Counts a request. `Err` is how long to wait before the next one.
    pub(crate) fn check(&self, source: IpAddr) -> Result<(), Duration> {
        self.0
            .check_key(&source)
            .map_err(|refused| refused.wait_time_from(self.0.clock().now()))
    }
}

/// The 429, with how long to wait, rounded up to whole seconds.
pub(crate) fn too_many_requests(wait: Duration, form: RetryAfter) -> Response {
    let seconds = wait.as_secs() + 1;
    let value = match form {
        RetryAfter::Seconds => HeaderValue::from(seconds),
        RetryAfter::Date => {
            let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds));
            HeaderValue::try_from(date).unwrap_or_else(|_| HeaderValue::from(seconds))
        }
    };
    let mut response =
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests").into_response();
    response.headers_mut().insert(header::RETRY_AFTER, value);
    response
}
