//! What callers authenticate with, and where it goes in a request (OpenAPI 3.0, 4.7.27).

use std::fmt;
use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName};
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

use super::authenticate::Authenticate;
use super::error::{Error, ErrorKind};
use super::parameters::{as_cookie, percent_encoded};

/// A secret that authenticates the caller. `Debug` doesn't show it, and it is wiped from memory in the end.
///
/// It isn't used for a call that sets the header itself in which it would go.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Bearer(SecretString),
    Basic {
        user: String,
        password: SecretString,
    },
    ApiKey(SecretString),
    Made(Arc<dyn Authenticate>),
}

impl Credential {
    /// A token, sent as `Authorization: Bearer` (RFC 6750, section 2.1).
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(Kind::Bearer(secret(token.into())))
    }

    /// A user and a password, sent as `Authorization: Basic` (RFC 7617).
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Kind::Basic {
            user: user.into(),
            password: secret(password.into()),
        })
    }

    /// A key, sent in a header, query parameter or cookie.
    #[must_use]
    pub fn api_key(key: impl Into<String>) -> Self {
        Self(Kind::ApiKey(secret(key.into())))
    }

    /// A proof that is made for each request, such as a token that is renewed. Where it goes is its own matter.
    #[must_use]
    pub fn made_by(maker: impl Authenticate) -> Self {
        Self(Kind::Made(Arc::new(maker)))
    }

    /// The secret, if it is of one piece.
    fn token(&self) -> Option<&str> {
        match &self.0 {
            Kind::Bearer(token) | Kind::ApiKey(token) => Some(token.expose_secret()),
            Kind::Basic { .. } | Kind::Made(_) => None,
        }
    }

    /// The user and password in the form of RFC 7617, section 2.
    fn pair(&self) -> Option<String> {
        match &self.0 {
            Kind::Basic { user, password } => {
                Some(STANDARD.encode(format!("{user}:{}", password.expose_secret())))
            }
            Kind::Bearer(_) | Kind::ApiKey(_) | Kind::Made(_) => None,
        }
    }

    /// Refuses secrets that no request could carry.
    pub(crate) fn check(&self, scheme: &str) -> Result<(), Error> {
        let problem = match &self.0 {
            Kind::Basic { user, .. } if user.contains(':') => "a user name can't contain a colon",
            Kind::Basic { .. } | Kind::Made(_) => return Ok(()),
            Kind::Bearer(token) | Kind::ApiKey(token) => {
                let token = token.expose_secret();
                if token.is_empty() {
                    "it is empty"
                } else if token.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
                    "it contains a line end or another character that can't stand in a header"
                } else {
                    return Ok(());
                }
            }
        };
        Err(Error::new(
            ErrorKind::Configuration,
            format!("the credential for `{scheme}` can't be used: {problem}"),
        ))
    }
}

fn secret(text: String) -> SecretString {
    SecretString::from(text)
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Bearer(_) => "Bearer(..)",
            Kind::Basic { .. } => "Basic(..)",
            Kind::ApiKey(_) => "ApiKey(..)",
            Kind::Made(_) => "Made(..)",
        })
    }
}

/// A way to authenticate that the API knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name in the API document.
    pub name: &'static str,
    /// Where the credential goes.
    pub place: Place,
}

