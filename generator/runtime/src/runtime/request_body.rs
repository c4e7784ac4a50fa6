//! The body of a request.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::wire::{Content, content::Chunks};

/// The body of a request: what is in memory and what is read while it is sent, one after the other.
///
/// It can be sent any number of times: each [`chunks`](Self::chunks) reads it from its start. As an [`http_body::Body`],
/// as layers of `tower` take it, it is sent once, and its clones from their start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestBody {
    parts: Vec<Content>,
    sending: Sending,
}

impl RequestBody {
    /// The whole body, where it is in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<Bytes> {
        match self.parts.as_slice() {
            [] => Some(Bytes::new()),
            [only] => only.bytes().cloned(),
            _ => None,
        }
    }

    /// The number of bytes, where it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.parts.iter().map(Content::length).sum()
    }

    /// The bytes, from the first one.
    #[must_use]
    pub fn chunks(&self) -> RequestChunks {
        RequestChunks::of(&self.parts)
    }
}

impl<T: Into<Content>> From<T> for RequestBody {
    fn from(content: T) -> Self {
        Self {
            parts: vec![content.into()],
            sending: Sending::default(),
        }
    }
}

/// Neighbours that are in memory become one.
impl Extend<Content> for RequestBody {
    fn extend<I: IntoIterator<Item = Content>>(&mut self, contents: I) {
        for content in contents {
            match (self.parts.last_mut(), content) {
                (Some(Content::Bytes(known)), Content::Bytes(more)) => {
                    *known = [&known[..], &more[..]].concat().into();
                }
                (_, content) => self.parts.push(content),
            }
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = &mut *self;
        let sent = body.sending.0.get_or_insert_with(|| {
            let chunks = RequestChunks::of(&body.parts);
            Box::new((Mutex::new(chunks), 0))
        });
        let (chunks, sent) = &mut **sent;
        let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(Pin::new(chunks).poll_next(context));
        if let Some(Ok(chunk)) = &chunk {
            *sent += chunk.len() as u64;
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let sent = self.sending.0.as_ref().map_or(0, |sending| sending.1);
        let left = self.length().map(|length| length.saturating_sub(sent));
        left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// What is left to be sent of a body that is on its way, and how much was sent; none before. It is no part of what the
/// body is.
///
/// Those who send want what several threads may see; nobody but the sender ever looks.
#[derive(Default)]
struct Sending(Option<Box<(Mutex<RequestChunks>, u64)>>);

impl Clone for Sending {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Sending {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Sending {}

impl fmt::Debug for Sending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sending").field(&self.0.is_some()).finish()
    }
}

/// The bytes of a request's body while it is sent.
pub struct RequestChunks {
    waiting: VecDeque<Content>,
    open: Option<Chunks>,
}

impl RequestChunks {
    fn of(parts: &[Content]) -> Self {
        Self {
            waiting: parts.iter().cloned().collect(),
            open: None,
        }
    }
}

impl Stream for RequestChunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(open) = &mut self.open {
                match ready!(open.as_mut().poll_next(context)) {
                    Some(chunk) => return Poll::Ready(Some(chunk)),
                    None => self.open = None,
                }
            }
            match self.waiting.pop_front() {
                None => return Poll::Ready(None),
                Some(Content::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Content::Stream(source)) => self.open = Some(source.open()),
            }
        }
    }
}
