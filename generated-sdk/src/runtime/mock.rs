// @generated from the API document. Do not edit: the next run writes this file anew.

//! A server for tests of programs that use this crate: it is told by calls what is to come, and by values what to answer
//! (feature `mock`).

use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use mockito::{Matcher, Server, ServerOpts};

use super::call::Call;
use super::client::{Client, ClientBuilder};
use super::error::Error;
use super::exchange::Core;
use super::operation::{Operation, Spec};
use super::request::template_pieces;
use super::request_body::RequestBody;
use super::success::Output;
use super::wire::{Encode, View, to_json};

/// A server on this machine that answers as it is told: `mock.things().get(id).returns(&thing)` has the call
/// `client.things().get(id)` answered with `thing`.
///
/// It stands for its client: the handles of the API are at hand. Give the program under test [`client`](Self::client) or
/// [`url`](Self::url). A request that no expectation fits is answered with 501.
///
/// Several expectations that fit the same request are met in their order, and the last one of them from then on.
pub struct MockServer {
    client: Client,
    url: String,
}

impl MockServer {
    /// Starts a server, and builds a client of it: set up as the program under test would do it, but for the base URL.
    ///
    /// # Errors
    /// When the client can't be built.
    ///
    /// # Panics
    /// When there is no port to be had.
    pub fn start(builder: ClientBuilder) -> Result<Self, Error> {
        let server = Server::new_with_opts(ServerOpts::default());
        let url = server.url();
        let client = builder
            .base_url(&url)
            .single_server()
            .mocked_by(Mock(Arc::new(Mutex::new(server))))
            .build()?;
        Ok(Self { client, url })
    }

    /// A client of this server.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The base URL of this server.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A call of the operation `O` with any arguments, such as `mock.any::<api::things::get::Get>()`.
    pub fn any<O: Operation>(&self) -> Call<'_, O> {
        let mut call = Call::new(&self.client);
        call.request.any_arguments = true;
        call
    }
}

impl Deref for MockServer {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// What a client knows of the server that mocks its own.
#[derive(Clone)]
pub(crate) struct Mock(Arc<Mutex<Server>>);

/// Expectations, on calls of a [`MockServer`].
///
/// A request fits when it has the method, the path, the query (in any order) and the body that this call would send.
///
/// # Panics
/// All of these panic where the call is not one of a [`MockServer`], or could not be sent.
impl<O: Operation> Call<'_, O> {
    /// Has this call answered with a value, by the status of success that the API document declares for it.
    #[track_caller]
    pub fn returns(self, value: &Output<O>) -> Mocked
    where
        Output<O>: MockOutput,
    {
        let answer = value.answer(self.request.spec.accept);
        self.expect(answer)
    }

    /// Has this call answered with a value, by this status.
    #[track_caller]
    pub fn returns_with(self, status: u16, value: &Output<O>) -> Mocked
    where
        Output<O>: MockOutput,
    {
        let answer = value.answer(self.request.spec.accept);
        self.expect(answer.with_status(status))
    }

    /// Has this call answered with this status and JSON: an error, or what the API may send and no value stands for.
    #[track_caller]
    pub fn returns_json(self, status: u16, body: &serde_json::Value) -> Mocked {
        self.returns_raw(status, "application/json", body.to_string())
    }

    /// Has this call answered with this status and body, whatever they are.
    #[track_caller]
    pub fn returns_raw(self, status: u16, media_type: &str, body: impl Into<Bytes>) -> Mocked {
        self.expect(Answer::new(media_type, body).with_status(status))
    }

    /// Has the connection break off in the middle of the answer to this call.
    #[track_caller]
    pub fn breaks_off(self) -> Mocked {
        self.expect(Answer {
            body: None,
            ..Answer::new("application/json", "").with_status(200)
        })
    }

    #[track_caller]
    fn expect(self, answer: Answer) -> Mocked {
        let core = &self.client.core;
        let Some(mock) = &core.mock else {
            refuse("the call is not one of a `MockServer`");
        };
        let expected = if self.request.any_arguments {
            Expected::any(core, self.request.spec)
        } else {
            let server = core.server_of(self.request.spec);
            let message = server.and_then(|server| core.message(&self.request, &server));
            message.map(|message| Expected::exactly(&message))
        };
        let expected = match expected {
            Ok(expected) => expected,
            Err(error) => refuse(&format!("the call could not be sent: {error}")),
        };
        let has_content = answer.body.as_ref().is_none_or(|body| !body.is_empty());
        let status = match answer.status {
            Some(status) => status,
            None if has_content => O::STATUS_WITH_CONTENT,
            None => O::STATUS_WITHOUT_CONTENT,
        };
        mock.expect(expected, status, answer)
    }
}

#[allow(clippy::panic, reason = "a test that is wrong has to fail")]
#[track_caller]
fn refuse(problem: &str) -> ! {
    panic!("{problem}")
}

/// What is known of the use of an expectation.
#[derive(Clone, Debug)]
pub struct Mocked(Arc<AtomicUsize>);

