//! Why a call failed, with all that is known of it.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use super::client::Defaults;
use super::operation::{ErrorBody, Failure, Spec};
use super::reply::Reply;
use super::retry;
use super::secrets::Secrets;
use super::transport::{Phase, TransportError};
use super::wire::{DecodeError, Invalid};

/// Why a call failed.
///
/// `Display` is one line, `Debug` all there is; both are without the client's secrets, also where the server echoes
/// them. [`source`](StdError::source) leads to what is underneath. One pointer wide.
pub struct Error(Box<Details>);

/// What sort of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client can't work the way it is set up.
    Configuration,
    /// No token could be had to authenticate with; the request was not sent. Status and headers are those of the reply
    /// that was to bring the token, where there was one.
    Authentication,
    /// The arguments don't make a request; nothing was sent.
    InvalidRequest,
    /// No connection could be made; the request never left.
    Connect,
    /// An attempt or the whole call took longer than allowed. The server may have acted; not so where
    /// [`attempts`](Error::attempts) is 0, since the client's own rate limit left no time to send the request.
    Timeout,
    /// The connection failed, what was to be sent could not be read, or the reply was cut off or can't be decompressed.
    /// The server may have acted.
    Transport,
    /// The server answered with an error (or with a redirect, which the client doesn't follow).
    Status,
    /// The server answered with success, but with a body that isn't what the operation promises.
    Decode,
    /// The reply is larger than the client's limit.
    TooLarge,
    /// The server gave a cursor, or a page that is counted, for the second time, so that pages would never end.
    Pagination,
    /// Code of the caller's own ([`Hook`](super::Hook), [`Authenticate`](super::Authenticate)) refused to go on.
    Refused,
}

struct Details {
    kind: ErrorKind,
    summary: String,
    operation: Option<&'static str>,
    attempts: u32,
    elapsed: Duration,
    reply: Option<Reply>,
    decode_error: Option<DecodeError>,
    body: Option<ErrorBody>,
    message: Option<String>,
    code: Option<String>,
    request_id: Option<String>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    /// Whether what stood between client and server may pass.
    may_pass: bool,
    secrets: Secrets,
}

/// How many characters of the server's message are printed.
const MESSAGE_LENGTH: usize = 300;

/// How many characters of the body `Debug` shows.
const BODY_LENGTH: usize = 1024;

impl Error {
    /// The error of a [`Hook`](super::Hook) or an [`Authenticate`](super::Authenticate) that refuses to go on. The call
    /// ends with it.
    #[cold]
    pub fn refused(reason: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let reason = reason.into();
        Self::new(ErrorKind::Refused, format!("refused: {reason}")).with_source(reason)
    }

    /// The sort of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The name of the operation that was called, usually its `operationId`.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The status of the last reply, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.reply.as_ref().map(Reply::status)
    }

    /// The headers of the last reply, where there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.reply.as_ref().map(Reply::headers)
    }

    /// The body of the last reply as it came, where there was one.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.reply.as_ref().map(|reply| &reply.body)
    }

    /// The body of the error as the operation declares it for this status; `None` where `T` isn't that type, where
    /// nothing is declared, or where the server sent something else: then there is still [`raw_body`](Self::raw_body).
    #[must_use]
    pub fn body<T: 'static>(&self) -> Option<&T> {
        self.0.body.as_ref()?.downcast_ref()
    }

    /// What the server says went wrong, taken from a body of any error that is JSON or plain text.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The server's own code for what went wrong, taken from a JSON body of any error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The server's name for the request, to be given to its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the server asks to wait (RFC 9110, section 10.2.3), as of when the reply came.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(self.headers()?)
    }

    /// Whether the same call may succeed later. It doesn't say that repeating it is harmless: after
    /// [`Timeout`](ErrorKind::Timeout) and [`Transport`](ErrorKind::Transport) the server may have acted.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            ErrorKind::Status => self.status().is_some_and(retry::is_passing),
            ErrorKind::Authentication | ErrorKind::Decode => self.0.may_pass,
            _ => false,
        }
    }

    /// What of a successful reply could not be decoded, and where in it.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        self.0.decode_error.as_ref()
    }

    /// How many attempts were made, also those that ended before the request was sent, as for want of a token.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, with all attempts and waits.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }
}