/// Where a credential goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `Authorization: Bearer ...`.
    Bearer,
    /// `Authorization: Basic ...`.
    Basic,
    /// The header of this name, in lower case.
    Header(&'static str),
    /// The query parameter of this name.
    Query(&'static str),
    /// The cookie of this name.
    Cookie(&'static str),
}

/// A credential ready to be put into a request.
#[derive(Clone)]
pub(crate) enum Proof {
    Header(HeaderName, HeaderValue),
    /// `name=value`, percent-encoded.
    Query(String),
    /// `name=value`.
    Cookie(String),
    /// Made when the request is sent.
    Made(Arc<dyn Authenticate>),
}

/// The credentials that a client has.
#[derive(Default)]
pub(crate) struct Credentials(Vec<Held>);

struct Held {
    /// The name of the scheme.
    scheme: &'static str,
    credential: Credential,
    /// How it is sent, made when it is first needed; none where the scheme takes another sort.
    proof: OnceLock<Option<Proof>>,
}

impl Place {
    /// The header in which the credential goes, if it goes in one of its own.
    fn header(self) -> Option<&'static str> {
        match self {
            Self::Bearer | Self::Basic => Some("authorization"),
            Self::Header(name) => Some(name),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }
}

impl Held {
    fn proof(&self, scheme: &SecurityScheme) -> Result<&Proof, Error> {
        self.proof
            .get_or_init(|| prove(scheme.place, &self.credential))
            .as_ref()
            .ok_or_else(|| of_another_sort(scheme))
    }
}

impl Credentials {
    pub(crate) fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.0.retain(|held| held.scheme != scheme);
        self.0.push(Held {
            scheme,
            credential,
            proof: OnceLock::new(),
        });
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        self.0
            .iter()
            .try_for_each(|held| held.credential.check(held.scheme))
    }

    /// Everything that must not be printed. Proofs that are made request by request aren't known here.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let of_one = |held: &Held| match &held.credential.0 {
            Kind::Basic { password, .. } => {
                let pair = held.credential.pair().unwrap_or_default();
                vec![password.expose_secret().to_owned(), pair]
            }
            _ => {
                let token = held.credential.token();
                token.map(str::to_owned).into_iter().collect()
            }
        };
        self.0.iter().flat_map(of_one).collect()
    }

    /// What to send for an operation: all of the first alternative whose schemes are all set, or else what there is of the
    /// one of which most are: the server is to say whether it minds. Documents ask for more than servers do, such as two
    /// schemes for one header. A header that the call sets itself is the caller's word on who calls.
    pub(crate) fn proofs(
        &self,
        alternatives: &'static [&'static [&'static SecurityScheme]],
        own_headers: &HeaderMap,
    ) -> impl Iterator<Item = Result<&Proof, Error>> {
        let is_taken = |scheme: &SecurityScheme| {
            let header = scheme.place.header();
            header.is_some_and(|header| own_headers.contains_key(header))
        };
        let is_set = |scheme: &&&SecurityScheme| self.get(scheme).is_some();
        let number_set =
            |schemes: &&&[&'static SecurityScheme]| schemes.iter().filter(is_set).count();
        let is_complete = |schemes: &&&[&'static SecurityScheme]| {
            !schemes.is_empty() && number_set(schemes) == schemes.len()
        };
        let complete = alternatives.iter().find(is_complete);
        // The first of those that have as many.
        let chosen = complete.or_else(|| alternatives.iter().rev().max_by_key(number_set));
        let schemes = chosen.copied().unwrap_or_default();
        schemes
            .iter()
            .filter(move |scheme| !is_taken(scheme))
            .filter_map(|scheme| Some(self.get(scheme)?.proof(scheme)))
    }

    /// Those among them that are made for each request.
    pub(crate) fn makers(
        &self,
        alternatives: &'static [&'static [&'static SecurityScheme]],
        own_headers: &HeaderMap,
    ) -> impl Iterator<Item = &dyn Authenticate> {
        let proofs = self.proofs(alternatives, own_headers);
        proofs.filter_map(|proof| match proof {
            Ok(Proof::Made(maker)) => Some(&**maker),
            _ => None,
        })
    }

    fn get(&self, scheme: &SecurityScheme) -> Option<&Held> {
        self.0.iter().find(|held| held.scheme == scheme.name)
    }
}

#[cold]
fn of_another_sort(scheme: &SecurityScheme) -> Error {
    let summary = format!(
        "the credential for `{}` is not of the sort that the scheme takes",
        scheme.name
    );
    Error::new(ErrorKind::Configuration, summary)
}

fn prove(place: Place, credential: &Credential) -> Option<Proof> {
    if let Kind::Made(maker) = &credential.0 {
        return Some(Proof::Made(Arc::clone(maker)));
    }
    Some(match place {
        Place::Bearer => Proof::Header(
            AUTHORIZATION,
            sensitive(format!("Bearer {}", credential.token()?))?,
        ),
        Place::Basic => Proof::Header(
            AUTHORIZATION,
            sensitive(format!("Basic {}", credential.pair()?))?,
        ),
        Place::Header(name) => Proof::Header(
            HeaderName::from_bytes(name.as_bytes()).ok()?,
            sensitive(credential.token()?.to_owned())?,
        ),
        Place::Query(name) => Proof::Query(format!(
            "{}={}",
            percent_encoded(name),
            percent_encoded(credential.token()?)
        )),
        Place::Cookie(name) => Proof::Cookie(format!("{name}={}", as_cookie(credential.token()?))),
    })
}

/// A header value that logs leave out.
pub(crate) fn sensitive(text: impl TryInto<HeaderValue>) -> Option<HeaderValue> {
    let mut value = text.try_into().ok()?;
    value.set_sensitive(true);
    Some(value)
}
