//! A request while its parts are put together, and the whole of it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};

use super::authenticate::Authenticate;
use super::credential::{Credentials, Proof, sensitive};
use super::error::{Error, ErrorKind};
use super::operation::{Repeat, Spec};
use super::parameters::{self, Style, query_value};
use super::request_body::RequestBody;
use super::retry::RetryPolicy;
use super::secrets::may_be_secret;
use super::server::BaseUrl;
use super::wire::{Encode, to_json_body};

/// The parts of a request. Nothing fails while they come in: the first problem is kept until the request is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) spec: &'static Spec,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    cookies: Vec<(&'static str, String)>,
    headers: HeaderMap,
    media_type: Option<HeaderValue>,
    body: RequestBody,
    /// How members of a form are written: style, and whether their items are written apart.
    pub(crate) member_styles: Vec<(&'static str, Style, bool)>,
    /// The media types of parts.
    #[allow(dead_code, reason = "an API may have no parts")]
    pub(crate) part_types: Vec<(&'static str, &'static str)>,
    problem: Option<String>,
    /// Whether there are secrets among its own headers.
    pub(crate) has_secrets: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    /// It stands for requests with any arguments.
    #[cfg(feature = "mock")]
    pub(crate) any_arguments: bool,
}

impl Request {
    pub(crate) fn new(spec: &'static Spec) -> Self {
        Self {
            spec,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            media_type: None,
            body: RequestBody::default(),
            member_styles: Vec::new(),
            part_types: Vec::new(),
            problem: None,
            has_secrets: false,
            timeout: None,
            attempt_timeout: None,
            retry: None,
            #[cfg(feature = "mock")]
            any_arguments: false,
        }
    }

    pub(crate) fn path(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) {
        match parameters::in_path(name, style, explode, value.view()) {
            Some(text) if !text.is_empty() => set(&mut self.path, name, Some(text)),
            // The path would be that of another resource: `/users/` instead of `/users/7`.
            _ => self.refuse(format!("the path parameter `{name}` is empty")),
        }
    }

    pub(crate) fn query(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) {
        set(
            &mut self.query,
            name,
            parameters::in_query(name, style, explode, value.view()),
        );
    }

    /// A query parameter whose reserved characters stay as they are.
    #[allow(dead_code, reason = "few APIs have such parameters")]
    pub(crate) fn query_reserved(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) {
        let escape = parameters::with_reserved;
        let text = parameters::in_query_as(name, style, explode, value.view(), escape);
        set(&mut self.query, name, text);
    }

    /// The value of a query parameter that has one plain value.
    pub(crate) fn query_text(&self, name: &str) -> Option<String> {
        let (_, pair) = self.query.iter().find(|(known, _)| *known == name)?;
        query_value(pair, name)
    }

    pub(crate) fn cookie(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) {
        set(
            &mut self.cookies,
            name,
            parameters::in_cookie(name, style, explode, value.view()),
        );
    }

