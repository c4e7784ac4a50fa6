//! The replacement of a whole data set through a session.

use http::StatusCode;
use serde_core::Serialize;

use super::batch::Batch;
use super::builder::{Bulk, Kind, Takes};
use super::error::{BulkError, BulkErrorKind};
use super::progress::Progress;
use super::records::{RECORDS, verdicts, write};
use super::report::Report;
use super::settings::FailurePolicy;
use super::target::{BatchError, Course, Form, Pending, Reach, Target, Verdict, send};
use crate::Client;
use crate::api::records::Records;
use crate::runtime::RetryPolicy;
use crate::session::{EndError, EndedSession, OpenSession, REPEATABLE_UPLOAD};
use crate::types::session_upload_request::Data;
use crate::types::{ConnectionId, ResourceId, SessionId, SessionStatus, SessionUploadRequest};

impl Records<'_> {
    /// Replaces the whole live data set of a resource, at once, by any number of records.
    ///
    /// The records are staged in a session, and the session is completed if no more of them were refused than
    /// [`accept`](Bulk::accept) allows. Otherwise, and on every error before that, it is canceled and the live data stays
    /// as it was; so it is where the completion was plainly refused. Where an attempt to complete it may have taken effect
    /// although it failed, the sessions are looked up until this one has ended, or until the client's limit for a call
    /// is over. Then only [`Unclear`](BulkErrorKind::Unclear) leaves open whether the data was replaced, and the session is
    /// left as it is.
    ///
    /// A session's id serves once: a second run in the same night takes another one, or goes on with
    /// [`resume_after`](Bulk::resume_after). Otherwise it ends with [`SessionStands`](BulkErrorKind::SessionStands).
    ///
    /// A record is whatever serde makes a JSON object of, and should have an `id`: of several with the same one the last
    /// counts, and one that is sent twice on a bad network is there once. Without one nothing is sent twice, so that an
    /// answer that gets lost ends the run.
    ///
    /// # Examples
    /// ```no_run
    /// use drata_custom_connections::Client;
    /// use drata_custom_connections::types::{ConnectionId, ResourceId, SessionId};
    /// use serde_json::json;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let applications = (0..10_000).map(|number| json!({ "id": format!("app-{number}"), "name": "Build server" }));
    /// let report = client
    ///     .records()
    ///     .replace_all(ConnectionId::new(7), ResourceId::new(8), SessionId::new("nightly-2026-11-24")?)
    ///     .on_progress(|progress| println!("{} records staged", progress.stored))
    ///     .send(applications)
    ///     .await?;
    /// println!("{} records are live", report.progress.stored);
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_all<'b>(
        &self,
        connection: ConnectionId,
        resource: ResourceId,
        session_id: SessionId,
    ) -> Bulk<'b, Replacement> {
        let kind = Replacement {
            client: self.client.clone(),
            connection,
            resource,
            session_id,
            cancels_unfinished: false,
            keeps_session: false,
        };
        Bulk::new(kind, FailurePolicy::None)
    }
}

impl Bulk<'_, Replacement> {
    /// Cancels another session of the resource that is in progress, such as one that a crash left behind. Without this,
    /// such a session fails the run before anything is sent, because there can be one at a time.
    pub fn cancel_unfinished(mut self) -> Self {
        self.kind.cancels_unfinished = true;
        self
    }

    /// Leaves the session in progress when the run fails, so that [`resume_after`](Self::resume_after) can go on with it,
    /// instead of canceling it.
    pub fn keep_session(mut self) -> Self {
        self.kind.keeps_session = true;
        self
    }
}

/// The replacement of a whole data set; see [`Records::replace_all`].
#[derive(Clone, Debug)]
pub struct Replacement {
    client: Client,
    connection: ConnectionId,
    resource: ResourceId,
    session_id: SessionId,
    cancels_unfinished: bool,
    keeps_session: bool,
}

/// The first request begins the session.
static FORM: Form = Form {
    first_alone: true,
    ..RECORDS
};

impl Kind for Replacement {}

impl<T: Serialize> Takes<T> for Replacement {
    fn write(item: &T, out: &mut Vec<u8>) -> Result<(), String> {
        write(item, out)
    }
}

impl Target for Replacement {
    fn form(&self) -> &'static Form {
        &FORM
    }

    fn client(&self) -> &Client {
        &self.client
    }

    fn send<'a>(
        &'a self,
        batch: &'a Batch,
        retry: Option<&'a RetryPolicy>,
    ) -> Pending<'a, Result<Vec<Verdict>, BatchError>> {
        let empty = SessionUploadRequest::new(Data::List(Vec::new()));
        let sessions = self.client.sessions();
        let mut call = sessions.upload(self.connection, self.resource, &self.session_id, &empty);
        if batch.is_keyed {
            call.request.spec = &REPEATABLE_UPLOAD;
        }
        Box::pin(async move { verdicts(batch, &send(call, batch, retry).await?) })
    }

    fn begin(
        &self,
        resumed: Option<u64>,
    ) -> Pending<'_, Result<Option<EndedSession>, BulkErrorKind>> {
        Box::pin(self.look_up(resumed))
    }

    fn shortfall(&self, progress: &Progress) -> Option<BulkErrorKind> {
        let has_nothing = progress.stored == 0 && progress.rejected == progress.read;
        has_nothing.then_some(BulkErrorKind::NothingStored)
    }

    fn end(&self, course: Course) -> Pending<'_, Result<Report, BulkError>> {
        Box::pin(self.conclude(course))
    }
}

