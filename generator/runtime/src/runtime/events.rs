//! Replies that arrive item by item: server-sent events, lines of JSON, JSON text sequences.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::ACCEPT;
use serde_json::Value;

use super::call::{Call, Described};
use super::client::Defaults;
use super::error::{Error, ErrorKind};
use super::exchange::Reading;
use super::operation::{Operation, Spec};
use super::parameters::Style;
use super::reply::Reply;
use super::secrets::Secrets;
use super::trace::Trace;
use super::transport::ReplyBody;
use super::wire::DecodeError;

/// An operation whose reply can arrive item by item.
pub trait Streamed: Operation {
    /// What arrives.
    type Item;

    /// The media type to ask for.
    const ACCEPT: &'static str;

    /// How one item is told from the next.
    const FRAMING: Framing;

    /// Decodes an item.
    ///
    /// # Errors
    /// When the item isn't what the operation promises.
    fn decode_item(text: &str) -> Result<Self::Item, DecodeError>;
}

/// How one item is told from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// The data of server-sent events
    /// ([HTML, section 9.2](https://html.spec.whatwg.org/multipage/server-sent-events.html)). Data that reads `[DONE]`
    /// ends the stream, and empty data is passed over where it is no item.
    EventData,
    /// Whole server-sent events, each as a JSON object with `event`, `data`, `id` and `retry`.
    EventObjects {
        /// Which of these members hold JSON themselves, rather than text.
        json: &'static [&'static str],
    },
    /// A line each, as in `application/jsonl` and `application/x-ndjson`.
    Lines,
    /// `application/json-seq` (RFC 7464).
    Sequence,
}

impl<O: Streamed> Call<'_, O> {
    /// Sends the call and gives the items of the reply as they arrive.
    ///
    /// The limits of time hold until the server begins to answer. From then on the items come when the server sends
    /// them, within the client's `idle_timeout` if it has one, and nothing is sent again: what was received would come
    /// twice.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_for_events(mut self) -> Result<Events<O>, Error> {
        self.request
            .header(ACCEPT.as_str(), Style::Simple, false, &O::ACCEPT);
        let core = &self.client.core;
        let reading = match O::FRAMING {
            Framing::EventData | Framing::EventObjects { .. } => Reading::Events,
            // JSON in pieces often comes as JSON.
            Framing::Lines | Framing::Sequence => Reading::Head,
        };
        let received = core.execute(self.request, reading).await?;
        Ok(Events {
            head: received.reply,
            body: received.rest,
            framer: Framer::new(O::FRAMING),
            max_item_bytes: core.max_response_bytes,
            spec: Described::<O>::SPEC,
            defaults: core.defaults,
            secrets: core.secrets.clone(),
            trace: received.trace,
            operation: PhantomData,
        })
    }
}

/// The items of a reply: a [`Stream`] that ends with the reply or with the first error.
#[must_use = "items are read when they are asked for"]
pub struct Events<O> {
    head: Reply,
    /// What is still to come; none after the end.
    body: Option<ReplyBody>,
    framer: Framer,
    max_item_bytes: usize,
    spec: &'static Spec,
    defaults: &'static Defaults,
    secrets: Secrets,
    trace: Trace,
    operation: PhantomData<fn() -> O>,
}

impl<O: Streamed> Events<O> {
    /// Waits for the next item; `None` at the end.
    ///
    /// # Errors
    /// When the connection breaks off, or an item can't be decoded. There are no further items then.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    fn decode(&mut self, text: &str) -> Result<O::Item, Error> {
        O::decode_item(text).map_err(|error| {
            let reply = Reply {
                body: Bytes::from(text.to_owned()),
                ..self.head.clone()
            };
            self.fail(Error::from_decode(error, reply))
        })
    }

    #[cold]
    fn too_large(&mut self) -> Error {
        let summary = format!(
            "an item is larger than {} bytes; `max_response_bytes` sets the limit",
            self.max_item_bytes
        );
        self.fail(Error::new(ErrorKind::TooLarge, summary))
    }

    #[cold]
    fn not_text(&mut self) -> Error {
        let problem = DecodeError::new("text in UTF-8", "other bytes");
        let head = self.head.clone();
        self.fail(Error::from_decode(problem, head))
    }

    #[cold]
    fn fail(&mut self, error: Error) -> Error {
        self.body = None;
        let error = error
            .of_call(self.spec, self.head.attempts, self.head.elapsed)
            .explain(self.spec.failures, self.defaults)
            .hiding(&self.secrets);
        self.trace.failed(&error);
        error
    }
}

impl<O: Streamed> Stream for Events<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let events = &mut *self;
        loop {
            let Some(body) = &mut events.body else {
                return Poll::Ready(None);
            };
            match events.framer.next() {
                // As a sign of life, some send events whose data is empty.
                Some(Frame::Item(text))
                    if text.trim().is_empty() && O::decode_item(&text).is_err() =>
                {
                    continue;
                }
                Some(Frame::Item(text)) => return Poll::Ready(Some(events.decode(&text))),
                Some(Frame::NotText) => return Poll::Ready(Some(Err(events.not_text()))),
                Some(Frame::End) => {
                    events.body = None;
                    return Poll::Ready(None);
                }
                None if events.framer.held() > events.max_item_bytes => {
                    return Poll::Ready(Some(Err(events.too_large())));
                }
                None => {}
            }
            match ready!(Pin::new(body).poll_next(context)) {
                Some(Ok(chunk)) => events.framer.push(&chunk),
                Some(Err(error)) => {
                    let error = events.fail(Error::from_transport(error));
                    return Poll::Ready(Some(Err(error)));
                }
                None => events.framer.close(),
            }
        }
    }
}

