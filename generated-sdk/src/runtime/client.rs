// @generated from the API document. Do not edit: the next run writes this file anew.

//! The client and how it is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::credential::{Credential, Credentials};
use super::error::{Error, ErrorKind};
use super::exchange::Core;
use super::hook::{After, Attempt, Before, Hook};
use super::http_options::HttpOptions;
use super::http_transport::HttpTransport;
#[cfg(feature = "mock")]
use super::mock::Mock;
use super::rate_limit::{Gate, RateLimit};
use super::reply::Reply;
use super::request_body::RequestBody;
use super::retry::RetryPolicy;
use super::secrets::{Secrets, may_be_secret};
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
#[non_exhaustive]
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
    http: HttpOptions,
    attempt_timeout: Duration,
    total_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    retry: RetryPolicy,
    rate_limit: Option<RateLimit>,
    max_response_bytes: usize,
    hooks: Vec<Box<dyn Hook>>,
    #[cfg(feature = "tracing")]
    trace_contents: bool,
    #[cfg(feature = "mock")]
    mock: Option<Mock>,
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
            http: HttpOptions::default(),
            attempt_timeout: Duration::from_secs(60),
            total_timeout: Some(Duration::from_secs(300)),
            idle_timeout: None,
            retry: RetryPolicy::default(),
            rate_limit: defaults
                .rate_limit
                .map(|(requests, window)| RateLimit::new(requests, window)),
            max_response_bytes: 64 * 1024 * 1024,
            hooks: Vec::new(),
            #[cfg(feature = "tracing")]
            trace_contents: false,
            #[cfg(feature = "mock")]
            mock: None,
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

    /// How long making a connection may take. 10 s by default.
    ///
    /// This and the other settings of connections are the usual transport's: a [`transport`](Self::transport) of your
    /// own has its own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.http = self.http.connect_timeout(limit);
        self
    }

    /// How long a connection that nobody uses is kept. 90 s by default; `None` for ever.
    pub fn pool_idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.http = self.http.pool_idle_timeout(limit);
        self
    }

    /// How many connections that nobody uses are kept for each host. Any number by default; 0 makes a connection for
    /// each request.
    pub fn pool_max_idle_per_host(mut self, number: usize) -> Self {
        self.http = self.http.pool_max_idle_per_host(number);
        self
    }

    /// Sends all requests through this proxy, such as `http://user:password@proxy.example:3128`, or with the feature
    /// `socks` `socks5h://proxy.example`. By default the environment says which: `HTTP_PROXY`, `HTTPS_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY`, in capitals or not.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http = self.http.proxy(url);
        self
    }

    /// Sends requests straight to their servers, whatever the environment says.
    pub fn without_proxy(mut self) -> Self {
        self.http = self.http.without_proxy();
        self
    }

    /// Trusts the certificates of this PEM text beside those of the system, such as a company's own. May be called
    /// several times; none by default.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http = self.http.root_certificates(pem);
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

    /// How long a reply that is read as it arrives (`send_for_body`, `send_for_events`) may fall silent while somebody
    /// waits for more of it: the other limits hold until it begins. None by default, since events may be rare.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.idle_timeout = limit.into();
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

    /// Calls a hook before and after each attempt. May be called several times; none by default.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// Calls a function before each attempt, which may change the request, or refuse it with [`Error::refused`]: see
    /// [`Hook::before`].
    pub fn before_each_attempt(
        self,
        call: impl Fn(&Attempt, &mut http::Request<RequestBody>) -> Result<(), Error>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.hook(Before(call))
    }

    /// Calls a function after each attempt with what came of it, for metrics and the like: see [`Hook::after`].
    pub fn after_each_attempt(
        self,
        call: impl Fn(&Attempt, Result<&Reply, &Error>) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Self {
        self.hook(After(call))
    }

    /// Writes URLs and bodies of requests and replies into traces, at level `TRACE`: the first 16 Ki characters of each body. Off
    /// by default, since they may hold what others must not read. Headers are never written, nor is a credential that the
    /// client was given; what an [`Authenticate`](super::Authenticate) of your own puts into the URL is.
    #[cfg(feature = "tracing")]
    pub fn trace_contents(mut self, on: bool) -> Self {
        self.trace_contents = on;
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

    /// Has the calls of the client tell this server what to expect.
    #[cfg(feature = "mock")]
    pub(crate) fn mocked_by(mut self, mock: Mock) -> Self {
        self.mock = Some(mock);
        self
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
            None => usual_transport(&server, &self.http)?,
        };
        let headers = headers(&self.headers)?;
        let core = Core {
            server,
            single_server: self.single_server,
            allow_http: self.allow_http,
            secrets: Secrets::new(self.credentials.secrets())
                .and(&Secrets::of_headers(headers.values())),
            headers,
            credentials: self.credentials,
            attempt_timeout: self.attempt_timeout,
            total_timeout: self.total_timeout,
            idle_timeout: self.idle_timeout,
            retry: self.retry,
            gate: self.rate_limit.and_then(Gate::new),
            hooks: self.hooks,
            #[cfg(feature = "tracing")]
            trace_contents: self.trace_contents,
            max_response_bytes: self.max_response_bytes,
            defaults: self.defaults,
            #[cfg(feature = "mock")]
            mock: self.mock,
            transport,
        };
        Ok(Client {
            core: Arc::new(core),
        })
    }
}

fn usual_transport(server: &BaseUrl, options: &HttpOptions) -> Result<Box<dyn Transport>, Error> {
    if server.is_secure() && !cfg!(any(feature = "rustls", feature = "native-tls")) {
        let summary =
            "`https` needs the feature `rustls` or `native-tls`, or a transport of your own";
        return Err(Error::new(ErrorKind::Configuration, summary));
    }
    let transport = if server.is_local() {
        HttpTransport::new(&options.for_this_machine())
    } else {
        HttpTransport::new(options)
    };
    Ok(Box::new(transport?))
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
        value.set_sensitive(may_be_secret(&name));
        headers.insert(name, value);
    }
    Ok(headers)
}
