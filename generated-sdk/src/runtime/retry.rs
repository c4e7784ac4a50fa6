// @generated from the API document. Do not edit: the next run writes this file anew.

//! When a failed attempt is repeated, and after what wait.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use super::error::{Error, ErrorKind};
use super::operation::Repeat;

/// When and how often a failed request is sent again.
///
/// | what happened | repeated |
/// |---|---|
/// | no connection could be made, or no token to authenticate with, for a reason that may pass: the request never left | always |
/// | 429 Too Many Requests: refused before the server acted (RFC 6585, section 4) | always |
/// | 408, 500, 502, 503, 504 | where the operation is safe to repeat |
/// | a connection that broke, a reply that was cut off, an attempt that took too long | where the operation is safe to repeat |
/// | a web page in place of the API's answer | where the operation is safe to repeat |
/// | anything else | never |
///
/// Safe to repeat are the operations whose [`Spec::repeat`](super::Spec::repeat) says so, and all requests with an
/// `Idempotency-Key` header (or `X-Idempotency-Key`), by which a server knows that it has acted already.
///
/// 503 isn't repeated for the others even with `Retry-After`: a gateway may send it after the server has acted.
///
/// The wait doubles with each attempt and is spread at random. Where the server says how long to wait (`Retry-After`,
/// RFC 9110, section 10.2.3, in seconds or as a date), that counts; if it asks for more than
/// [`max_retry_after`](Self::max_retry_after), or for more than the call's time limit leaves, the call fails at once
/// and [`Error::retry_after`] says how long to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    jitter: bool,
}

/// Longer waits make no sense, and would overflow when they double.
const LONGEST_DELAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Default for RetryPolicy {
    /// Four attempts; waits of 0.5 s, 1 s and 2 s, each lengthened at random by up to the same again; up to 120 s
    /// where the server asks for it.
    fn default() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(120),
            jitter: true,
        }
    }
}

impl RetryPolicy {
    /// One attempt and no more.
    #[must_use]
    pub fn never() -> Self {
        Self::default().max_attempts(1)
    }

    /// How many attempts there are in all, the first one included. Zero counts as one. Four by default.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The wait before the second attempt; it doubles from there. 500 ms by default, a day at most.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay.min(LONGEST_DELAY);
        self
    }

    /// The longest wait that the client chooses by itself. 30 s by default, a day at most. Waits that have come to it are
    /// spread at random over its second half.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay.min(LONGEST_DELAY);
        self
    }

    /// The longest wait that the server may ask for. 120 s by default.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Whether waits are lengthened at random, so that many clients don't come back at the same moment. On by default.
    #[must_use]
    pub fn jitter(mut self, on: bool) -> Self {
        self.jitter = on;
        self
    }

    /// The waits of one call, in order.
    pub(crate) fn waits(&self) -> Waits<'_> {
        // At random each may become twice as long.
        let longest = match self.jitter {
            true => self.max_delay / 2,
            false => self.max_delay,
        };
        let builder = ExponentialBuilder::new()
            .with_min_delay(self.base_delay.min(longest))
            .with_max_delay(longest)
            .with_max_times(self.max_attempts.saturating_sub(1) as usize);
        let builder = if self.jitter {
            builder.with_jitter()
        } else {
            builder
        };
        Waits {
            policy: self,
            delays: builder.build(),
        }
    }
}

/// The waits between the attempts of one call.
pub(crate) struct Waits<'p> {
    policy: &'p RetryPolicy,
    delays: ExponentialBackoff,
}

impl Waits<'_> {
    /// How long to wait before the next attempt; `None` if there is to be none.
    pub(crate) fn after(&mut self, error: &Error, repeat: Repeat) -> Option<Duration> {
        if !may_repeat(error, repeat) {
            return None;
        }
        let delay = self.delays.next()?;
        match error.retry_after() {
            Some(asked) if asked > self.policy.max_retry_after => None,
            // To ask again at once is no wait: a server that says so is as overloaded as others.
            Some(asked) if !asked.is_zero() => Some(asked),
            _ => Some(delay),
        }
    }
}

fn may_repeat(error: &Error, repeat: Repeat) -> bool {
    let is_unsent = matches!(error.kind(), ErrorKind::Connect | ErrorKind::Authentication);
    let is_refused = error.status() == Some(StatusCode::TOO_MANY_REQUESTS);
    error.is_retryable() && (repeat == Repeat::Safe || is_unsent || is_refused)
}

/// Whether a reply of this status may be followed by a better one.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// How long the server asks to wait (RFC 9110, section 10.2.3).
///
/// A date is taken relative to the reply's own `Date`, so that it doesn't matter whose clock is right.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    // The standard knows whole seconds only; fractions are common all the same.
    if let Ok(seconds) = text.parse::<f64>() {
        let asks = seconds >= 0.0;
        return asks.then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // A date that has passed is what a clock that goes wrong makes of any.
    until.duration_since(sent_at(headers)).ok()
}

fn sent_at(headers: &HeaderMap) -> SystemTime {
    headers
        .get(DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or_else(SystemTime::now)
}
