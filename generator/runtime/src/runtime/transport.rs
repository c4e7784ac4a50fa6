//! What carries requests to a server and replies back.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::time::{Sleep, sleep};

use super::error::ErrorKind;
use super::request_body::RequestBody;

/// Carries one request to a server and brings the reply back.
///
/// A client talks to the network through one of these. [`HttpTransport`](super::http_transport::HttpTransport) is the
/// usual one; write another to answer without a network in tests, or wrap one to look at what goes out and comes in.
/// Retries, time limits, rate limits and the size limit of replies are the client's and need no care here.
///
/// A transport follows no redirect on its own unless it keeps credentials from other hosts.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and resolves as soon as the reply's head is there; the body follows as a stream.
    ///
    /// The URI is absolute. Credentials are in headers marked sensitive, in the `cookie` header or in the query:
    /// don't log those.
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_>;
}

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<ReplyBody>, TransportError>> + Send + 'a>>;

/// The body of a reply while it arrives: a stream of chunks.
pub struct ReplyBody(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl ReplyBody {
    /// A body that arrives in chunks.
    pub fn from_stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(chunks))
    }

    /// The same body, which fails when it falls silent for so long.
    pub(crate) fn within(self, limit: Duration) -> Self {
        Self::from_stream(Impatient {
            body: self,
            limit,
            silence: Box::pin(sleep(limit)),
            is_waiting: false,
        })
    }

    /// Waits for the next chunk; `None` at the end.
    pub(crate) async fn chunk(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }

    /// Reads up to so many bytes, and says whether that is all.
    pub(crate) async fn collect(
        &mut self,
        into: &mut Collected,
        most: usize,
    ) -> Result<bool, TransportError> {
        while let Some(chunk) = self.chunk().await {
            let chunk = chunk?;
            if into.length().saturating_add(chunk.len()) > most {
                return Ok(false);
            }
            into.push(chunk);
        }
        Ok(true)
    }
}

/// What came of a body. Most come in one chunk, which stays where it is.
#[derive(Default)]
pub(crate) struct Collected {
    only: Bytes,
    several: BytesMut,
}

impl Collected {
    fn length(&self) -> usize {
        self.only.len() + self.several.len()
    }

    fn push(&mut self, chunk: Bytes) {
        if self.length() == 0 {
            self.only = chunk;
        } else {
            self.several
                .extend_from_slice(&std::mem::take(&mut self.only));
            self.several.extend_from_slice(&chunk);
        }
    }

    pub(crate) fn finish(self) -> Bytes {
        if self.several.is_empty() {
            self.only
        } else {
            self.several.freeze()
        }
    }
}

impl From<Bytes> for ReplyBody {
    fn from(content: Bytes) -> Self {
        Self::from_stream(Once(Some(content)))
    }
}

impl Stream for ReplyBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for ReplyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyBody(..)")
    }
}

/// A stream of one chunk that is there already.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// A body that must not fall silent. Only the time counts in which somebody waits for it.
struct Impatient {
    body: ReplyBody,
    limit: Duration,
    silence: Pin<Box<Sleep>>,
    is_waiting: bool,
}

impl Stream for Impatient {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = &mut *self;
        if let Poll::Ready(chunk) = Pin::new(&mut body.body).poll_next(context) {
            body.is_waiting = false;
            return Poll::Ready(chunk);
        }
        if !body.is_waiting {
            body.is_waiting = true;
            body.silence = Box::pin(sleep(body.limit));
        }
        ready!(body.silence.as_mut().poll(context));
        let silence = format!("nothing came for {:?}", body.limit);
        Poll::Ready(Some(Err(TransportError::timeout(silence))))
    }
}

/// Why a request got no reply, or its body broke off.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) phase: Phase,
    pub(crate) source: Box<dyn StdError + Send + Sync>,
}

/// How far a request had come when it failed, which decides whether repeating it is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Connecting,
    TimedOut,
    Exchanging,
}

impl Phase {
    /// What sort of failure of a call it makes.
    pub(crate) fn kind(self) -> ErrorKind {
        match self {
            Self::Connecting => ErrorKind::Connect,
            Self::TimedOut => ErrorKind::Timeout,
            Self::Exchanging => ErrorKind::Transport,
        }
    }
}

impl TransportError {
    /// No connection could be made. Use this only where no byte of the request can have reached the server: such
    /// requests are repeated even when the operation isn't safe to repeat.
    pub fn connect(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            phase: Phase::Connecting,
            source: source.into(),
        }
    }

    /// The server took too long, or fell silent.
    pub fn timeout(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            phase: Phase::TimedOut,
            source: source.into(),
        }
    }

    /// Anything else that went wrong on the way; the server may have acted on the request.
    pub fn other(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            phase: Phase::Exchanging,
            source: source.into(),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase {
            Phase::Connecting => "could not connect",
            Phase::TimedOut => "the server took too long",
            Phase::Exchanging => "the exchange with the server failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