impl Mocked {
    /// How many requests it has answered so far.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// What a call of the right sort looks like.
struct Expected {
    method: String,
    path: Matcher,
    query: Query,
    body: Matcher,
}

/// What a query has to be: pairs, sorted.
enum Query {
    Of(Vec<String>),
    /// These and any others.
    With(Vec<String>),
}

impl Query {
    fn fits(&self, sent: &[String]) -> bool {
        match self {
            Self::Of(pairs) => sent == pairs,
            Self::With(pairs) => pairs.iter().all(|pair| sent.contains(pair)),
        }
    }
}

impl Expected {
    fn any(core: &Core, spec: &Spec) -> Result<Self, Error> {
        let template = core.server_of(spec)?.path() + spec.path;
        // Some paths have a query of their own, and that may have parameters as well.
        let (path, query) = template.split_once('?').unwrap_or((&template, ""));
        let mut pairs = pairs(query);
        pairs.retain(|pair| template_pieces(pair).all(|(_, name)| name.is_none()));
        Ok(Self {
            method: spec.method.to_owned(),
            path: Matcher::Regex(format!("^{}$", pattern(path))),
            query: Query::With(pairs),
            body: Matcher::Any,
        })
    }

    fn exactly(message: &http::Request<RequestBody>) -> Self {
        let uri = message.uri();
        let content_type = message.headers().get(http::header::CONTENT_TYPE);
        let is_json = content_type.is_some_and(|content_type| {
            content_type
                .to_str()
                .is_ok_and(|text| text.contains("json"))
        });
        let body = match message.body().bytes() {
            Some(bytes) if bytes.is_empty() => Matcher::Any,
            Some(bytes) if is_json => {
                Matcher::JsonString(String::from_utf8_lossy(&bytes).into_owned())
            }
            Some(bytes) => bytes.to_vec().into(),
            // It is read while it is sent.
            None => Matcher::Any,
        };
        Self {
            method: message.method().to_string(),
            path: Matcher::Exact(uri.path().to_owned()),
            query: Query::Of(pairs(uri.query().unwrap_or_default())),
            body,
        }
    }
}

/// A regular expression for the paths of a template: anything but slashes in place of parameters.
fn pattern(template: &str) -> String {
    let piece = |(text, name): (&str, Option<&str>)| {
        let parameter = name.map_or("", |_| "[^/]+");
        quoted(text) + parameter
    };
    template_pieces(template).map(piece).collect()
}

fn quoted(text: &str) -> String {
    let escaped = |character: char| {
        let escape = character.is_ascii_punctuation().then_some('\\');
        escape.into_iter().chain([character])
    };
    text.chars().flat_map(escaped).collect()
}

fn pairs(query: &str) -> Vec<String> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<String> = pairs.map(str::to_owned).collect();
    pairs.sort();
    pairs
}

impl Mock {
    fn expect(&self, expected: Expected, status: u16, answer: Answer) -> Mocked {
        let mut server = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = Arc::new(AtomicUsize::new(0));
        let counter = calls.clone();
        let mock = server
            .mock(&expected.method, expected.path)
            .match_query(Matcher::Any)
            .match_body(expected.body)
            .with_status(status.into())
            .with_header(http::header::CONTENT_TYPE, &answer.media_type)
            .match_request(move |request| {
                let (_, sent) = request.path_and_query().split_once('?').unwrap_or_default();
                expected.query.fits(&pairs(sent))
            });
        let mock = match answer.body {
            Some(body) => mock.with_body_from_request(move |_| {
                counter.fetch_add(1, Ordering::SeqCst);
                body.to_vec()
            }),
            None => mock.with_chunked_body(move |body| {
                counter.fetch_add(1, Ordering::SeqCst);
                body.write_all(b"{")?;
                Err(std::io::Error::other("broken off"))
            }),
        };
        mock.create();
        Mocked(calls)
    }
}

/// An answer of a [`MockServer`].
#[derive(Clone, Debug)]
pub struct Answer {
    /// `None` for the one that the API document declares.
    status: Option<u16>,
    media_type: String,
    /// `None` to break off in the middle of it.
    body: Option<Bytes>,
}

impl Answer {
    /// A body, whatever it is.
    fn new(media_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status: None,
            media_type: media_type.to_owned(),
            body: Some(body.into()),
        }
    }

    /// A value, as JSON; text as it is where the operation asks for text.
    fn value(value: &dyn Encode, accept: &str) -> Self {
        let is_text = accept.starts_with("text/");
        match value.view() {
            View::None => Self::new("application/json", ""),
            View::Text(text) if is_text => Self::new("text/plain; charset=utf-8", text.to_owned()),
            _ => Self::new("application/json", to_json(value)),
        }
    }

    /// The same by this status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }
}

/// What an operation gives, the other way round: as a server sends it.
pub trait MockOutput {
    /// The answer that is read as this value, where the operation asks for `accept`.
    fn answer(&self, accept: &str) -> Answer;
}

impl<T: Encode> MockOutput for T {
    fn answer(&self, accept: &str) -> Answer {
        Answer::value(self, accept)
    }
}

impl MockOutput for Bytes {
    fn answer(&self, _: &str) -> Answer {
        Answer::new("application/octet-stream", self.clone())
    }
}

impl MockOutput for Option<Bytes> {
    fn answer(&self, accept: &str) -> Answer {
        self.clone().unwrap_or_default().answer(accept)
    }
}
