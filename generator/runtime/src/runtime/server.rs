//! Where requests go.

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, InvalidUri, Parts, PathAndQuery, Scheme};

use super::error::{Error, ErrorKind};

/// The base URL of a server, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    /// Host and port.
    authority: Authority,
    /// What all paths start with; without a slash at the end.
    path: String,
}

impl BaseUrl {
    /// Checks a base URL: [`checked`], and without a query.
    pub(crate) fn parse(text: &str, allow_http: bool) -> Result<Self, Error> {
        let parts = checked(text, allow_http)?;
        let path = parts.path_and_query.as_ref();
        if path.is_some_and(|path| path.query().is_some()) {
            return Err(refusal(text, "it has a query"));
        }
        let path = path.map_or("", PathAndQuery::path).trim_end_matches('/');
        Ok(Self {
            path: path.to_owned(),
            scheme: parts.scheme,
            authority: parts.authority,
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
        self.scheme == Scheme::HTTPS
    }

    /// Whether it is this machine.
    pub(crate) fn is_local(&self) -> bool {
        is_loopback(self.authority.host())
    }

    /// What all paths start with, with room for the rest: few have to move while they grow.
    pub(crate) fn path(&self) -> String {
        const LENGTH: usize = 256;
        let mut path = String::with_capacity(LENGTH);
        path.push_str(&self.path);
        path
    }

    /// The URL of a path and query on this server.
    pub(crate) fn url(&self, path_and_query: String) -> Result<Uri, InvalidUri> {
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        let path_and_query = PathAndQuery::from_maybe_shared(Bytes::from(path_and_query))?;
        parts.path_and_query = Some(path_and_query);
        Ok(Uri::from_parts(parts).unwrap_or_default())
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(dead_code, reason = "only traces name the server")
    )]
    pub(crate) fn scheme(&self) -> &str {
        self.scheme.as_str()
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(dead_code, reason = "only traces name the server")
    )]
    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }

    #[cfg_attr(
        not(feature = "tracing"),
        allow(dead_code, reason = "only traces name the server")
    )]
    pub(crate) fn port(&self) -> u16 {
        let usual = if self.is_secure() { 443 } else { 80 };
        self.authority.port_u16().unwrap_or(usual)
    }
}

/// Checks a URL that credentials are sent to. Over plain `http` they would travel in the open, so that this is refused
/// unless `allow_http`, or unless the server is this machine.
pub(crate) fn checked(text: &str, allow_http: bool) -> Result<CheckedUrl, Error> {
    let uri: Uri = text
        .parse()
        .map_err(|error| refusal(text, "it is no URL").with_source(error))?;
    let Parts {
        scheme: Some(scheme),
        authority: Some(authority),
        path_and_query,
        ..
    } = uri.into_parts()
    else {
        return Err(refusal(text, "it has to start with `https://` and a host"));
    };
    if authority.as_str().contains('@') {
        let problem = "it holds a user or password; give them as a credential instead";
        return Err(refusal(text, problem));
    }
    match scheme.as_str() {
        "https" => {}
        "http" if allow_http || is_loopback(authority.host()) => {}
        "http" => {
            let problem =
                "plain `http` sends credentials in the open; use `https`, or call `allow_http`";
            return Err(refusal(text, problem));
        }
        _ => return Err(refusal(text, "its scheme is neither `https` nor `http`")),
    }
    Ok(CheckedUrl {
        scheme,
        authority,
        path_and_query,
    })
}

/// A URL that credentials may be sent to.
pub(crate) struct CheckedUrl {
    scheme: Scheme,
    authority: Authority,
    path_and_query: Option<PathAndQuery>,
}

#[cold]
fn refusal(text: &str, problem: &str) -> Error {
    Error::new(
        ErrorKind::Configuration,
        format!(
            "the URL `{}` can't be used: {problem}",
            without_secrets(text)
        ),
    )
}

/// The text of what may be a URL without a query, and without a user and password.
fn without_secrets(text: &str) -> String {
    let (text, _) = text.split_once('?').unwrap_or((text, ""));
    match text.rsplit_once('@') {
        Some((_, host)) => format!("...@{host}"),
        None => text.to_owned(),
    }
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}
