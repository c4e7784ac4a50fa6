// @generated from the API document. Do not edit: the next run writes this file anew.

//! The way of every request: assembled, sent, perhaps sent again, read in full.

use std::borrow::Cow;
use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use http::header::HeaderValue;
use http::{HeaderMap, StatusCode};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::authenticate::Authenticate;
use super::client::Defaults;
use super::credential::Credentials;
use super::error::{Error, ErrorKind};
use super::hook::{Attempt, Hook, Stage};
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
use super::transport::{Collected, ReplyBody, Transport, TransportFuture};

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
    /// The same, where the body may be server-sent events.
    Events,
}

impl Reading {
    /// Whether the body of such a reply is read when it is asked for.
    fn is_late(self, reply: &Reply) -> bool {
        reply.status.is_success()
            && match self {
                Self::Whole => false,
                Self::Head => true,
                Self::Events => !reply.is_json(),
            }
    }
}

/// A reply, with the part of its body that has not been read.
pub(crate) struct Received {
    pub(crate) reply: Reply,
    pub(crate) rest: Option<ReplyBody>,
    pub(crate) trace: Trace,
}

impl Received {
    /// What the reply says went wrong, if it isn't one of success. It is taken out then.
    fn failure(&mut self, spec: &Spec, reading: Reading) -> Option<Error> {
        let error = if !self.reply.status.is_success() {
            Error::from_status
        } else if self.reply.is_stray_page(spec.accept, self.rest.is_none()) {
            Error::from_stray_page
        } else if reading == Reading::Events && self.reply.is_json() {
            Error::from_no_events
        } else {
            return None;
        };
        Some(error(self.reply.take()))
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
                let call = CallUnderWay {
                    core: self,
                    request,
                    server,
                    time,
                    reading,
                    trace: trace.clone(),
                };
                trace.follow(Box::pin(async move { call.run().await }))
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

    /// The error with all that is known of the call.
    #[cold]
    fn explain(&self, error: Error, spec: &Spec, attempts: u32, time: Time) -> Error {
        error
            .of_call(spec, attempts, time.elapsed())
            .explain(spec.failures, self.defaults)
            .hiding(&self.secrets)
    }
}

/// A call, with what all its attempts have together.
///
/// Its parts are lent this instead of having copies, and what an attempt needs no more it gives up before the next wait:
/// the future of a call is made anew for each, and allocators have up to a kilobyte at hand.
struct CallUnderWay<'c> {
    core: &'c Core,
    request: Box<Request>,
    server: Cow<'c, BaseUrl>,
    time: Time,
    reading: Reading,
    trace: Trace,
}