/// What is underneath an error. What lies between says no more than where it came by.
fn root_cause(mut error: &(dyn StdError + 'static)) -> String {
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, summary: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            summary: summary.into(),
            operation: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            reply: None,
            decode_error: None,
            body: None,
            message: None,
            code: None,
            request_id: None,
            source: None,
            may_pass: false,
            secrets: Secrets::default(),
        }))
    }

    #[cold]
    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into().into());
        self
    }

    /// The same failure for another call that waited for the same thing.
    #[cold]
    pub(crate) fn again(&self) -> Self {
        let mut error = Self::new(self.0.kind, self.0.summary.clone());
        error.0.reply = self.0.reply.clone();
        error.0.source = self.0.source.clone();
        error.0.may_pass = self.0.may_pass;
        error.0.secrets = self.0.secrets.clone();
        error
    }

    #[cold]
    pub(crate) fn from_transport(error: TransportError) -> Self {
        let kind = error.phase.kind();
        let summary = match error.phase {
            Phase::TimedOut => error.to_string(),
            Phase::Connecting | Phase::Exchanging => {
                format!("{error}: {}", root_cause(error.source.as_ref()))
            }
        };
        Self::new(kind, summary).with_source(error.source)
    }

    /// The server answered with anything but success.
    #[cold]
    pub(crate) fn from_status(reply: Reply) -> Self {
        let summary = format!("the server answered {}", reply.status);
        Self::new(ErrorKind::Status, summary).with_reply(reply)
    }

    /// The server answered with success, but the body isn't what the operation promises.
    #[cold]
    pub(crate) fn from_decode(error: DecodeError, reply: Reply) -> Self {
        let encoding = reply.headers.get(CONTENT_ENCODING);
        let encoding = encoding.and_then(|encoding| encoding.to_str().ok());
        let summary = format!(
            "the reply ({}, {}{}{}) is not as described: {error}",
            reply.status,
            reply.media_type().unwrap_or("no media type"),
            encoding.map_or("", |_| ", "),
            encoding.unwrap_or_default(),
        );
        let mut result = Self::new(ErrorKind::Decode, summary).with_reply(reply);
        result.0.decode_error = Some(error);
        result
    }

    /// The server answered with a web page, which is somebody's on the way: a proxy's, or a notice while it is down.
    #[cold]
    pub(crate) fn from_stray_page(reply: Reply) -> Self {
        let problem = DecodeError::new("an answer of the API", "a web page");
        let mut result = Self::from_decode(problem, reply);
        result.0.may_pass = true;
        result
    }

    /// The server answered with JSON, in which no server-sent event would ever be found.
    #[cold]
    pub(crate) fn from_no_events(reply: Reply) -> Self {
        Self::from_decode(DecodeError::new("server-sent events", "JSON"), reply)
    }

    /// The secrets that were made for the request that failed.
    pub(crate) fn proofs(&self) -> &[HeaderValue] {
        self.0.reply.as_ref().map_or(&[], |reply| &reply.proofs)
    }

    #[cold]
    pub(crate) fn with_reply(mut self, reply: Reply) -> Self {
        let proofs = Secrets::of_headers(&reply.proofs);
        self.0.reply = Some(reply);
        self.hiding(&proofs)
    }

    #[cold]
    pub(crate) fn of_call(mut self, spec: &Spec, attempts: u32, elapsed: Duration) -> Self {
        self.0.operation = Some(spec.id);
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
        self
    }

    /// What kept the proof for a request from being made. The request was not sent, whatever went wrong.
    #[cold]
    pub(crate) fn without_proof(mut self) -> Self {
        let is_of_its_own = matches!(
            self.kind(),
            ErrorKind::Authentication | ErrorKind::Configuration | ErrorKind::Refused
        );
        if !is_of_its_own {
            self.0.may_pass = self.is_retryable();
            self.0.summary = format!("no token could be had: {self}");
            self.0.kind = ErrorKind::Authentication;
            self.0.body = None;
            self.0.message = None;
            self.0.code = None;
        }
        self
    }

    /// Keeps these out of what is printed.
    #[cold]
    pub(crate) fn hiding(mut self, secrets: &Secrets) -> Self {
        self.0.summary = secrets.hide_in_quotes(&self.0.summary);
        self.0.secrets = self.0.secrets.and(secrets);
        self
    }

    /// Takes out of the reply what it says about the error.
    #[cold]
    pub(crate) fn explain(mut self, failures: &[Failure], defaults: &Defaults) -> Self {
        self.0.request_id = self.find_request_id(defaults);
        if let Some(reply) = self
            .0
            .reply
            .as_ref()
            .filter(|_| self.0.kind == ErrorKind::Status)
        {
            self.0.body = Failure::decode_body(failures, reply);
            match reply.json::<Value>() {
                Ok(Value::String(text)) => self.0.message = some_text(&text),
                Ok(body) => {
                    self.0.message = first_text(&body, defaults.error_message);
                    self.0.code = first_text(&body, defaults.error_code);
                }
                Err(_) => {}
            }
        }
        self
    }

    fn find_request_id(&self, defaults: &Defaults) -> Option<String> {
        let headers = self.headers()?;
        let found = defaults
            .request_id_headers
            .iter()
            .find_map(|name| headers.get(*name))?;
        found.to_str().ok().map(str::to_owned)
    }
}

