//! Upload sessions as handles that can't be used wrongly.
//!
//! A session stages records that become the whole live data set at once. It begins with its first upload, is filled by
//! further ones, and ends by [`OpenSession::complete`] or [`OpenSession::cancel`], which both consume the handle. Its id is
//! yours to choose and to keep: with it a session can be resumed by another process.

use std::fmt;
use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use crate::api::sessions::{Sessions, upload::Upload};
use crate::runtime::{Operation as _, Repeat, Spec};
use crate::types::session_upload_request::Data;
use crate::types::{
    ConnectionId, RecordUpsertResponse, ResourceId, Session, SessionAction, SessionActionRequest,
    SessionActionResult, SessionId, SessionStatus, SessionUploadRequest, SortDirection, SortField,
};
use crate::{Client, Error, ErrorKind, Map};

impl Sessions<'_> {
    /// A handle on a session to be filled. Nothing is sent: the session begins with its first upload.
    ///
    /// At most one session of a resource is in progress at a time; an upload to a second one is refused.
    pub fn open(
        &self,
        connection: ConnectionId,
        resource: ResourceId,
        id: SessionId,
    ) -> OpenSession {
        OpenSession {
            client: self.client.clone(),
            connection,
            resource,
            id,
        }
    }

    /// Looks up where a session stands, to go on with it.
    ///
    /// # Errors
    /// When the sessions can't be listed.
    pub async fn resume(
        &self,
        connection: ConnectionId,
        resource: ResourceId,
        id: SessionId,
    ) -> Result<ResumedSession, Error> {
        match self.find(connection, resource, &id).await? {
            Some(session) if session.status != SessionStatus::InProgress => {
                Ok(ResumedSession::Ended(session))
            }
            Some(_) => Ok(ResumedSession::InProgress(
                self.open(connection, resource, id),
            )),
            None => Ok(ResumedSession::NotBegun(
                self.open(connection, resource, id),
            )),
        }
    }

    /// The session with this id, if it has begun.
    ///
    /// # Errors
    /// When the sessions can't be listed.
    pub async fn find(
        &self,
        connection: ConnectionId,
        resource: ResourceId,
        id: &SessionId,
    ) -> Result<Option<Session>, Error> {
        // The latest first: it is most often one of those.
        let call = self.list(connection, resource).size(500);
        let call = call
            .sort(SortField::CreatedAt)
            .sort_dir(SortDirection::Desc);
        let mut sessions = call.stream();
        while let Some(session) = sessions.try_next().await? {
            if session.session_id == *id {
                return Ok(Some(session));
            }
        }
        Ok(None)
    }
}

/// An upload of records that don't find their own places when they are sent again.
pub(crate) static UPLOAD_ONCE: Spec = Spec {
    repeat: Repeat::Never,
    ..Upload::SPEC
};

/// Where a session stood when it was looked up.
#[derive(Debug)]
#[must_use]
pub enum ResumedSession {
    /// Nothing was uploaded to it yet.
    NotBegun(OpenSession),
    /// It holds staged records.
    InProgress(OpenSession),
    /// It was completed, canceled, or archived since.
    Ended(Session),
}

/// A session that can be filled and ended.
///
/// It has a client of its own and can't be copied: what ends the session takes the one handle away. Dropping the handle
/// sends nothing: the session stays in progress, and its id resumes it.
#[derive(Debug)]
#[must_use = "a session stays in progress until it is completed or canceled"]
pub struct OpenSession {
    client: Client,
    connection: ConnectionId,
    resource: ResourceId,
    id: SessionId,
}

impl OpenSession {
    /// The session's id, to store and to resume it by.
    #[must_use]
    pub fn id(&self) -> &SessionId {
        &self.id
    }

    /// Stages records. Those that break the schema are refused one by one: look at
    /// [`failed`](RecordUpsertResponse::failed). The request is repeated only where each record has an `id`: without one,
    /// a record that is sent twice is there twice.
    ///
    /// # Errors
    /// When the call as a whole fails.
    pub async fn upload(&self, records: Vec<Map<Value>>) -> Result<RecordUpsertResponse, Error> {
        let is_keyed = records.iter().all(|record| record.contains_key("id"));
        let request = SessionUploadRequest::new(Data::from(records));
        let sessions = self.client.sessions();
        let mut call = sessions.upload(self.connection, self.resource, &self.id, &request);
        if !is_keyed {
            call.request.spec = &UPLOAD_ONCE;
        }
        call.send().await
    }

    /// Makes the staged records the whole live data set, at once.
    ///
    /// The session that was active is archived, and its records are deleted for good, as is every record that was sent
    /// directly. A session without records can't be completed.
    ///
    /// # Errors
    /// When the session can't be completed. If the answer got lost, the sessions are listed to find out whether it was; if
    /// it was not, it is tried again as the client's retry policy says, and as long as the client's limit for a call
    /// allows. The error gives the handle back.
    pub async fn complete(self) -> Result<EndedSession, EndError> {
        self.end(SessionAction::Complete, SessionStatus::Active)
            .await
    }

