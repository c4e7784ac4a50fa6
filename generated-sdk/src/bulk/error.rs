//! Why a run ended early.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use super::report::Report;
use crate::Error;
use crate::types::{SessionId, SessionStatus};

/// A run that ended early, with all that it did until then.
#[derive(Debug)]
#[non_exhaustive]
pub struct BulkError {
    /// What went wrong.
    pub kind: BulkErrorKind,
    /// What was done until then.
    pub report: Box<Report>,
    /// The session's id, where the run had one, to resume or cancel it by hand.
    pub session_id: Option<SessionId>,
    /// Why the session could not be canceled, if so: it may be in progress still. With status 404 it was not there, but a
    /// batch whose answer is missing may arrive late and begin it.
    pub cancel_error: Option<Error>,
}

/// What went wrong with a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum BulkErrorKind {
    /// The source failed.
    Source(Box<dyn StdError + Send + Sync>),
    /// More items were refused than [`accept`](super::Bulk::accept) allows.
    TooManyRejected,
    /// A request failed. What became of its items is not known if the error leaves that open.
    Send(Error),
    /// The answer to a request doesn't say what became of each of its items.
    UnclearAnswer,
    /// Nothing was stored that the session could be completed with: a data set can't be replaced by nothing.
    NothingStored,
    /// The session can't be used, or was canceled by somebody else before it could be completed: this is where it stands.
    SessionStands(SessionStatus),
    /// A run was to be resumed whose session has not begun: what it staged is gone.
    SessionNotBegun,
    /// Another session of the resource is in progress. There can be one at a time.
    OtherSession(SessionId),
    /// The sessions could not be looked up, or the one that is in the way could not be canceled.
    Sessions(Error),
    /// The session could not be completed: the live data is as it was.
    Complete(Error),
    /// The session may have been completed, or may still be: at least one attempt was not plainly refused, and until the
    /// client's limit for a call was over the list of sessions didn't say how it ended. The live data is either as it was
    /// or replaced.
    ///
    /// The session was not canceled, since that might cancel live data. Look it up again by its id
    /// ([`Sessions::resume`](crate::api::sessions::Sessions::resume)): active or archived, the data was replaced; still in
    /// progress, complete or cancel it then. A run with [`resume_after`](super::Bulk::resume_after) does so as well, and
    /// completes it.
    Unclear(Error),
}

impl BulkError {
    pub(super) fn new(kind: BulkErrorKind, report: Report) -> Self {
        Self {
            kind,
            report: Box::new(report),
            session_id: None,
            cancel_error: None,
        }
    }
}

impl fmt::Display for BulkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(session) = &self.session_id {
            write!(f, "session `{session}`: ")?;
        }
        match &self.kind {
            BulkErrorKind::TooManyRejected => {
                write!(f, "{} items were refused", self.report.progress.rejected)?;
                if let Some(first) = self.report.rejected.first() {
                    write!(f, ", number {} with: {}", first.index, first.reason)?;
                }
            }
            kind => write!(f, "{kind}")?,
        }
        match &self.cancel_error {
            Some(error) if error.status() == Some(StatusCode::NOT_FOUND) => {
                write!(
                    f,
                    "; it was not there to be canceled, but a late batch may begin it: {error}"
                )
            }
            Some(error) => write!(f, "; it could not be canceled either: {error}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for BulkErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => write!(f, "the source of the items failed: {error}"),
            Self::TooManyRejected => f.write_str("too many items were refused"),
            Self::Send(error) => write!(f, "a batch could not be sent: {error}"),
            Self::UnclearAnswer => {
                f.write_str("the answer to a batch doesn't say what became of each item")
            }
            Self::NothingStored => f.write_str(
                "nothing was stored; to empty a data set, delete its records one by one",
            ),
            Self::SessionStands(SessionStatus::InProgress) => f.write_str(
                "it is in progress already: resume it, or cancel it and choose another id",
            ),
            Self::SessionStands(status) => {
                write!(f, "it is {status} and takes no records; choose another id")
            }
            Self::SessionNotBegun => f.write_str(
                "it has not begun, so that there is nothing to resume; send all items again",
            ),
            Self::OtherSession(id) => write!(
                f,
                "the session `{id}` is in progress and in the way: complete or cancel it, or call `cancel_unfinished`"
            ),
            Self::Sessions(error) => {
                write!(f, "there may be another session in the way: {error}")
            }
            Self::Complete(error) => write!(f, "it could not be completed: {error}"),
            Self::Unclear(error) => {
                write!(
                    f,
                    "whether it was completed could not be found out; look it up again by its id, \
                     and complete or cancel it if it is still in progress: {error}"
                )
            }
        }
    }
}

/// The message holds the errors of [`BulkErrorKind`] already; the source is what is underneath those.
impl StdError for BulkError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.kind {
            BulkErrorKind::Send(error)
            | BulkErrorKind::Sessions(error)
            | BulkErrorKind::Complete(error)
            | BulkErrorKind::Unclear(error) => error.source(),
            BulkErrorKind::Source(error) => error.source(),
            _ => None,
        }
    }
}
