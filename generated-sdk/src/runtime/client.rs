// @generated from the API document. Do not edit: the next run writes this file anew.

//! The client and how it is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::credential::{Credential, Credentials};
use super::error::{Error, ErrorKind};
use super::exchange::Core;
use super::http_transport::HttpTransport;
use super::rate_limit::{Gate, RateLimit};
use super::retry::RetryPolicy;
use super::server::BaseUrl;
use super::transport::Transport;

/// A client of the API.
///
/// Cloning it is cheap, and clones share connections and the rate limit: make one and keep it.
#[derive(Clone)]
pub struct Client {
    pub(crate) core: Arc<Core>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("server", &self.core.server)
            .finish_non_exhaustive()
    }
}

/// What the API document says of all operations.
#[derive(Debug)]
pub struct Defaults {
    /// The base URL of the first server; empty where the document names none.
    pub base_url: &'static str,
    /// The `User-Agent` header.
    pub user_agent: &'static str,
    /// Where error bodies have their message: JSON pointers (RFC 6901), the first that leads anywhere counts.
    pub error_message: &'static [&'static str],
    /// Where error bodies have their code.
    pub error_code: &'static [&'static str],
    /// Which headers name the request, in lower case.
    pub request_id_headers: &'static [&'static str],
    /// How many requests the server takes, and in what time.
    pub rate_limit: Option<(u32, Duration)>,
}

/// How a [`Client`] is set up. Nothing is checked before [`build`](Self::build).
#[must_use]
pub struct ClientBuilder {
    defaults: &'static Defaults,
    base_url: String,
    single_server: bool,
    allow_http: bool,
    credentials: Credentials,
    headers: Vec<(String, String)>,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    total_timeout: Option<Duration>,
    retry: RetryPolicy,
    rate_limit: Option<RateLimit>,
    max_response_bytes: usize,
    transport: Option<Box<dyn Transport>>,
}

/// Leaves out what may be a secret: credentials, headers, a password in the base URL.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The set-up that the API document suggests.
    pub fn new(defaults: &'static Defaults) -> Self {
        Self {
            defaults,
            base_url: defaults.base_url.to_owned(),
            single_server: false,
            allow_http: false,
            credentials: Credentials::default(),
            headers: vec![(
                USER_AGENT.as_str().to_owned(),
                defaults.user_agent.to_owned(),
            )],
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(60),
            total_timeout: Some(Duration::from_secs(300)),
            retry: RetryPolicy::default(),
            rate_limit: defaults
                .rate_limit
                .map(|(requests, window)| RateLimit::new(requests, window)),
            max_response_bytes: 64 * 1024 * 1024,
            transport: None,
        }
    }

    /// Where the API is, such as `https://api.example.com/v1`. Operations for which the API document names a server of
    /// their own still go there, unless [`single_server`](Self::single_server) is called.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sends every operation to the base URL, also those with a server of their own, as a test server needs it.
    pub fn single_server(mut self) -> Self {
        self.single_server = true;
        self
    }

    /// Allows plain `http`, over which anyone on the way can read credentials. Always allowed for this machine.
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Sets the credential for a security scheme of the API document.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.set(scheme, credential);
        self
    }

    /// The `User-Agent` header, in place of the SDK's own.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        self.header(USER_AGENT.as_str(), user_agent)
    }

    /// A header for every request. One that is set before is replaced.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How long making a connection may take. 10 s by default. A [`transport`](Self::transport) of your own has its
    /// own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long each attempt may take, up to the last byte of the reply. 60 s by default.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = limit;
        self
    }

    /// How long a call may take with all attempts and waits. 5 minutes by default; `None` for no limit.
    pub fn total_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = limit.into();
        self
    }

    /// When and how often failed requests are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many requests are sent at most, in place of what the API document says.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Sends requests as fast as they come.
    pub fn without_rate_limit(mut self) -> Self {
        self.rate_limit = None;
        self
    }

    /// How large a reply may be, in bytes, after decompression. 64 MiB by default.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Sends requests through `transport` instead of the network.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sends requests through a client that was set up elsewhere, for proxies, certificates and the like. Let it
    /// follow no redirects: they may carry credentials to other hosts.
    #[cfg(feature = "reqwest-client")]
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(HttpTransport::from_client(client))
    }

    /// Checks the set-up and makes the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when the base URL, a header or a credential can't be used, or when TLS can't be set
    /// up. The message says which and why.
    pub fn build(self) -> Result<Client, Error> {
        self.credentials.check()?;
        let server = BaseUrl::parse(&self.base_url, self.allow_http)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => usual_transport(&server, self.connect_timeout)?,
        };
        let core = Core {
            server,
            single_server: self.single_server,
            allow_http: self.allow_http,
            headers: headers(&self.headers)?,
            credentials: self.credentials,
            attempt_timeout: self.attempt_timeout,
            total_timeout: self.total_timeout,
            retry: self.retry,
            gate: self.rate_limit.and_then(Gate::new),
            max_response_bytes: self.max_response_bytes,
            defaults: self.defaults,
            transport,
        };
        Ok(Client {
            core: Arc::new(core),
        })
    }
}

fn usual_transport(
    server: &BaseUrl,
    connect_timeout: Duration,
) -> Result<Box<dyn Transport>, Error> {
    if server.is_secure() && !cfg!(any(feature = "rustls", feature = "native-tls")) {
        let summary =
            "`https` needs the feature `rustls` or `native-tls`, or a transport of your own";
        return Err(Error::new(ErrorKind::Configuration, summary));
    }
    Ok(Box::new(HttpTransport::new(connect_timeout)?))
}

fn headers(given: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in given {
        let parsed = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        let (Ok(name), Ok(mut value)) = parsed else {
            let summary = format!(
                "`{}` can't be a header with this value",
                name.escape_debug()
            );
            return Err(Error::new(ErrorKind::Configuration, summary));
        };
        // Any of them may be a secret; what the client is called is not.
        value.set_sensitive(name != USER_AGENT);
        headers.insert(name, value);
    }
    Ok(headers)
}
