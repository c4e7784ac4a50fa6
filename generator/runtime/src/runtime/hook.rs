//! Code of the caller's own around every attempt.

use std::future::{Future, ready};
use std::pin::Pin;
use std::time::Duration;

use super::error::Error;
use super::operation::Spec;
use super::reply::Reply;
use super::request_body::RequestBody;

/// Looks at each request before it is sent, and at what came of it: for headers of one's own, logs, metrics, a stop at
/// will.
///
/// Hooks see each attempt by itself, repeated ones included, in the order in which they were added. The time that they
/// take counts: before an attempt as the attempt's, after it as the call's. A hook that fails ends the call: it is not tried again.
pub trait Hook: Send + Sync + 'static {
    /// Before an attempt. The request is whole but for proofs that are made anew each time
    /// ([`Authenticate`](super::Authenticate)); it may be changed, and the next attempt begins with the original again.
    /// Headers that hold secrets are marked sensitive.
    ///
    /// # Errors
    /// When the request is not to be sent; [`Error::refused`] makes such an error.
    fn before<'a>(
        &'a self,
        attempt: &'a Attempt,
        request: &'a mut http::Request<RequestBody>,
    ) -> HookFuture<'a> {
        let _ = (attempt, request);
        Box::pin(ready(Ok(())))
    }

    /// After an attempt, with the reply of success (its body empty where it is read as it arrives), or with what went
    /// wrong, replies with other statuses among it. A body of success that can't be decoded, or breaks off while it is read
    /// as it arrives, shows later: in the call's error and its span.
    ///
    /// # Errors
    /// When the call is to fail whatever the outcome was; [`Error::refused`] makes such an error.
    fn after<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<&'a Reply, &'a Error>,
    ) -> HookFuture<'a> {
        let _ = (attempt, outcome);
        Box::pin(ready(Ok(())))
    }
}

/// What [`Hook`]s return.
pub type HookFuture<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// An attempt to have a request answered.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation that was called.
    pub operation: &'static Spec,
    /// Which attempt of the call it is; the first is 1.
    pub number: u32,
    /// How long it has taken so far, up to the last byte of the reply.
    pub elapsed: Duration,
    pub(crate) stage: Stage,
}

/// How far an attempt has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// There is no request yet.
    Begun,
    /// There is one, which hooks and the rate limit have to let through.
    Assembled,
    /// The transport was given the request.
    Sent,
}

impl Attempt {
    /// The first attempt of a call.
    pub(crate) const fn first(operation: &'static Spec) -> Self {
        Self {
            operation,
            number: 1,
            elapsed: Duration::ZERO,
            stage: Stage::Begun,
        }
    }

    /// The attempt after this one.
    pub(crate) const fn next(self) -> Self {
        Self {
            number: self.number.saturating_add(1),
            ..Self::first(self.operation)
        }
    }
}

/// A function as a hook before each attempt.
pub(crate) struct Before<F>(pub(crate) F);

impl<F> Hook for Before<F>
where
    F: Fn(&Attempt, &mut http::Request<RequestBody>) -> Result<(), Error> + Send + Sync + 'static,
{
    fn before<'a>(
        &'a self,
        attempt: &'a Attempt,
        request: &'a mut http::Request<RequestBody>,
    ) -> HookFuture<'a> {
        Box::pin(ready((self.0)(attempt, request)))
    }
}

/// A function as a hook after each attempt.
pub(crate) struct After<F>(pub(crate) F);

impl<F> Hook for After<F>
where
    F: Fn(&Attempt, Result<&Reply, &Error>) -> Result<(), Error> + Send + Sync + 'static,
{
    fn after<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<&'a Reply, &'a Error>,
    ) -> HookFuture<'a> {
        Box::pin(ready((self.0)(attempt, outcome)))
    }
}
