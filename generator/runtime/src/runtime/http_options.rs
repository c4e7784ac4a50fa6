//! How the usual transport is set up.

use std::fmt;
use std::time::Duration;

use super::error::{Error, ErrorKind};

/// How [`HttpTransport`](super::HttpTransport) makes its connections.
#[derive(Clone)]
#[must_use]
pub struct HttpOptions {
    connect_timeout: Duration,
    pool_idle_timeout: Option<Duration>,
    pool_max_idle_per_host: usize,
    proxy: Proxying,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    root_certificates: Vec<Vec<u8>>,
}

/// The proxy that requests go through.
#[derive(Clone)]
enum Proxying {
    /// What the environment says.
    Environment,
    None,
    Through(String),
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            pool_idle_timeout: Some(Duration::from_secs(90)),
            pool_max_idle_per_host: usize::MAX,
            proxy: Proxying::Environment,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            root_certificates: Vec::new(),
        }
    }
}

impl HttpOptions {
    /// How long making a connection may take. 10 s by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long a connection that nobody uses is kept. 90 s by default; `None` for ever.
    pub fn pool_idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.pool_idle_timeout = limit.into();
        self
    }

    /// How many connections that nobody uses are kept for each host. Any number by default; 0 makes a connection for
    /// each request.
    pub fn pool_max_idle_per_host(mut self, number: usize) -> Self {
        self.pool_max_idle_per_host = number;
        self
    }

    /// Sends all requests through this proxy, such as `http://user:password@proxy.example:3128`, or with the feature
    /// `socks` `socks5h://proxy.example`. By default the environment says which: `HTTP_PROXY`, `HTTPS_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY`, in capitals or not; it has no say where the server is this machine.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxying::Through(url.into());
        self
    }

    /// Sends requests straight to their servers, whatever the environment says.
    pub fn without_proxy(mut self) -> Self {
        self.proxy = Proxying::None;
        self
    }

    /// Trusts the certificates of this PEM text beside those of the system, such as a company's own.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// The same without the environment's proxy, for a server on this machine: plain `http` is allowed there because
    /// nobody is on the way.
    pub(crate) fn for_this_machine(&self) -> Self {
        match self.proxy {
            Proxying::Environment => self.clone().without_proxy(),
            _ => self.clone(),
        }
    }

    /// The client of these options. It follows no redirects, so that credentials never reach another host.
    pub(crate) fn client(&self) -> Result<reqwest::Client, Error> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.pool_idle_timeout)
            .pool_max_idle_per_host(self.pool_max_idle_per_host);
        let builder = match &self.proxy {
            Proxying::Environment => builder,
            Proxying::None => builder.no_proxy(),
            Proxying::Through(url) => builder.proxy(
                reqwest::Proxy::all(url)
                    .map_err(|error| refusal("the proxy can't be used", error))?,
            ),
        };
        let builder = self.trusting(compressed(builder))?;
        builder
            .build()
            .map_err(|error| refusal("the HTTP client could not be set up", error))
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn trusting(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
        self.root_certificates
            .iter()
            .try_fold(builder, |builder, pem| {
                let certificates = reqwest::Certificate::from_pem_bundle(pem)
                    .map_err(|error| refusal("the root certificates can't be used", error))?;
                if certificates.is_empty() {
                    let summary =
                        "the root certificates can't be used: there is none in the PEM text";
                    return Err(Error::new(ErrorKind::Configuration, summary));
                }
                Ok(builder.tls_certs_merge(certificates))
            })
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn trusting(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
        Ok(builder)
    }
}

/// Another crate of the program may have switched on for all what this one was not asked for.
fn compressed(mut builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    if cfg!(not(feature = "gzip")) {
        builder = builder.no_gzip();
    }
    if cfg!(not(feature = "brotli")) {
        builder = builder.no_brotli();
    }
    if cfg!(not(feature = "zstd")) {
        builder = builder.no_zstd();
    }
    builder.no_deflate()
}

/// The URL is taken out of the error: it may hold a password.
fn refusal(what: &str, error: reqwest::Error) -> Error {
    Error::new(ErrorKind::Configuration, what).with_source(error.without_url())
}

/// Leaves out the proxy, whose URL may hold a password.
impl fmt::Debug for HttpOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("pool_idle_timeout", &self.pool_idle_timeout)
            .field("pool_max_idle_per_host", &self.pool_max_idle_per_host)
            .finish_non_exhaustive()
    }
}