    pub(crate) fn header(&mut self, name: &str, style: Style, explode: bool, value: &dyn Encode) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(format!("`{}` is no name for a header", name.escape_debug()));
        };
        match parameters::in_header(style, explode, value.view()) {
            None => {
                self.headers.remove(header);
            }
            Some(text) => match HeaderValue::from_bytes(text.as_bytes()) {
                Ok(value) => {
                    self.headers.insert(header, value);
                }
                Err(_) => self.refuse(format!(
                    "the header `{name}` can't hold a line end or other control character"
                )),
            },
        }
    }

    /// The value of a header that is text.
    pub(crate) fn header_text(&self, name: &str) -> Option<String> {
        let value = self.headers.get(name)?;
        value.to_str().ok().map(str::to_owned)
    }

    /// A header that may hold a secret.
    pub(crate) fn secret_header(&mut self, name: &str, value: &str) {
        self.header(name, Style::Simple, false, &value);
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
            return;
        };
        if let Some(value) = self.headers.get_mut(&name).filter(|_| may_be_secret(&name)) {
            value.set_sensitive(true);
            self.has_secrets = true;
        }
    }

    pub(crate) fn json(&mut self, media_type: &'static str, content: &dyn Encode) {
        match to_json_body(content) {
            Ok(json) => self.body(media_type, json),
            Err(problem) => self.refuse(problem.to_owned()),
        }
    }

    pub(crate) fn body(
        &mut self,
        media_type: impl Into<Cow<'static, str>>,
        content: impl Into<RequestBody>,
    ) {
        let media_type = media_type.into();
        match header_value(media_type.clone()) {
            Some(media_type) => {
                self.media_type = Some(media_type);
                self.body = content.into();
            }
            None => self.refuse(format!("`{}` is no media type", media_type.escape_debug())),
        }
    }

    /// The body, if it is in memory and there is one.
    pub(crate) fn json_object(&self) -> Option<Bytes> {
        self.body.bytes().filter(|json| !json.is_empty())
    }

    /// A JSON object in the place of another one, or as the body.
    pub(crate) fn set_json_object(&mut self, json: Vec<u8>) {
        let media_type = HeaderValue::from_static("application/json");
        self.media_type.get_or_insert(media_type);
        self.body = json.into();
    }

    /// Whether it can be sent again where it may have been acted upon: a server acts once on requests with the same
    /// [idempotency key](https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
    pub(crate) fn repeat(&self) -> Repeat {
        let has_key = ["idempotency-key", "x-idempotency-key"]
            .iter()
            .any(|name| self.headers.contains_key(*name));
        if has_key {
            Repeat::Safe
        } else {
            self.spec.repeat
        }
    }

    /// Those who make proofs while it is sent.
    pub(crate) fn makers<'c>(
        &self,
        credentials: &'c Credentials,
    ) -> impl Iterator<Item = &'c dyn Authenticate> {
        credentials.makers(self.spec.security, &self.headers)
    }

    #[cold]
    pub(crate) fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// The whole request, but for proofs that are made while it is sent.
    pub(crate) fn assemble(
        &self,
        server: &BaseUrl,
        common: &HeaderMap,
        credentials: &Credentials,
    ) -> Result<http::Request<RequestBody>, Error> {
        if let Some(problem) = &self.problem {
            return Err(Error::new(ErrorKind::InvalidRequest, problem.clone()));
        }
        let mut url = server.path();
        expand_path(self.spec.path, &self.path, &mut url)?;
        // Some paths have a query of their own.
        let mut start = if url.contains('?') { '&' } else { '?' };
        let mut add_to_query = |pair: &str| {
            url.push(std::mem::replace(&mut start, '&'));
            url.push_str(pair);
        };
        self.query.iter().for_each(|(_, pair)| add_to_query(pair));
        let own = self.cookies.iter().map(|(_, pair)| pair.as_bytes());
        let mut cookies: Vec<&[u8]> = own.collect();
        /// Accept, content type, and a proof.
        const MORE: usize = 3;
        let mut headers = HeaderMap::with_capacity(self.headers.len() + common.len() + MORE);
        if !self.spec.accept.is_empty() {
            headers.extend(header_value(self.spec.accept.into()).map(|accept| (ACCEPT, accept)));
        }
        if let Some(media_type) = &self.media_type {
            headers.insert(CONTENT_TYPE, media_type.clone());
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        for (name, value) in common {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        for proof in credentials.proofs(self.spec.security, &self.headers) {
            match proof? {
                Proof::Header(name, value) => {
                    headers.insert(name, value.clone());
                }
                Proof::Query(pair) => add_to_query(pair),
                Proof::Cookie(pair) => cookies.push(pair.as_bytes()),
                Proof::Made(_) => {}
            }
        }
        if !cookies.is_empty() {
            // All in one header (RFC 6265, section 5.4), also those that callers wrote themselves.
            let written = headers.get(COOKIE).map(HeaderValue::as_bytes);
            let all: Vec<&[u8]> = written.into_iter().chain(cookies).collect();
            if let Some(all) = sensitive(all.join(&b"; "[..])) {
                headers.insert(COOKIE, all);
            }
        }
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.spec.method.parse().map_err(invalid)?;
        *request.uri_mut() = server.url(url).map_err(invalid)?;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

#[cold]
fn invalid(error: impl Into<http::Error>) -> Error {
    let error = error.into();
    let summary = format!("the request's method or URL is not valid: {error}");
    Error::new(ErrorKind::InvalidRequest, summary).with_source(error)
}

/// The text as the value of a header, if it can be one.
fn header_value(text: Cow<'static, str>) -> Option<HeaderValue> {
    let bytes = match text {
        Cow::Borrowed(text) => Bytes::from_static(text.as_bytes()),
        Cow::Owned(text) => Bytes::from(text),
    };
    HeaderValue::from_maybe_shared(bytes).ok()
}

/// Sets, replaces or, without a value, takes away.
fn set(parameters: &mut Vec<(&'static str, String)>, name: &'static str, value: Option<String>) {
    let place = parameters.iter().position(|(known, _)| *known == name);
    match (place, value) {
        (Some(place), Some(value)) => parameters[place].1 = value,
        (Some(place), None) => {
            parameters.remove(place);
        }
        (None, Some(value)) => parameters.push((name, value)),
        (None, None) => {}
    }
}

/// The pieces of text in a path template, each with the name of the parameter behind it. A brace that is never closed is
/// text.
pub(crate) fn template_pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(template);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let parameter = text
            .split_once('{')
            .and_then(|(before, behind)| Some((before, behind.split_once('}')?)));
        match parameter {
            Some((before, (name, after))) => {
                rest = Some(after);
                Some((before, Some(name)))
            }
            None => Some((text, None)),
        }
    })
}

/// Puts the parameters into a path template (OpenAPI 3.0, 4.7.8.1), behind what `url` holds.
fn expand_path(
    template: &str,
    parameters: &[(&'static str, String)],
    url: &mut String,
) -> Result<(), Error> {
    let start = url.len();
    if !template.starts_with('/') {
        url.push('/');
    }
    for (text, name) in template_pieces(template) {
        url.push_str(text);
        let Some(name) = name else { continue };
        let value = parameters.iter().find(|(known, _)| *known == name);
        let (_, value) = value.ok_or_else(|| {
            let summary = format!("the path parameter `{name}` is not set");
            Error::new(ErrorKind::InvalidRequest, summary)
        })?;
        url.push_str(value);
    }
    // Few have a segment that begins with a dot, and most need not be taken apart.
    let expanded = &url[start..];
    if expanded.as_bytes().windows(2).any(|pair| pair == b"/.") {
        refuse_to_climb(expanded, template)?;
    }
    Ok(())
}

/// Whoever reads such a URL would climb up instead of passing it on (RFC 3986, section 5.2.4).
#[cold]
fn refuse_to_climb(expanded: &str, template: &str) -> Result<(), Error> {
    let path = expanded.split('?').next().unwrap_or_default();
    let mut segments = path.split('/');
    match segments.find(|segment| matches!(*segment, "." | "..")) {
        None => Ok(()),
        Some(segment) => {
            let summary = format!("no segment of the path `{template}` can be `{segment}`");
            Err(Error::new(ErrorKind::InvalidRequest, summary))
        }
    }
}
