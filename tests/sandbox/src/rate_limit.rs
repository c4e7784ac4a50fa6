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

/// The 429, with how long to wait.
pub(crate) fn too_many_requests(wait: Duration, form: RetryAfter) -> Response {
    let mut response =
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests").into_response();
    let value = retry_after(wait, form, SystemTime::now());
    response.headers_mut().insert(header::RETRY_AFTER, value);
    response
}

/// The value of `Retry-After`, rounded up to whole seconds, by this clock.
pub(crate) fn retry_after(wait: Duration, form: RetryAfter, now: SystemTime) -> HeaderValue {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    match form {
        RetryAfter::Seconds => HeaderValue::from(seconds),
        RetryAfter::Date => http_date(now + Duration::from_secs(seconds)),
    }
}

/// A moment as HTTP writes it (RFC 9110, section 5.6.7).
pub(crate) fn http_date(moment: SystemTime) -> HeaderValue {
    let date = httpdate::fmt_http_date(moment);
    HeaderValue::try_from(date).unwrap_or_else(|_| HeaderValue::from_static(""))
}
