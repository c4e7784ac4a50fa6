//! Ways to authenticate.

use serde::Serialize;

use super::Docs;

/// A way to authenticate ([Security Scheme Object](https://spec.openapis.org/oas/v3.0.4.html#security-scheme-object)).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// The scheme's name in the document.
    pub name: String,
    /// The client builder's setter (snake case).
    pub setter: String,
    /// What is sent, and where.
    pub credential: Credential,
    /// Where a client of OAuth 2.0 that acts for itself gets its tokens.
    pub client_credentials: Option<ClientCredentials>,
    /// What the document says of it.
    pub docs: Docs,
}

/// OAuth 2.0's client credentials grant ([OAuth Flow Object](https://spec.openapis.org/oas/v3.0.4.html#oauth-flow-object)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClientCredentials {
    /// The client builder's setter (snake case).
    pub setter: String,
    /// Where tokens are given out.
    pub token_url: String,
    /// The scopes that can be asked for, each with what the document says of it.
    pub scopes: Vec<(String, String)>,
}

/// What is sent to authenticate, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Credential {
    /// `Authorization: Bearer ...` (RFC 6750), also for OAuth 2 and OpenID Connect tokens.
    Bearer,
    /// `Authorization: Basic ...` (RFC 7617).
    Basic,
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
}
