// @generated from the API document. Do not edit: the next run writes this file anew.

//! Where requests go.

use http::Uri;

use super::error::{Error, ErrorKind};

/// The base URL of a server, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    /// Scheme, host and port.
    origin: String,
    /// What all paths start with; without a slash at the end.
    path: String,
    host: String,
    port: u16,
}

impl BaseUrl {
    /// Checks a base URL. Credentials would travel in the open over plain `http`, so that this is refused unless
    /// `allow_http`, or unless the server is this machine.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, Error> {
        let uri: Uri = text
            .parse()
            .map_err(|error| refusal(text, "it is no URL").with_source(error))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(refusal(text, "it has to start with `https://` and a host"));
        };
        if authority.as_str().contains('@') {
            // Not quoted: it may hold a password.
            return Err(Error::new(
                ErrorKind::Configuration,
                "the base URL can't be used: it holds a user or password; give them as a credential instead",
            ));
        }
        if uri.query().is_some() {
            return Err(refusal(text, "it has a query"));
        }
        let host = authority.host();
        let secure = match scheme {
            "https" => true,
            "http" if allow_http || is_loopback(host) => false,
            "http" => {
                return Err(refusal(
                    text,
                    "plain `http` sends credentials in the open; use `https`, or call `allow_http`",
                ));
            }
            _ => return Err(refusal(text, "its scheme is neither `https` nor `http`")),
        };
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            path: uri.path().trim_end_matches('/').to_owned(),
            host: host.to_owned(),
            port: authority
                .port_u16()
                .unwrap_or(if secure { 443 } else { 80 }),
        })
    }

    /// Another base path on the same server.
    pub(crate) fn with_path(&self, path: &str) -> Self {
        let path = path.trim_matches('/');
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        Self {
            path,
            ..self.clone()
        }
    }

    /// Whether it takes TLS to get there.
    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// The beginning of a URL, to which a path is to be added that starts with a slash.
    pub(crate) fn url(&self) -> String {
        /// So much room that few URLs have to move while they grow.
        const LENGTH: usize = 256;
        let mut url = String::with_capacity(LENGTH);
        url.push_str(&self.origin);
        url.push_str(&self.path);
        url
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(dead_code, reason = "only traces name the server")
    )]
    pub(crate) fn scheme(&self) -> &str {
        if self.is_secure() { "https" } else { "http" }
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(dead_code, reason = "only traces name the server")
    )]
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(dead_code, reason = "only traces name the server")
    )]
    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

#[cold]
fn refusal(text: &str, problem: &str) -> Error {
    Error::new(
        ErrorKind::Configuration,
        format!("the base URL `{text}` can't be used: {problem}"),
    )
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}
