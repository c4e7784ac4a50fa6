//! What must not be printed.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderName, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret as _, SecretString};

use super::parameters::percent_encoded;

/// Shorter ones are found in any text by chance.
const SHORTEST: usize = 6;

/// What stands in place of a secret.
const HIDDEN: &str = "[secret]";

/// The secrets that a client was given, in every spelling in which a server may echo them.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Arc<[SecretString]>);

/// Whether the value of a header that somebody adds may be a secret: of those that speak of contents, and of who asks,
/// it is known that they aren't (RFC 9110, sections 8, 10.1.5, 12.5 and 13.1).
pub(crate) fn may_be_secret(header: &HeaderName) -> bool {
    let is_of_contents = ["accept", "content-", "if-"]
        .iter()
        .any(|start| header.as_str().starts_with(start));
    !is_of_contents && header != USER_AGENT
}

impl Secrets {
    /// These secrets. Those that are too short to be told from other text can't be hidden.
    pub(crate) fn new(secrets: impl IntoIterator<Item = String>) -> Self {
        let mut spellings: Vec<String> = secrets.into_iter().flat_map(spellings).collect();
        spellings.retain(|spelling| spelling.len() >= SHORTEST);
        // One may be part of another.
        spellings.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        spellings.dedup();
        Self(spellings.into_iter().map(SecretString::from).collect())
    }

    /// The secrets in headers of a request. Behind the name of a scheme, as in `Bearer ...`, the rest is one by itself.
    pub(crate) fn of_headers<'v>(values: impl IntoIterator<Item = &'v HeaderValue>) -> Self {
        let sensitive = values.into_iter().filter(|value| value.is_sensitive());
        let texts = sensitive.filter_map(|value| value.to_str().ok());
        Self::new(texts.flat_map(|text| {
            let rest = text.split_once(' ').map(|(_, rest)| rest);
            [Some(text), rest].into_iter().flatten().map(str::to_owned)
        }))
    }

    /// These and others.
    pub(crate) fn and(&self, others: &Self) -> Self {
        if others.0.is_empty() {
            return self.clone();
        }
        // Longer ones first: one may be part of another.
        let mut all: Vec<SecretString> = self.0.iter().chain(&*others.0).cloned().collect();
        all.sort_by_key(|secret| std::cmp::Reverse(secret.expose_secret().len()));
        Self(all.into())
    }

    /// The text without the secrets.
    pub(crate) fn hide(&self, text: String) -> String {
        let secrets = self.0.iter().map(|secret| secret.expose_secret());
        secrets.fold(text, |text, secret| {
            if text.contains(secret) {
                text.replace(secret, HIDDEN)
            } else {
                text
            }
        })
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

/// As it is, in a URL, and within a string that is printed for debugging.
fn spellings(secret: String) -> [String; 3] {
    let encoded = percent_encoded(&secret).into_owned();
    let quoted = secret.escape_debug().to_string();
    [secret, encoded, quoted]
}