impl<O> fmt::Debug for Events<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("operation", &self.spec.id)
            .field("is_over", &self.body.is_none())
            .finish_non_exhaustive()
    }
}

/// A piece of a reply.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Item(String),
    /// An item that is not in UTF-8.
    NotText,
    /// Nothing more will come.
    End,
}

/// Cuts what arrives into items.
pub(crate) struct Framer {
    framing: Framing,
    /// The unfinished line or record.
    line: Vec<u8>,
    /// The last byte was a carriage return, which a line feed belongs to.
    after_return: bool,
    is_at_start: bool,
    event: Event,
    ready: VecDeque<Frame>,
}

/// A server-sent event that is not over.
#[derive(Default)]
struct Event {
    name: Option<String>,
    data: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Framer {
    pub(crate) fn new(framing: Framing) -> Self {
        Self {
            framing,
            line: Vec::new(),
            after_return: false,
            is_at_start: true,
            event: Event::default(),
            ready: VecDeque::new(),
        }
    }

    pub(crate) fn next(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    /// How many bytes of an unfinished item there are.
    fn held(&self) -> usize {
        self.line.len() + self.event.data.as_ref().map_or(0, String::len)
    }

    pub(crate) fn push(&mut self, chunk: &[u8]) {
        for byte in chunk {
            let follows_return = std::mem::take(&mut self.after_return);
            match (self.framing, byte) {
                (Framing::Sequence, 0x1e) => self.end_record(),
                (Framing::Sequence, byte) => self.line.push(*byte),
                (_, b'\n') if follows_return => {}
                (_, b'\n') => self.end_line(),
                (Framing::EventData | Framing::EventObjects { .. }, b'\r') => {
                    self.after_return = true;
                    self.end_line();
                }
                (_, byte) => self.line.push(*byte),
            }
        }
    }

    /// The reply is over. An event that was not ended by then is none; a line is.
    pub(crate) fn close(&mut self) {
        match self.framing {
            Framing::Sequence | Framing::Lines => self.end_record(),
            Framing::EventData | Framing::EventObjects { .. } => {}
        }
        self.ready.push_back(Frame::End);
    }

    /// A line of JSON or a record of a sequence; blank ones keep the connection alive.
    fn end_record(&mut self) {
        let record = self.take_line();
        match std::str::from_utf8(record.trim_ascii()) {
            Ok("") => {}
            Ok(record) => self.ready.push_back(Frame::Item(record.to_owned())),
            Err(_) => self.ready.push_back(Frame::NotText),
        }
    }

    fn end_line(&mut self) {
        if self.framing == Framing::Lines {
            return self.end_record();
        }
        let line = self.take_line();
        if line.is_empty() {
            self.end_event();
        } else {
            // The standard has it that what is no UTF-8 is replaced.
            self.event.field(&String::from_utf8_lossy(&line));
        }
    }

    fn end_event(&mut self) {
        let event = std::mem::take(&mut self.event);
        let Some(data) = event.data.as_deref() else {
            return;
        };
        self.ready.push_back(match self.framing {
            _ if data == "[DONE]" => Frame::End,
            Framing::EventObjects { json } => Frame::Item(event.to_json(json)),
            _ => Frame::Item(data.to_owned()),
        });
    }

    /// The line, without the byte order mark that may stand before the first one.
    fn take_line(&mut self) -> Vec<u8> {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        let mut line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_at_start) && line.starts_with(MARK) {
            line.drain(..MARK.len());
        }
        line
    }
}

impl Event {
    /// Takes in a line such as `data: {}`. Lines that begin with a colon are comments.
    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.name = Some(value.to_owned()),
            "id" => self.id = Some(value.to_owned()),
            "retry" => self.retry = value.parse().ok(),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            _ => {}
        }
    }

    /// The event as an object. What should be JSON and isn't stays text.
    fn to_json(&self, json: &[&str]) -> String {
        let retry = self.retry.map(|retry| retry.to_string());
        let members = [
            ("event", &self.name, false),
            ("data", &self.data, json.contains(&"data")),
            ("id", &self.id, json.contains(&"id")),
            ("retry", &retry, true),
        ];
        let members = members.into_iter().filter_map(|(name, text, is_json)| {
            let text = text.as_deref()?;
            // JSON is written as it came, so that no number loses digits.
            let value = match is_json && serde_json::from_str::<Value>(text).is_ok() {
                true => text.to_owned(),
                false => Value::from(text).to_string(),
            };
            Some(format!("\"{name}\":{value}"))
        });
        let members: Vec<String> = members.collect();
        format!("{{{}}}", members.join(","))
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use std::fmt;

    use super::super::blocking::{block_on, next};
    use super::{Call, Error, Events, Streamed};

    impl<O: Streamed> Call<'_, O> {
        /// Sends the call and gives the items of the reply as the iterator goes. Ends as [`send_for_events`](Self::send_for_events) does.
        ///
        /// # Errors
        /// As [`send_blocking`](Self::send_blocking).
        pub fn send_for_events_blocking(self) -> Result<BlockingEvents<O>, Error> {
            let events = block_on(self.send_for_events())??;
            Ok(BlockingEvents {
                events,
                is_over: false,
            })
        }
    }

    /// The items of a reply: an iterator that waits for each.
    #[must_use = "items are read when they are asked for"]
    pub struct BlockingEvents<O> {
        events: Events<O>,
        is_over: bool,
    }

    impl<O> fmt::Debug for BlockingEvents<O> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.events.fmt(f)
        }
    }

    impl<O: Streamed> Iterator for BlockingEvents<O> {
        type Item = Result<O::Item, Error>;

        fn next(&mut self) -> Option<Self::Item> {
            next(&mut self.is_over, self.events.try_next())
        }
    }
}

#[cfg(feature = "blocking")]
pub use self::blocking::BlockingEvents;