impl Replacement {
    async fn look_up(&self, resumed: Option<u64>) -> Result<Option<EndedSession>, BulkErrorKind> {
        let Some(passed_over) = resumed else {
            return self.make_way().await.map(|()| None);
        };
        let sessions = self.client.sessions();
        let found = sessions
            .find(self.connection, self.resource, &self.session_id)
            .await
            .map_err(BulkErrorKind::Sessions)?;
        match found.map(|session| session.status) {
            Some(SessionStatus::InProgress) => Ok(None),
            Some(status @ (SessionStatus::Active | SessionStatus::Archived)) => {
                Ok(Some(self.found(status)))
            }
            Some(status) => Err(BulkErrorKind::SessionStands(status)),
            None if passed_over == 0 => self.make_way().await.map(|()| None),
            None => Err(BulkErrorKind::SessionNotBegun),
        }
    }

    /// Sees to it that the session is a new one, and that no other is in progress. What the server would make of an
    /// upload to a session that has ended isn't known.
    async fn make_way(&self) -> Result<(), BulkErrorKind> {
        let sessions = self.client.sessions();
        let call = sessions.list(self.connection, self.resource);
        let mut found = call.size(500).stream();
        let mut in_progress = Vec::new();
        while let Some(session) = found.try_next().await.map_err(BulkErrorKind::Sessions)? {
            if session.session_id == self.session_id {
                return Err(BulkErrorKind::SessionStands(session.status));
            }
            if session.status == SessionStatus::InProgress {
                in_progress.push(session.session_id);
            }
        }
        for id in in_progress {
            if !self.cancels_unfinished {
                return Err(BulkErrorKind::OtherSession(id));
            }
            match self.open(id).cancel().await {
                // Completed meanwhile, it isn't in the way either.
                Ok(_)
                | Err(EndError {
                    found: Some(SessionStatus::Active | SessionStatus::Archived),
                    ..
                }) => {}
                Err(failed) => return Err(BulkErrorKind::Sessions(failed.error)),
            }
        }
        Ok(())
    }

    async fn conclude(&self, course: Course) -> Result<Report, BulkError> {
        let Course {
            mut report,
            resumed,
            reach,
            stop,
        } = course;
        let is_to_complete = stop.is_none();
        let stop = match stop {
            Some(stop) => stop,
            None => match self.open(self.session_id.clone()).complete().await {
                Ok(session) => {
                    report.session = Some(session);
                    return Ok(report);
                }
                Err(failed) if failed.is_unclear => BulkErrorKind::Unclear(failed.error),
                Err(EndError {
                    found: Some(status @ SessionStatus::Canceled),
                    ..
                }) => BulkErrorKind::SessionStands(status),
                Err(failed) => BulkErrorKind::Complete(failed.error),
            },
        };
        let may_have_begun = reach > Reach::Unsent || resumed.is_some();
        let canceled = if may_have_begun && self.is_to_cancel(&stop) {
            self.cancel(reach).await
        } else {
            Ok(())
        };
        let cancel_error = match canceled {
            Ok(()) => None,
            Err(EndError {
                found: Some(status @ (SessionStatus::Active | SessionStatus::Archived)),
                ..
            }) if is_to_complete => {
                report.session = Some(self.found(status));
                return Ok(report);
            }
            Err(failed) => Some(failed.error),
        };
        Err(BulkError {
            session_id: Some(self.session_id.clone()),
            cancel_error,
            ..BulkError::new(stop, report)
        })
    }

    /// Whether the session is of no use any more, and may be canceled. Where it may have been completed, that might mean to
    /// cancel live data.
    fn is_to_cancel(&self, stop: &BulkErrorKind) -> bool {
        let is_of_others = matches!(
            stop,
            BulkErrorKind::Unclear(_)
                | BulkErrorKind::SessionStands(_)
                | BulkErrorKind::SessionNotBegun
                | BulkErrorKind::OtherSession(_)
                | BulkErrorKind::Sessions(_)
        );
        !is_of_others && !self.keeps_session
    }

    /// Cancels the session. That it isn't there is as good, unless a request may have begun it, or may arrive yet.
    async fn cancel(&self, reach: Reach) -> Result<(), EndError> {
        match self.open(self.session_id.clone()).cancel().await {
            Err(failed) if reach < Reach::Arrived && is_absent(&failed) => Ok(()),
            canceled => canceled.map(|_| ()),
        }
    }

    /// The session, as it was found in the list.
    fn found(&self, status: SessionStatus) -> EndedSession {
        EndedSession {
            id: self.session_id.clone(),
            status,
            answer: None,
        }
    }

    fn open(&self, id: SessionId) -> OpenSession {
        self.client
            .sessions()
            .open(self.connection, self.resource, id)
    }
}

fn is_absent(failed: &EndError) -> bool {
    failed.error.status() == Some(StatusCode::NOT_FOUND)
}
