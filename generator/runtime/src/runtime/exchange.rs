//! The way of every request: assembled, sent, perhaps sent again, read in full.

use std::borrow::Cow;
use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::HeaderValue;
use http::{HeaderMap, StatusCode};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::client::Defaults;
use super::credential::Credentials;
use super::error::{Error, ErrorKind};
use super::hook::{Attempt, Hook};
#[cfg(feature = "mock")]
use super::mock::Mock;
use super::operation::Spec;
use super::rate_limit::Gate;
use super::reply::Reply;
use super::request::Request;
use super::request_body::RequestBody;
use super::retry::RetryPolicy;
use super::secrets::Secrets;
use super::server::BaseUrl;
use super::time::Time;
use super::trace::Trace;
use super::transport::{ReplyBody, Transport};

/// What a client consists of.
pub(crate) struct Core {
    pub(crate) server: BaseUrl,
    pub(crate) single_server: bool,
    pub(crate) allow_http: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Credentials,
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) gate: Option<Gate>,
    pub(crate) hooks: Vec<Box<dyn Hook>>,
    pub(crate) secrets: Secrets,
    #[cfg(feature = "tracing")]
    pub(crate) trace_contents: bool,
    pub(crate) max_response_bytes: usize,
    pub(crate) defaults: &'static Defaults,
    #[cfg(feature = "mock")]
    pub(crate) mock: Option<Mock>,
    pub(crate) transport: Box<dyn Transport>,
}

/// A call under way. Boxed, so that callers don't grow with what happens inside.
pub(crate) type Exchange<'c> = Pin<Box<dyn Future<Output = Result<Received, Error>> + Send + 'c>>;

/// How much of a reply of success is waited for. Error replies are always read in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Whole,
    /// Status and headers; the body follows as it arrives.
    Head,
}

/// A reply, with the part of its body that has not been read.
pub(crate) struct Received {
    pub(crate) reply: Reply,
    pub(crate) rest: Option<ReplyBody>,
    pub(crate) trace: Trace,
}

impl Received {
    /// Tells success from what isn't.
    fn judged(self, spec: &Spec) -> Result<Self, Error> {
        if !self.reply.status.is_success() {
            return Err(Error::from_status(self.reply));
        }
        if self.reply.is_stray_page(spec.accept, self.rest.is_none()) {
            return Err(Error::from_stray_page(self.reply));
        }
        Ok(self)
    }
}