impl CallUnderWay<'_> {
    async fn run(&self) -> Result<Received, Error> {
        let spec = self.request.spec;
        let retry = self.request.retry.as_ref().unwrap_or(&self.core.retry);
        let mut waits = None;
        let mut attempt = Attempt::first(spec);
        let mut refused = false;
        let mut last = None;
        loop {
            let error = match self.attempt(&mut attempt).await? {
                Ok(received) => return Ok(received),
                Err(error) => error,
            };
            if attempt.stage != Stage::Sent && error.kind() == ErrorKind::Timeout {
                // What the server said says more than that there is no time to ask again.
                let (attempts, elapsed) = (attempt.number - 1, self.time.elapsed());
                return Err(last.unwrap_or_else(|| error.of_call(spec, attempts, elapsed)));
            }
            attempt = attempt.next();
            if !refused && self.have_proofs_renewed(&error) {
                refused = true;
                last = Some(error);
                continue;
            }
            // Boxed and made late, since most calls wait for nothing.
            let waits = waits.get_or_insert_with(|| Box::new(retry.waits()));
            match waits.after(&error, self.request.repeat()) {
                Some(wait) if self.time.allows(wait) => {
                    self.trace.wait(wait);
                    sleep(wait).await;
                    last = Some(error);
                }
                _ => return Err(error),
            }
        }
    }

    /// Makes an attempt and shows the outcome to those who look on. What fails outside of the outcome ends the call.
    async fn attempt(&self, attempt: &mut Attempt) -> Result<Result<Received, Error>, Error> {
        let outcome = self.send_once(attempt).await;
        self.shown(attempt, outcome).await
    }

    /// The outcome, when all have seen it. Apart from [`attempt`](Self::attempt), whose future would else have a place
    /// for the outcome beside the one for what it comes from.
    async fn shown(
        &self,
        attempt: &Attempt,
        mut outcome: Result<Received, Error>,
    ) -> Result<Result<Received, Error>, Error> {
        if outcome.is_err() {
            let is_made = attempt.stage != Stage::Begun;
            let attempts = attempt.number - u32::from(!is_made);
            outcome = outcome.map_err(|error| self.explain(error, attempts));
            if !is_made {
                return outcome.map(Ok);
            }
        }
        let seen = outcome.as_ref().map(|received| &received.reply);
        self.show(attempt, seen).await?;
        Ok(outcome)
    }

    async fn show(&self, attempt: &Attempt, outcome: Result<&Reply, &Error>) -> Result<(), Error> {
        self.trace.attempt(attempt, outcome);
        for hook in &self.core.hooks {
            let after = self.until(self.time.end(), hook.after(attempt, outcome));
            if let Err(error) = after.await.and_then(|seen| seen) {
                return Err(self.explain(error, attempt.number));
            }
        }
        Ok(())
    }

    /// Sends the request once and reads the reply.
    async fn send_once(&self, attempt: &mut Attempt) -> Result<Received, Error> {
        if tokio::runtime::Handle::try_current().is_err() {
            let summary = "calls need a Tokio runtime around them";
            return Err(Error::new(ErrorKind::Configuration, summary));
        }
        let mut begun = Instant::now();
        let sending;
        let proofs;
        {
            // Assembled anew for each attempt, so that none has to be copied for one that may never be.
            let mut message = self.core.message(&self.request, &self.server)?;
            attempt.stage = Stage::Assembled;
            self.let_through(&mut message, attempt, &mut begun).await?;
            proofs = self.proofs_in(&message);
            self.trace.request(&message);
            attempt.stage = Stage::Sent;
            sending = self.core.transport.send(message);
        }
        let mut outcome = pin!(self.receive(sending, self.end_of_attempt(begun))).await;
        let over = Instant::now();
        attempt.elapsed = over - begun;
        // In place: what is received is large, and moves as seldom as it can.
        match &mut outcome {
            Ok(received) => {
                received.reply.attempts = attempt.number;
                received.reply.elapsed = self.time.until(over);
                received.reply.proofs = proofs;
                if let Some(error) = received.failure(attempt.operation, self.reading) {
                    outcome = Err(error);
                }
            }
            Err(_) => {
                outcome = outcome.map_err(|error| error.hiding(&Secrets::of_headers(&proofs)));
            }
        }
        outcome
    }

    fn end_of_attempt(&self, begun: Instant) -> Option<Instant> {
        self.time.end_of_attempt(begun, self.attempt_timeout())
    }

    fn attempt_timeout(&self) -> Duration {
        let own = self.request.attempt_timeout;
        own.unwrap_or(self.core.attempt_timeout)
    }

    /// Prepares the request and waits until it may leave.
    async fn let_through(
        &self,
        message: &mut http::Request<RequestBody>,
        attempt: &mut Attempt,
        begun: &mut Instant,
    ) -> Result<(), Error> {
        let end = self.end_of_attempt(*begun);
        if let Err(error) = self.prepare(message, attempt, end).await {
            attempt.elapsed = begun.elapsed();
            return Err(error);
        }
        if let Some(gate) = &self.core.gate {
            let in_line = Instant::now();
            attempt.elapsed = in_line - *begun;
            self.pass(gate).await?;
            // The time in line is the call's, not the attempt's.
            *begun += in_line.elapsed();
        }
        Ok(())
    }

    /// Has hooks look at the request, and proves who sends it.
    async fn prepare(
        &self,
        message: &mut http::Request<RequestBody>,
        attempt: &Attempt,
        end: Option<Instant>,
    ) -> Result<(), Error> {
        for hook in &self.core.hooks {
            let seen = hook.before(attempt, message);
            self.until(end, seen).await??;
        }
        for maker in self.makers() {
            let proof = maker.authenticate(message, &*self.core.transport);
            let made = self.until(end, proof).await;
            made.and_then(|made| made).map_err(Error::without_proof)?;
        }
        Ok(())
    }

    /// Waits until the client's own rate limit has a place.
    ///
    /// It is passed last of all: what was let through must leave at once, or requests gather behind it.
    async fn pass(&self, gate: &Gate) -> Result<(), Error> {
        let no_time = || {
            let summary = "the client's rate limit left no time to send the request";
            Error::new(ErrorKind::Timeout, summary)
        };
        let _head = match self.time.left() {
            None => gate.line_up().await,
            Some(left) => timeout(left, gate.line_up()).await.map_err(|_| no_time())?,
        };
        while let Err(wait) = gate.admit() {
            if !self.time.allows(wait) {
                return Err(no_time());
            }
            sleep(wait).await;
        }
        Ok(())
    }

    /// Those who make proofs for each request.
    fn makers(&self) -> impl Iterator<Item = &dyn Authenticate> {
        self.request.makers(&self.core.credentials)
    }

    /// Tells those who make proofs that the server refused theirs, and whether it did.
    fn have_proofs_renewed(&self, error: &Error) -> bool {
        let is_refused = error.kind() == ErrorKind::Status
            && error.status() == Some(StatusCode::UNAUTHORIZED)
            && self.makers().next().is_some();
        if is_refused {
            self.makers()
                .for_each(|maker| maker.refused(error.proofs()));
        }
        is_refused
    }

    /// The secrets in headers of a request, if there may be others than the client's: of the call's own, or put there by
    /// hooks and [`Authenticate`].
    fn proofs_in(&self, message: &http::Request<RequestBody>) -> Vec<HeaderValue> {
        let has_none = self.core.hooks.is_empty()
            && self.makers().next().is_none()
            && !self.request.has_secrets;
        if has_none {
            return Vec::new();
        }
        let headers = message.headers().values();
        headers
            .filter(|value| value.is_sensitive())
            .cloned()
            .collect()
    }

    /// What comes of a part of an attempt, if it is over by its end.
    async fn until<T>(
        &self,
        end: Option<Instant>,
        part: impl Future<Output = T>,
    ) -> Result<T, Error> {
        match end {
            None => Ok(part.await),
            Some(end) => timeout_at(end, part)
                .await
                .map_err(|_| self.took_too_long()),
        }
    }

    /// The reply, as far as it is to be read and comes in time.
    async fn receive(
        &self,
        sending: TransportFuture<'_>,
        end: Option<Instant>,
    ) -> Result<Received, Error> {
        let response = self.until(end, sending).await?;
        let (head, body) = response.map_err(Error::from_transport)?.into_parts();
        let mut reply = Reply::without_body(head);
        let mut rest = None;
        if self.reading.is_late(&reply) {
            rest = Some(match self.core.idle_timeout {
                Some(limit) => body.within(limit),
                None => body,
            });
        } else {
            let mut read = Collected::default();
            match self.read(body, &mut read, end).await {
                Err(error) if reply.status.is_success() => return Err(error.with_reply(reply)),
                // Of a failure what came counts, however much it is: the status says more than why that was all.
                _ => reply.body = read.finish(),
            }
        }
        let trace = self.trace.clone();
        Ok(Received { reply, rest, trace })
    }

    /// Reads the whole body.
    async fn read(
        &self,
        mut body: ReplyBody,
        into: &mut Collected,
        end: Option<Instant>,
    ) -> Result<(), Error> {
        let most = self.core.max_response_bytes;
        let reading = pin!(body.collect(into, most));
        let is_whole = self.until(end, reading).await?;
        if is_whole.map_err(Error::from_transport)? {
            return Ok(());
        }
        let summary =
            format!("the reply is larger than {most} bytes; `max_response_bytes` sets the limit");
        Err(Error::new(ErrorKind::TooLarge, summary))
    }

    /// The error with all that is known of the call.
    fn explain(&self, error: Error, attempts: u32) -> Error {
        let spec = self.request.spec;
        self.core.explain(error, spec, attempts, self.time)
    }

    #[cold]
    fn took_too_long(&self) -> Error {
        let summary = match self.time.left() {
            Some(Duration::ZERO) => format!(
                "the call took longer than {:?}",
                self.time.limit.unwrap_or_default()
            ),
            _ => format!(
                "the attempt took longer than {:?}; `attempt_timeout` sets the limit",
                self.attempt_timeout()
            ),
        };
        Error::new(ErrorKind::Timeout, summary)
    }
}
