//! A request while its parts are put together, and the whole of it.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};

use super::authenticate::Authenticators;
use super::credential::{Proof, sensitive};
use super::error::{Error, ErrorKind};
use super::operation::Spec;
use super::parameters::{self, Style};
use super::request_body::RequestBody;
use super::retry::RetryPolicy;
use super::server::BaseUrl;
use super::wire::Encode;

/// The parts of a request. Nothing fails while they come in: the first problem is kept until the request is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) spec: &'static Spec,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    cookies: Vec<(&'static str, String)>,
    headers: HeaderMap,
    body: RequestBody,
    /// How members of a form are written: style, and whether their items are written apart.
    pub(crate) member_styles: Vec<(&'static str, Style, bool)>,
    /// The media types of parts.
    #[allow(dead_code, reason = "an API may have no parts")]
    pub(crate) part_types: Vec<(&'static str, &'static str)>,
    problem: Option<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    /// It stands for requests with any arguments.
    #[cfg(feature = "mock")]
    pub(crate) any_arguments: bool,
}

impl Request {
    pub(crate) fn new(spec: &'static Spec) -> Self {
        let mut headers = HeaderMap::new();
        let accept = HeaderValue::from_maybe_shared(Bytes::from_static(spec.accept.as_bytes()));
        if let (false, Ok(accept)) = (spec.accept.is_empty(), accept) {
            headers.insert(ACCEPT, accept);
        }
        Self {
            spec,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers,
            body: RequestBody::default(),
            member_styles: Vec::new(),
            part_types: Vec::new(),
            problem: None,
            timeout: None,
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
        let (_, value) = pair.split_once('=')?;
        Some(
            percent_encoding::percent_decode_str(value)
                .decode_utf8_lossy()
                .into_owned(),
        )
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

    pub(crate) fn body(&mut self, media_type: &str, content: impl Into<RequestBody>) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
                self.body = content.into();
            }
            Err(_) => self.refuse(format!("`{}` is no media type", media_type.escape_debug())),
        }
    }

    #[cold]
    pub(crate) fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// The whole request, ready to be sent any number of times.
    pub(crate) fn assemble(
        self,
        server: &BaseUrl,
        common: &HeaderMap,
        proofs: Vec<Proof>,
    ) -> Result<http::Request<RequestBody>, Error> {
        if let Some(problem) = self.problem {
            return Err(Error::new(ErrorKind::InvalidRequest, problem));
        }
        let mut url = server.url();
        expand_path(self.spec.path, &self.path, &mut url)?;
        let mut query: Vec<String> = self.query.into_iter().map(|(_, pairs)| pairs).collect();
        let mut cookies: Vec<String> = self.cookies.into_iter().map(|(_, pairs)| pairs).collect();
        let mut makers = Vec::new();
        let mut headers = self.headers;
        for (name, value) in common {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        for proof in proofs {
            match proof {
                Proof::Header(name, value) => {
                    headers.insert(name, value);
                }
                Proof::Query(pair) => query.push(pair),
                Proof::Cookie(pair) => cookies.push(pair),
                Proof::Made(maker) => makers.push(maker),
            }
        }
        if let Some(cookies) = sensitive(cookies.join("; ")).filter(|cookies| !cookies.is_empty()) {
            headers.insert(COOKIE, cookies);
        }
        for (index, pair) in query.iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(pair);
        }
        let mut request = http::Request::builder()
            .method(self.spec.method)
            .uri(url)
            .body(self.body)
            .map_err(|error| {
                Error::new(ErrorKind::InvalidRequest, "the request's URL is not valid")
                    .with_source(error)
            })?;
        *request.headers_mut() = headers;
        if !makers.is_empty() {
            request.extensions_mut().insert(Authenticators(makers));
        }
        Ok(request)
    }
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

/// Puts the parameters into a path template (OpenAPI 3.0, 4.7.8.1), behind what `url` holds.
fn expand_path(
    template: &str,
    parameters: &[(&'static str, String)],
    url: &mut String,
) -> Result<(), Error> {
    for segment in template
        .split('/')
        .skip(usize::from(template.starts_with('/')))
    {
        url.push('/');
        let start = url.len();
        expand_segment(segment, parameters, url)?;
        // Whoever reads the URL would climb up instead of passing it on (RFC 3986, section 5.2.4).
        if let expanded @ ("." | "..") = &url[start..] {
            let summary = format!("a path parameter in `{segment}` can't be `{expanded}`");
            return Err(Error::new(ErrorKind::InvalidRequest, summary));
        }
    }
    Ok(())
}

fn expand_segment(
    segment: &str,
    parameters: &[(&'static str, String)],
    url: &mut String,
) -> Result<(), Error> {
    let mut rest = segment;
    while let Some((before, (name, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let value = parameters
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value);
        let value = value.ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidRequest,
                format!("the path parameter `{name}` is not set"),
            )
        })?;
        url.push_str(before);
        url.push_str(value);
        rest = after;
    }
    url.push_str(rest);
    Ok(())
}
