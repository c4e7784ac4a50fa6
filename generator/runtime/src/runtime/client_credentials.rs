//! OAuth 2.0's client credentials grant (RFC 6749, section 4.4).

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::time::Instant;

use super::authenticate::{Authenticate, AuthenticateFuture};
use super::credential::{Credential, sensitive};
use super::error::{Error, ErrorKind};
use super::parameters::percent_encoded;
use super::reply::Reply;
use super::request_body::RequestBody;
use super::secrets::Secrets;
use super::server;
use super::transport::{Collected, Transport};

/// No answer to a request for a token is larger.
const MAX_ANSWER_BYTES: usize = 1 << 20;

/// A token is renewed this long before it expires, for the request to get there in time; one that lasts less than twice
/// as long, after half of its time.
const MARGIN: Duration = Duration::from_secs(30);

/// A client of OAuth 2.0 that acts for itself: it fetches a token with its own id and secret when it needs one, keeps it
/// until shortly before it expires, and fetches another when the server refuses it.
///
/// Id and secret are sent as `Authorization: Basic` (RFC 6749, section 2.3.1).
pub struct ClientCredentials {
    token_url: String,
    id: String,
    secret: SecretString,
    scopes: Vec<String>,
    token: Mutex<Option<Token>>,
    /// Held by the one that fetches a token, for those that need one at the same time; why the last fetch failed, if so.
    fetching: tokio::sync::Mutex<Option<Error>>,
    /// How many fetches are over.
    fetches: AtomicU64,
}

struct Token {
    text: SecretString,
    /// When to renew it; `None` for a token that says nothing of its end.
    stale: Option<Instant>,
}

impl ClientCredentials {
    /// A client with this id and secret, which gets its tokens at `token_url`: `https`, or `http` on this machine.
    #[must_use]
    pub fn new(
        token_url: impl Into<String>,
        id: impl Into<String>,
        secret: impl Into<String>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            id: id.into(),
            secret: SecretString::from(secret.into()),
            scopes: Vec::new(),
            token: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
            fetches: AtomicU64::default(),
        }
    }

    /// Asks for these scopes; without any the server decides.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// The token that is kept, if it is still good.
    fn kept(&self) -> Option<SecretString> {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let token = token.as_ref()?;
        let good = token.stale.is_none_or(|stale| Instant::now() < stale);
        good.then(|| token.text.clone())
    }

    /// The token that is kept, or a new one. Who waits while another fetches one takes what comes of that, be it an error:
    /// to ask anew would do no better, and a server that is down would be asked by each in turn.
    async fn token(&self, transport: &dyn Transport) -> Result<SecretString, Error> {
        if let Some(token) = self.kept() {
            return Ok(token);
        }
        let fetches = self.fetches.load(Ordering::Acquire);
        let mut failure = self.fetching.lock().await;
        if let Some(token) = self.kept() {
            return Ok(token);
        }
        let has_waited = self.fetches.load(Ordering::Acquire) != fetches;
        if let Some(failure) = failure.as_ref().filter(|_| has_waited) {
            return Err(failure.again());
        }
        let outcome = self.fetch(transport).await;
        *failure = outcome.as_ref().err().map(Error::again);
        self.fetches.fetch_add(1, Ordering::Release);
        outcome
    }

    async fn fetch(&self, transport: &dyn Transport) -> Result<SecretString, Error> {
        let response = transport
            .send(self.request()?)
            .await
            .map_err(Error::from_transport)?;
        let (head, mut body) = response.into_parts();
        let mut answer = Collected::default();
        let is_whole = body.collect(&mut answer, MAX_ANSWER_BYTES).await;
        if !is_whole.map_err(Error::from_transport)? {
            return Err(failure("the answer is too large"));
        }
        // Without the body, which may hold a token.
        let reply = Reply::without_body(head);
        let answer: Value = serde_json::from_slice(&answer.finish()).unwrap_or_default();
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        let Some(token) = text("access_token").filter(|_| reply.status().is_success()) else {
            let mut summary = format!("the server of tokens answered {}", reply.status().as_u16());
            for said in [text("error"), text("error_description")]
                .into_iter()
                .flatten()
            {
                summary.push_str(": ");
                summary.push_str(said);
            }
            return Err(Error::new(ErrorKind::Status, summary).with_reply(reply));
        };
        let stale = lifetime(&answer).and_then(|lasts| {
            let margin = MARGIN.min(lasts / 2);
            Instant::now().checked_add(lasts - margin)
        });
        let text = SecretString::from(token.to_owned());
        let kept = Token {
            text: text.clone(),
            stale,
        };
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(text)
    }

    /// What a server of tokens may echo.
    fn secrets(&self) -> Secrets {
        let secret = self.secret.expose_secret().to_owned();
        Secrets::new([secret, STANDARD.encode(self.pair())])
    }

    /// Id and secret in one, as `Authorization: Basic` takes them.
    fn pair(&self) -> String {
        format!(
            "{}:{}",
            percent_encoded(&self.id),
            percent_encoded(self.secret.expose_secret())
        )
    }

    /// The request for a token (RFC 6749, section 4.4.2).
    fn request(&self) -> Result<http::Request<RequestBody>, Error> {
        server::checked(&self.token_url, false)?;
        let mut form = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            form.push_str("&scope=");
            form.push_str(&percent_encoded(&self.scopes.join(" ")));
        }
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(&self.token_url)
            .header(CONTENT_TYPE, form_type)
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        let proof = sensitive(format!("Basic {}", STANDARD.encode(self.pair())));
        let request = match proof {
            Some(proof) => request.header(AUTHORIZATION, proof),
            None => request,
        };
        let request = request.body(RequestBody::from(form));
        request.map_err(|error| failure("its URL is not valid").with_source(error))
    }
}

/// How long a token lasts (RFC 6749, section 5.1): a number of seconds, which some servers send as text.
fn lifetime(answer: &Value) -> Option<Duration> {
    let seconds = match answer.get("expires_in")? {
        Value::String(text) => text.trim().parse().ok()?,
        number => number.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

/// The token as a header has it (RFC 6750, section 2.1).
fn bearer(token: &SecretString) -> Option<HeaderValue> {
    sensitive(format!("Bearer {}", token.expose_secret()))
}

#[cold]
fn failure(why: &str) -> Error {
    Error::new(
        ErrorKind::Authentication,
        format!("no token could be had: {why}"),
    )
}

impl Authenticate for ClientCredentials {
    fn authenticate<'a>(
        &'a self,
        request: &'a mut http::Request<RequestBody>,
        transport: &'a dyn Transport,
    ) -> AuthenticateFuture<'a> {
        Box::pin(async move {
            let token = self.token(transport).await;
            let token = token.map_err(|error| error.hiding(&self.secrets()).without_proof())?;
            let proof = bearer(&token).ok_or_else(|| failure("it can't stand in a header"))?;
            request.headers_mut().insert(AUTHORIZATION, proof);
            Ok(())
        })
    }

    fn refused(&self, sent: &[HeaderValue]) {
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let proof = kept.as_ref().and_then(|token| bearer(&token.text));
        // Another call may have fetched a new one since.
        if proof.is_some_and(|proof| sent.contains(&proof)) {
            *kept = None;
        }
    }
}

impl From<ClientCredentials> for Credential {
    fn from(credentials: ClientCredentials) -> Self {
        Self::made_by(credentials)
    }
}

/// Without the secrets.
impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("token_url", &self.token_url)
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
