//! The usual transport: HTTP/1.1 with TLS, over pooled connections.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::uri::{Authority, Scheme};
use http::{Method, Uri};
use reqwest::Url;

use super::error::Error;
use super::http_options::HttpOptions;
use super::request_body::RequestBody;
use super::transport::{ReplyBody, Transport, TransportError, TransportFuture};

/// The usual transport: HTTP over pooled connections, with TLS by the feature `rustls` or `native-tls`, HTTP/2 where the
/// server offers it by the feature `http2`, and compressed replies by the features `gzip`, `brotli` and `zstd`.
///
/// Follows no redirects, so that credentials never reach another host.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    /// The server of the first request, which mostly is that of all.
    server: OnceLock<Server>,
}

impl HttpTransport {
    /// A transport with a pool of connections of its own.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](super::ErrorKind::Configuration) when the options can't be used or TLS can't be set
    /// up, for instance for want of the system's certificates.
    pub fn new(options: &HttpOptions) -> Result<Self, Error> {
        options.client().map(Self::over)
    }

    /// A transport over a client that was set up elsewhere. Its own time limits apply beside the SDK's.
    #[cfg(feature = "reqwest-client")]
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self::over(client)
    }

    fn over(client: reqwest::Client) -> Self {
        Self {
            client,
            server: OnceLock::new(),
        }
    }

    /// The request as the HTTP client takes it.
    fn outgoing(
        &self,
        request: http::Request<RequestBody>,
    ) -> Result<reqwest::Request, TransportError> {
        let (head, body) = request.into_parts();
        let mut request = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *request.version_mut() = head.version;
        *request.headers_mut() = head.headers;
        let bytes = body.bytes();
        // Some servers refuse a method that sends content without a word on how much it is (RFC 9110, section 8.6).
        if bytes.as_ref().is_some_and(Bytes::is_empty)
            && [Method::POST, Method::PUT, Method::PATCH].contains(request.method())
        {
            request
                .headers_mut()
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *request.body_mut() = Some(match bytes {
            Some(bytes) => reqwest::Body::from(bytes),
            None => reqwest::Body::wrap(body),
        });
        Ok(request)
    }

    /// The URL as the HTTP client takes it. The name of the server is parsed once, not for each request.
    fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let known = self.server.get();
        if let Some(server) = known.filter(|server| server.is_that_of(uri)) {
            return Ok(server.url(uri));
        }
        let server = Server::of(uri)?;
        let url = server.url(uri);
        // The first one stays.
        let _ = self.server.set(server);
        Ok(url)
    }
}

/// A server: the part of a URL before the path.
#[derive(Clone, Debug)]
struct Server {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    url: Url,
}

impl Server {
    fn of(uri: &Uri) -> Result<Self, TransportError> {
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", Authority::as_str);
        let url = [scheme, "://", authority, "/"].concat();
        Ok(Self {
            scheme: uri.scheme().cloned(),
            authority: uri.authority().cloned(),
            url: Url::parse(&url).map_err(TransportError::other)?,
        })
    }

    fn is_that_of(&self, uri: &Uri) -> bool {
        self.scheme.as_ref() == uri.scheme() && self.authority.as_ref() == uri.authority()
    }

    /// The URL with the path and the query of a URI.
    fn url(&self, uri: &Uri) -> Url {
        let mut url = self.url.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        url
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
        let sending = self
            .outgoing(request)
            .map(|request| self.client.execute(request));
        Box::pin(async move {
            let mut response = sending?.await.map_err(classify)?;
            let (status, version) = (response.status(), response.version());
            let headers = std::mem::take(response.headers_mut());
            let extensions = std::mem::take(response.extensions_mut());
            let mut reply = http::Response::new(ReplyBody::from_stream(Chunks(response)));
            *reply.status_mut() = status;
            *reply.version_mut() = version;
            *reply.headers_mut() = headers;
            *reply.extensions_mut() = extensions;
            Ok(reply)
        })
    }
}

/// The chunks of a reply's body; trailers are passed over.
struct Chunks(reqwest::Response);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // What is known of the body is in the response: a new future goes on where the last one stopped.
        let chunk = ready!(pin!(self.0.chunk()).poll(context));
        Poll::Ready(chunk.map_err(classify).transpose())
    }
}

/// The URL is taken out of the error: its query may hold a key.
#[cold]
fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    // A connection attempt that timed out is both; that it never connected is what matters for repeating it.
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::other(error)
    }
}
