// @generated from the API document. Do not edit: the next run writes this file anew.

//! What must not be printed.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::header::{HeaderName, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret as _, SecretString};

use super::parameters::{as_cookie, percent_encoded};
use super::wire::CUT;

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
    pub(crate) fn hide<'t>(&self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let secrets = self.0.iter().map(|secret| secret.expose_secret());
        secrets.fold(text.into(), |text, secret| {
            if text.contains(secret) {
                text.replace(secret, HIDDEN).into()
            } else {
                text
            }
        })
    }

    /// The beginning of a body, so many characters long. Secrets are hidden before it is cut, or a part of one would be
    /// left.
    pub(crate) fn excerpt(&self, body: &[u8], length: usize) -> String {
        let text = self.hide(String::from_utf8_lossy(body));
        text.chars().take(length).collect()
    }

    /// The text without the beginnings of secrets where what it quotes was cut.
    pub(crate) fn hide_in_quotes(&self, text: &str) -> String {
        let mut pieces: Vec<Cow<'_, str>> = text.split(CUT).map(Cow::from).collect();
        if let Some((_, cut)) = pieces.split_last_mut() {
            for piece in cut {
                if let Some(start) = self.beginning_at_end(piece) {
                    *piece = format!("{}{HIDDEN}", &piece[..start]).into();
                }
            }
        }
        pieces.join(CUT)
    }

    /// Where a secret starts that the text ends in.
    fn beginning_at_end(&self, text: &str) -> Option<usize> {
        let starts = text.char_indices().map(|(start, _)| start);
        let mut starts = starts.take_while(|start| text.len() - start >= SHORTEST);
        starts.find(|start| {
            let mut secrets = self.0.iter().map(|secret| secret.expose_secret());
            secrets.any(|secret| secret.starts_with(&text[*start..]))
        })
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

/// As it is, in a URL, in a cookie, within a string that is printed for debugging, and within JSON whose writer escapes
/// slashes.
fn spellings(secret: String) -> [String; 6] {
    let encoded = percent_encoded(&secret).into_owned();
    let in_small_letters = lowercase_escapes(&encoded);
    let in_cookie = as_cookie(&secret).into_owned();
    let quoted = secret.escape_debug().to_string();
    let with_slashes = quoted.replace('/', r"\/");
    [
        secret,
        encoded,
        in_small_letters,
        in_cookie,
        quoted,
        with_slashes,
    ]
}

/// The text with `%2f` in place of `%2F`, which are the same (RFC 3986, section 2.1).
fn lowercase_escapes(encoded: &str) -> String {
    let mut pieces = encoded.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        format!("{text}%{}{rest}", digits.to_ascii_lowercase())
    })
}
