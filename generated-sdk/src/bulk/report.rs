//! What a run did.

use std::fmt;

use serde_json::Value;

use super::item;
use super::progress::Progress;
use crate::session::EndedSession;
use crate::{Client, Error};

/// What a run did. Items that were refused are no error: they are listed here.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
#[must_use = "it says which items were refused"]
pub struct Report {
    /// How many items there were, and what became of them.
    pub progress: Progress,
    /// The items that were refused, by their place. At most as many as [`keep_rejected`](super::Bulk::keep_rejected)
    /// allows, and none where a callback took them; [`Progress::rejected`] counts them all.
    pub rejected: Vec<Rejected>,
    /// The session, completed, where the run had one.
    pub session: Option<EndedSession>,
    /// Whether nothing was sent: all else is then what would have been.
    pub is_dry_run: bool,
}

/// An item that was refused.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rejected {
    /// Its place in the source, from 0.
    pub index: u64,
    /// Why it was refused.
    pub reason: Reason,
    /// A value can take many times the memory of its text.
    json: Box<str>,
}

impl Rejected {
    pub(super) fn new(index: u64, json: &[u8], reason: Reason) -> Self {
        Self {
            index,
            reason,
            json: String::from_utf8_lossy(json).into(),
        }
    }

    /// The item in the form in which it is sent; `null` where it has none. It is read from its JSON each time.
    #[must_use]
    pub fn item(&self) -> Value {
        item::value(self.json.as_bytes())
    }

    /// The item as the JSON text that is sent; `null` where it has none.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// Why an item was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The server refused it.
    Server {
        /// Why, for people.
        message: Option<String>,
        /// The vendor's own number of the error: 28022 if a record breaks the schema.
        code: Option<i64>,
    },
    /// A check refused it; it was not sent.
    Check(String),
    /// It doesn't become a JSON object; it was not sent.
    NotAnObject(String),
}

impl Reason {
    /// The reason for a call that was refused because of its only item.
    pub(super) fn of_call(error: &Error) -> Self {
        Self::Server {
            message: error.message().map(str::to_owned),
            code: error.code().and_then(|code| code.parse().ok()),
        }
    }

    /// The reason without the client's secrets, which a server may echo.
    pub(super) fn hiding_secrets_of(self, client: &Client) -> Self {
        match self {
            Self::Server { message, code } => {
                let hide = |message: String| client.core.secrets.hide(message).into_owned();
                let message = message.map(hide);
                Self::Server { message, code }
            }
            of_its_own => of_its_own,
        }
    }

    pub(super) fn message(&self) -> Option<&str> {
        match self {
            Self::Server { message, .. } => message.as_deref(),
            Self::Check(message) | Self::NotAnObject(message) => Some(message),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().unwrap_or("the server gave no reason"))?;
        match self {
            Self::Server {
                code: Some(code), ..
            } => write!(f, " (code {code})"),
            _ => Ok(()),
        }
    }
}

/// One line: the counts, and the first item that was refused.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_dry_run {
            f.write_str("dry run: ")?;
        }
        let Progress {
            stored,
            rejected,
            batches,
            ..
        } = self.progress;
        write!(
            f,
            "{stored} stored, {rejected} refused, in {batches} requests"
        )?;
        match self.rejected.first() {
            Some(Rejected { index, reason, .. }) => {
                write!(f, "; number {index} was refused: {reason}")
            }
            None => Ok(()),
        }
    }
}
