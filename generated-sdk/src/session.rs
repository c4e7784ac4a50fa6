//! Upload sessions as handles that can't be used wrongly.
//!
//! A session stages records that become the whole live data set at once. It begins with its first upload, is filled by
//! further ones, and ends by [`OpenSession::complete`] or [`OpenSession::cancel`], which both consume the handle. Its id is
//! yours to choose and to keep: with it a session can be resumed by another process.

use serde_json::Value;

use crate::api::sessions::{Sessions, upload::Upload};
use crate::runtime::{Operation as _, Repeat, Spec};
use crate::types::session_upload_request::Data;
use crate::types::{
    ConnectionId, RecordUpsertResponse, ResourceId, Session, SessionAction, SessionId,
    SessionStatus, SessionUploadRequest, SortDirection, SortField,
};
use crate::{Client, Error, Map};

mod ending;

#[cfg(all(
    feature = "custom-connections",
    feature = "devices",
    feature = "hris-identities"
))]
pub(crate) use ending::may_have_acted;
pub use ending::{EndError, EndedSession};

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
            None => Ok(ResumedSession::NotBegun(
                self.open(connection, resource, id),
            )),
            Some(session) => Ok(match session.status {
                SessionStatus::InProgress => {
                    ResumedSession::InProgress(self.open(connection, resource, id))
                }
                SessionStatus::Unrecognized(_) => ResumedSession::Unrecognized(session),
                SessionStatus::Active | SessionStatus::Canceled | SessionStatus::Archived => {
                    ResumedSession::Ended(session)
                }
            }),
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

/// An upload of records that find their own places when they are sent again.
pub(crate) static REPEATABLE_UPLOAD: Spec = Spec {
    repeat: Repeat::Safe,
    ..Upload::SPEC
};

/// The text by which the server tells items apart: one that isn't empty, or a number.
pub(crate) fn key(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

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
    /// It has a status that this crate doesn't know.
    Unrecognized(Session),
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
    /// [`failed`](RecordUpsertResponse::failed). The request is repeated only where each record has an `id`, which is a
    /// text that isn't empty, or a number: without one, a record that is sent twice is there twice.
    ///
    /// # Errors
    /// When the call as a whole fails.
    pub async fn upload(&self, records: Vec<Map<Value>>) -> Result<RecordUpsertResponse, Error> {
        let has_id = |record: &Map<Value>| record.get("id").and_then(key).is_some();
        let is_keyed = records.iter().all(has_id);
        let request = SessionUploadRequest::new(Data::from(records));
        let sessions = self.client.sessions();
        let mut call = sessions.upload(self.connection, self.resource, &self.id, &request);
        if is_keyed {
            call.request.spec = &REPEATABLE_UPLOAD;
        }
        call.send().await
    }

    /// Makes the staged records the whole live data set, at once.
    ///
    /// The session that was active is archived, and its records are deleted for good, as is every record that was sent
    /// directly. A session without records can't be completed.
    ///
    /// Where the server may have acted although the call failed, the sessions are listed to find out: until the session
    /// has ended, or the client's limit for a call is over, which holds for all of it together. While it is found in
    /// progress, completing is tried again as the client's retry policy says. Without a limit it is looked up as often as
    /// that policy lets a call be tried.
    ///
    /// # Errors
    /// When the session was not completed, and when that could not be found out
    /// ([`is_unclear`](EndError::is_unclear)). The error gives the handle back.
    pub async fn complete(self) -> Result<EndedSession, EndError> {
        self.end(SessionAction::Complete, SessionStatus::Active)
            .await
    }

    /// Deletes the staged records; live ones are untouched. Don't cancel a session that may have been completed: what
    /// becomes of live data then isn't documented.
    ///
    /// # Errors
    /// As for [`complete`](Self::complete).
    pub async fn cancel(self) -> Result<EndedSession, EndError> {
        self.end(SessionAction::Cancel, SessionStatus::Canceled)
            .await
    }
}