    /// Deletes the staged records; live ones are untouched.
    ///
    /// # Errors
    /// As for [`complete`](Self::complete).
    pub async fn cancel(self) -> Result<EndedSession, EndError> {
        self.end(SessionAction::Cancel, SessionStatus::Canceled)
            .await
    }

    async fn end(
        self,
        action: SessionAction,
        wanted: SessionStatus,
    ) -> Result<EndedSession, EndError> {
        let request = SessionActionRequest::new(action);
        let sessions = self.client.sessions();
        let core = &self.client.core;
        let mut waits = core.retry.waits();
        let begun = Instant::now();
        let has_time = |wait: &Duration| {
            let limit = core.total_timeout;
            limit.is_none_or(|limit| begun.elapsed().saturating_add(*wait) < limit)
        };
        loop {
            let call = sessions.act(self.connection, self.resource, &self.id, &request);
            let error = match call.send().await {
                Ok(answer) => {
                    let told = answer.as_ref().and_then(|answer| answer.status.clone());
                    return Ok(self.ended(told.unwrap_or(wanted), answer));
                }
                Err(error) => error,
            };
            if !leaves_it_open(&error) {
                return Err(self.not_ended(error, None, false));
            }
            let found = sessions
                .find(self.connection, self.resource, &self.id)
                .await
                .map(|session| session.map(|session| session.status));
            match found {
                Ok(Some(status)) if has_come_to(&status, &wanted) => {
                    return Ok(self.ended(status, None));
                }
                Ok(Some(status)) if status == SessionStatus::InProgress => {
                    // It was not performed so far, so that once more does no harm.
                    match waits.after(&error, Repeat::Safe).filter(has_time) {
                        Some(wait) => sleep(wait).await,
                        None => {
                            let is_unclear = may_be_under_way(&error);
                            return Err(self.not_ended(error, Some(status), is_unclear));
                        }
                    }
                }
                Ok(found) => {
                    let is_unclear =
                        may_be_under_way(&error) && !found.as_ref().is_some_and(has_ended);
                    return Err(self.not_ended(error, found, is_unclear));
                }
                Err(_) => return Err(self.not_ended(error, None, true)),
            }
        }
    }

    fn ended(self, status: SessionStatus, answer: Option<SessionActionResult>) -> EndedSession {
        EndedSession {
            id: self.id,
            status,
            answer,
        }
    }

    fn not_ended(self, error: Error, found: Option<SessionStatus>, is_unclear: bool) -> EndError {
        EndError {
            error,
            session: self,
            found,
            is_unclear,
        }
    }
}

/// Whether a session that stands here has been where it was to come to: an archived one was active.
fn has_come_to(status: &SessionStatus, wanted: &SessionStatus) -> bool {
    status == wanted || (*wanted == SessionStatus::Active && *status == SessionStatus::Archived)
}

/// Whether no action changes the session any more.
fn has_ended(status: &SessionStatus) -> bool {
    matches!(
        status,
        SessionStatus::Active | SessionStatus::Archived | SessionStatus::Canceled
    )
}

/// Whether the server may still be at it: nothing came back, or what a gateway says who waited in vain.
fn may_be_under_way(error: &Error) -> bool {
    let status = error.status().map(|status| status.as_u16());
    status.is_none_or(|status| matches!(status, 408 | 502 | 504))
}

/// Whether the action may have been performed all the same. A repeated one is refused with 422 although the first worked.
fn leaves_it_open(error: &Error) -> bool {
    match error.status() {
        Some(status) => {
            matches!(status.as_u16(), 408 | 422) || status.is_server_error() || status.is_success()
        }
        None => !matches!(
            error.kind(),
            ErrorKind::Configuration | ErrorKind::InvalidRequest | ErrorKind::Connect
        ),
    }
}

/// A session that was ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EndedSession {
    /// The session's id.
    pub id: SessionId,
    /// What it is now.
    pub status: SessionStatus,
    /// What the server answered; `None` without a body, or where the answer got lost and the list of sessions told.
    pub answer: Option<SessionActionResult>,
}

/// A session that could not be ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct EndError {
    /// Why not.
    pub error: Error,
    /// The session, to try again or to cancel it.
    pub session: OpenSession,
    /// Where the session was found to stand, if it was looked up.
    pub found: Option<SessionStatus>,
    /// Whether it may have been ended all the same: the answer got lost, and where the session stands could not be found
    /// out, or it was found in progress while the server may still be at it. Otherwise it was found not to be, or the
    /// server said so.
    pub is_unclear: bool,
}

impl fmt::Display for EndError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the session `{}` could not be ended", self.session.id)
    }
}

impl std::error::Error for EndError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl From<EndError> for Error {
    fn from(error: EndError) -> Self {
        error.error
    }
}
