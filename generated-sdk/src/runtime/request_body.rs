// @generated from the API document. Do not edit: the next run writes this file anew.

//! The body of a request.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::wire::{Content, content::Chunks};

/// The body of a request: what is in memory and what is read while it is sent, one after the other.
///
/// It can be sent any number of times: each [`chunks`](Self::chunks) reads it from its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestBody {
    parts: Vec<Content>,
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
        RequestChunks {
            waiting: self.parts.iter().cloned().collect(),
            open: None,
        }
    }
}

impl<T: Into<Content>> From<T> for RequestBody {
    fn from(content: T) -> Self {
        Self {
            parts: vec![content.into()],
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

/// The bytes of a request's body while it is sent.
pub struct RequestChunks {
    waiting: VecDeque<Content>,
    open: Option<Chunks>,
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