/// So that `?` works on arguments that are checked when they are made.
impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::new(ErrorKind::InvalidRequest, invalid.to_string())
    }
}

/// The first of the places (JSON pointers, RFC 6901) that holds something to print.
fn first_text(body: &Value, pointers: &[&str]) -> Option<String> {
    pointers
        .iter()
        .filter_map(|pointer| body.pointer(pointer))
        .find_map(text_of)
}

/// The text without white space around it, if there is any.
fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(text_of).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        _ => None,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.0.secrets.hide(self.0.line());
        f.write_str(&one_line(&line, usize::MAX))
    }
}

impl Details {
    /// What is printed.
    fn line(&self) -> String {
        let operation = self.operation.map(|operation| format!("{operation}: "));
        // Hidden before they are cut, or a part of a secret would be left.
        let cut = |text: &String| one_line(&self.secrets.hide(text), MESSAGE_LENGTH);
        let message = self.message.as_ref().map(|text| format!(": {}", cut(text)));
        let note =
            |name: &str, text: &Option<String>| Some(format!(" ({name} {})", cut(text.as_ref()?)));
        let attempts = match self.attempts {
            0 | 1 => None,
            attempts => Some(format!(" (after {attempts} attempts)")),
        };
        let parts = [
            operation,
            Some(self.summary.clone()),
            message,
            note("code", &self.code),
            note("request id", &self.request_id),
            attempts,
        ];
        parts.into_iter().flatten().collect()
    }
}

/// The text on one line, cut where it gets longer than so many characters.
fn one_line(text: &str, length: usize) -> String {
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut line: String = shown.take(length).collect();
    if text.chars().nth(length).is_some() {
        line.push('…');
    }
    line
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &self.0;
        let shown = if f.alternate() {
            format!("{details:#?}")
        } else {
            format!("{details:?}")
        };
        f.write_str(&details.secrets.hide(shown))
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reply = self.reply.as_ref();
        let excerpt = reply.map(|reply| self.secrets.excerpt(&reply.body, BODY_LENGTH));
        f.debug_struct("Error")
            .field("kind", &self.kind)
            .field("summary", &self.summary)
            .field("operation", &self.operation)
            .field("status", &reply.map(Reply::status))
            .field("message", &self.message)
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .field("headers", &reply.map(Reply::headers))
            .field("body", &excerpt)
            .field("source", &self.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
