//! What a server sent back.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, SET_COOKIE};
use http::{HeaderMap, StatusCode};

use super::wire::{Decode, DecodeError, read_all, to_json};

/// What the server sent back: status, headers and the whole body, not yet decoded.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// The secrets that were made for this request.
    pub(crate) proofs: Vec<HeaderValue>,
}

impl Reply {
    /// A reply whose body is yet to be read.
    pub(crate) fn without_body(head: http::response::Parts) -> Self {
        let mut headers = head.headers;
        for (name, value) in &mut headers {
            value.set_sensitive(name == SET_COOKIE);
        }
        Self {
            status: head.status,
            headers,
            body: Bytes::new(),
            attempts: 0,
            elapsed: Duration::ZERO,
            proofs: Vec::new(),
        }
    }

    /// The reply, of which nothing but the status stays here.
    pub(crate) fn take(&mut self) -> Self {
        Self {
            headers: std::mem::take(&mut self.headers),
            body: std::mem::take(&mut self.body),
            proofs: std::mem::take(&mut self.proofs),
            ..*self
        }
    }

    /// The status code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// The body as text in UTF-8, or in ISO 8859-1 where its media type says so (`charset`). A byte order mark in front,
    /// which tells of UTF-8, is left out.
    ///
    /// # Errors
    /// When the body is not UTF-8.
    pub fn text(&self) -> Result<String, DecodeError> {
        let text = self.without_byte_order_mark();
        let mark = self.body.len() - text.len();
        if mark == 0 && self.is_latin_1() {
            return Ok(text.iter().copied().map(char::from).collect());
        }
        match std::str::from_utf8(text) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                let offset = mark + error.valid_up_to();
                Err(DecodeError::new("text in UTF-8", "other bytes").at_offset(offset))
            }
        }
    }

    /// Whether the media type says that each byte is a character, the one with its number.
    fn is_latin_1(&self) -> bool {
        let mut parameters = self.media_type().unwrap_or_default().split(';').skip(1);
        parameters.any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let charset = value.trim().trim_matches('"');
            let known = ["iso-8859-1", "latin1"];
            name.trim().eq_ignore_ascii_case("charset")
                && known.iter().any(|name| charset.eq_ignore_ascii_case(name))
        })
    }

    /// The body as JSON. A byte order mark in front is passed over, as RFC 8259, section 8.1 allows. What is plain text by
    /// its media type, and not JSON for `T`, is read as if it were a string of JSON: servers answer so where they offer
    /// texts as both.
    ///
    /// # Errors
    /// When the body is not JSON, or not JSON for `T`.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeError> {
        let mut value = T::blank();
        self.read_into(&mut value)?;
        Ok(value)
    }

    fn read_into(&self, value: &mut dyn Decode) -> Result<(), DecodeError> {
        let body = self.without_byte_order_mark();
        read_all(value, body).or_else(|error| match self.text_as_json() {
            Some(json) => {
                value.reset();
                read_all(value, &json).map_err(|_| error)
            }
            None => Err(error),
        })
    }

    #[cold]
    fn text_as_json(&self) -> Option<Vec<u8>> {
        let text = self.text().ok().filter(|_| self.is_plain_text())?;
        Some(to_json(&text))
    }

    fn without_byte_order_mark(&self) -> &[u8] {
        let body = self.body.strip_prefix(b"\xef\xbb\xbf");
        body.unwrap_or(&self.body)
    }

    /// The body as JSON; `None` where there is no body, as with 204 No Content.
    ///
    /// # Errors
    /// When there is a body that is not JSON, or not JSON for `T`.
    pub fn json_or_none<T: Decode>(&self) -> Result<Option<T>, DecodeError> {
        if self.is_blank() {
            Ok(None)
        } else {
            self.json().map(Some)
        }
    }

    /// Whether there is no body, or only white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// The body as it came; `None` where there is none. With 200 OK an empty body is content, if an empty one.
    #[must_use]
    pub fn bytes_or_none(&self) -> Option<Bytes> {
        let is_content = self.status == StatusCode::OK || !self.body.is_empty();
        is_content.then(|| self.bytes())
    }

    /// The body as text; `None` as with [`bytes_or_none`](Self::bytes_or_none).
    ///
    /// # Errors
    /// When the body is not UTF-8.
    pub fn text_or_none(&self) -> Result<Option<String>, DecodeError> {
        match self.bytes_or_none() {
            Some(_) => self.text().map(Some),
            None => Ok(None),
        }
    }

    /// The media type of the body as the server named it, with its parameters.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Whether the body is plain text by its media type.
    pub(crate) fn is_plain_text(&self) -> bool {
        self.is_of("text/plain")
    }

    /// Whether the body is JSON by its media type.
    pub(crate) fn is_json(&self) -> bool {
        self.media_type().is_some_and(is_json)
    }

    fn is_of(&self, name: &str) -> bool {
        let media_type = self.media_type().unwrap_or_default();
        essence(media_type).eq_ignore_ascii_case(name)
    }

    /// Whether this is a web page that nobody asked for: a page to sign in, or the notice of a proxy on the way. It is
    /// no answer of the API, even with a status of success and where the API's own answer would have no body.
    ///
    /// Of a reply whose body is yet to come the media type alone has to tell.
    pub(crate) fn is_stray_page(&self, accept: &str, is_read: bool) -> bool {
        let text = self.without_byte_order_mark();
        if is_read && !text.trim_ascii_start().starts_with(b"<") {
            return false;
        }
        let is_asked_for = accept.is_empty() || accept.contains("html") || accept.contains('*');
        !is_asked_for && self.is_of("text/html")
    }
}

/// Whether a media type is JSON: by its name, or by the suffix `+json` (RFC 6839, section 3.1).
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    let suffix = essence.rsplit_once('+').map(|(_, suffix)| suffix);
    essence.eq_ignore_ascii_case("application/json")
        || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
}

/// The media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// A decoded reply together with its status and headers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status code.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The decoded body.
    pub body: T,
}