impl Core {
    /// Sends a request until there is a reply of success, or no point in sending it again.
    pub(crate) fn execute(&self, request: Box<Request>, reading: Reading) -> Exchange<'_> {
        let time = Time::start(request.timeout.or(self.total_timeout));
        match self.server_of(request.spec) {
            Err(error) => {
                let error = self.explain(error, request.spec, 0, time);
                Box::pin(std::future::ready(Err(error)))
            }
            Ok(server) => {
                let trace = Trace::start(self, request.spec, &server);
                let exchange = self.run(request, server, (time, reading), trace.clone());
                trace.follow(Box::pin(exchange))
            }
        }
    }

    /// The whole request, as it goes to a server.
    pub(crate) fn message(
        &self,
        request: &Request,
        server: &BaseUrl,
    ) -> Result<http::Request<RequestBody>, Error> {
        request.assemble(server, &self.headers, &self.credentials)
    }

    pub(crate) fn server_of(&self, spec: &Spec) -> Result<Cow<'_, BaseUrl>, Error> {
        match spec.servers {
            Some(url) if url.contains("://") && !self.single_server => {
                BaseUrl::parse(url, self.allow_http).map(Cow::Owned)
            }
            Some(path) if path.starts_with('/') => Ok(Cow::Owned(self.server.with_path(path))),
            _ => Ok(Cow::Borrowed(&self.server)),
        }
    }

    /// Assembles the request anew for each attempt, so that none has to be copied for one that may never be.
    async fn run(
        &self,
        request: Box<Request>,
        server: Cow<'_, BaseUrl>,
        (time, reading): (Time, Reading),
        trace: Trace,
    ) -> Result<Received, Error> {
        let spec = request.spec;
        let mut waits = request.retry.as_ref().unwrap_or(&self.retry).waits();
        let mut attempt = Attempt::first(spec);
        let mut refused = false;
        let mut last = None;
        loop {
            let message = match self.message(&request, &server) {
                Ok(message) => message,
                Err(error) => return Err(self.explain(error, spec, attempt.number - 1, time)),
            };
            let mut outcome = self
                .attempt(&request, message, &mut attempt, (time, reading), &trace)
                .await;
            match &mut outcome {
                Ok(received) => {
                    received.reply.attempts = attempt.number;
                    received.reply.elapsed = time.elapsed();
                }
                Err(_) => {
                    outcome =
                        outcome.map_err(|error| self.explain(error, spec, attempt.number, time))
                }
            }
            trace.attempt(&attempt, &outcome);
            for hook in &self.hooks {
                let seen = outcome.as_ref().map(|received| &received.reply);
                let after = self.until(time.end(), time, hook.after(&attempt, seen));
                if let Err(error) = after.await {
                    return Err(self.explain(error, spec, attempt.number, time));
                }
            }
            let error = match outcome {
                Ok(received) => return Ok(received),
                Err(error) => error,
            };
            if !attempt.is_sent && error.kind() == ErrorKind::Timeout {
                // What the server said says more than that there is no time to ask again.
                let attempts = attempt.number - 1;
                return Err(last.unwrap_or_else(|| error.of_call(spec, attempts, time.elapsed())));
            }
            attempt = attempt.next();
            let mut makers = self.credentials.makers(spec.security).peekable();
            let is_refused = error.kind() == ErrorKind::Status
                && error.status() == Some(StatusCode::UNAUTHORIZED);
            if is_refused && makers.peek().is_some() && !refused {
                refused = true;
                makers.for_each(|maker| maker.refused(error.proofs()));
                last = Some(error);
                continue;
            }
            drop(makers);
            match waits.after(&error, spec.repeat) {
                Some(wait) if time.allows(wait) => {
                    trace.wait(wait);
                    sleep(wait).await;
                    last = Some(error);
                }
                _ => return Err(error),
            }
        }
    }

    /// The error with all that is known of the call.
    #[cold]
    fn explain(&self, error: Error, spec: &Spec, attempts: u32, time: Time) -> Error {
        error
            .of_call(spec, attempts, time.elapsed())
            .explain(spec.failures, self.defaults)
            .hiding(&self.secrets)
    }

    /// Waits until the client's own rate limit has a place.
    async fn pass_gate(&self, time: Time) -> Result<(), Error> {
        let Some(gate) = &self.gate else {
            return Ok(());
        };
        let no_time = || {
            let summary = "the client's rate limit left no time to send the request";
            Error::new(ErrorKind::Timeout, summary)
        };
        let _head = match time.left() {
            None => gate.line_up().await,
            Some(left) => timeout(left, gate.line_up()).await.map_err(|_| no_time())?,
        };
        while let Err(wait) = gate.admit() {
            if !time.allows(wait) {
                return Err(no_time());
            }
            sleep(wait).await;
        }
        Ok(())
    }

    /// Sends the request once and reads the reply.
    ///
    /// It passes the gate last of all: what was let through must leave at once, or requests gather behind the gate.
    async fn attempt(
        &self,
        request: &Request,
        mut message: http::Request<RequestBody>,
        attempt: &mut Attempt,
        (time, reading): (Time, Reading),
        trace: &Trace,
    ) -> Result<Received, Error> {
        if tokio::runtime::Handle::try_current().is_err() {
            let summary = "calls need a Tokio runtime around them";
            return Err(Error::new(ErrorKind::Configuration, summary));
        }
        let mut begun = Instant::now();
        let end = time.end_of_attempt(begun, self.attempt_timeout);
        // Parts are pinned here, so that they need not move once more.
        let prepared = {
            let preparing = pin!(self.prepare(request, &mut message, attempt, (end, time)));
            self.until(end, time, preparing).await
        };
        attempt.elapsed = begun.elapsed();
        prepared?;
        let in_line = Instant::now();
        self.pass_gate(time).await?;
        // The time in line is the call's, not the attempt's.
        begun += in_line.elapsed();
        let end = time.end_of_attempt(begun, self.attempt_timeout);
        let proofs = self.proofs_in(&message, request);
        trace.request(&message);
        attempt.is_sent = true;
        let exchange = pin!(async {
            let response = self
                .transport
                .send(message)
                .await
                .map_err(Error::from_transport)?;
            self.read(response, reading, trace).await
        });
        let outcome = self.until(end, time, exchange).await;
        attempt.elapsed = begun.elapsed();
        match outcome {
            Ok(mut received) => {
                received.reply.proofs = proofs;
                received.judged(attempt.operation)
            }
            Err(error) => Err(error.hiding(&Secrets::of_headers(&proofs))),
        }
    }

    /// Has hooks look at the request, and proves who sends it.
    async fn prepare(
        &self,
        request: &Request,
        message: &mut http::Request<RequestBody>,
        attempt: &Attempt,
        (end, time): (Option<Instant>, Time),
    ) -> Result<(), Error> {
        for hook in &self.hooks {
            hook.before(attempt, message).await?;
        }
        for maker in self.credentials.makers(request.spec.security) {
            let proof = maker.authenticate(message, &*self.transport);
            self.until(end, time, proof)
                .await
                .map_err(Error::without_proof)?;
        }
        Ok(())
    }

    /// The secrets in headers of a request, if there may be others than the client's: of the call's own, or put there by
    /// hooks and [`Authenticate`](super::Authenticate).
    fn proofs_in(
        &self,
        message: &http::Request<RequestBody>,
        request: &Request,
    ) -> Vec<HeaderValue> {
        let mut makers = self.credentials.makers(request.spec.security);
        if self.hooks.is_empty() && makers.next().is_none() && !request.has_secrets {
            return Vec::new();
        }
        let headers = message.headers().values();
        headers
            .filter(|value| value.is_sensitive())
            .cloned()
            .collect()
    }

    /// A part of an attempt, if it is over by its end.
    async fn until<T>(
        &self,
        end: Option<Instant>,
        time: Time,
        part: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        match end {
            None => part.await,
            Some(end) => timeout_at(end, part)
                .await
                .unwrap_or_else(|_| Err(self.took_too_long(time))),
        }
    }

    async fn read(
        &self,
        response: http::Response<ReplyBody>,
        reading: Reading,
        trace: &Trace,
    ) -> Result<Received, Error> {
        let trace = trace.clone();
        let (head, body) = response.into_parts();
        let mut reply = Reply::without_body(head);
        if reading == Reading::Head && reply.status.is_success() {
            let rest = Some(match self.idle_timeout {
                Some(limit) => body.within(limit),
                None => body,
            });
            return Ok(Received { reply, rest, trace });
        }
        match self.collect(body, reply.status).await {
            Ok(body) => {
                reply.body = body;
                let rest = None;
                Ok(Received { reply, rest, trace })
            }
            Err(error) => Err(error.with_reply(reply)),
        }
    }

    /// The whole body. That of a failure is cut where it gets too long: the status counts.
    async fn collect(&self, mut body: ReplyBody, status: StatusCode) -> Result<Bytes, Error> {
        // Most replies come in one chunk, which stays where it is.
        let mut only = Bytes::new();
        let mut whole = BytesMut::new();
        while let Some(chunk) = body.chunk().await {
            let chunk = chunk.map_err(Error::from_transport)?;
            if (only.len() + whole.len()).saturating_add(chunk.len()) > self.max_response_bytes {
                if !status.is_success() {
                    break;
                }
                let summary = format!(
                    "the reply is larger than {} bytes; `max_response_bytes` sets the limit",
                    self.max_response_bytes
                );
                return Err(Error::new(ErrorKind::TooLarge, summary));
            }
            if only.is_empty() && whole.is_empty() {
                only = chunk;
            } else {
                whole.extend_from_slice(&std::mem::take(&mut only));
                whole.extend_from_slice(&chunk);
            }
        }
        Ok(if whole.is_empty() {
            only
        } else {
            whole.freeze()
        })
    }

    #[cold]
    fn took_too_long(&self, time: Time) -> Error {
        let summary = match time.left() {
            Some(Duration::ZERO) => format!(
                "the call took longer than {:?}",
                time.limit.unwrap_or_default()
            ),
            _ => format!("the attempt took longer than {:?}", self.attempt_timeout),
        };
        Error::new(ErrorKind::Timeout, summary)
    }
}
