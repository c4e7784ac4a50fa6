//! The replacement of a whole data set through a session.

use serde_core::Serialize;

use super::batch::Batch;
use super::builder::{Bulk, Kind, Takes};
use super::error::{BulkError, BulkErrorKind};
use super::records::{RECORDS, verdicts, write};
use super::report::Report;
use super::settings::FailurePolicy;
use super::target::{BatchError, Form, Pending, Target, Verdict, send};
use crate::api::records::Records;
use crate::runtime::RetryPolicy;
use crate::session::{EndError, EndedSession, OpenSession, UPLOAD_ONCE};
use crate::types::session_upload_request::Data;
use crate::types::{ConnectionId, ResourceId, SessionId, SessionStatus, SessionUploadRequest};
use crate::{Client, Error};

impl Records<'_> {
    /// Replaces the whole live data set of a resource, at once, by any number of records.
    ///
    /// The records are staged in a session, and the session is completed if no more of them were refused than
    /// [`accept`](Bulk::accept) allows. Otherwise, and on every error, it is canceled and the live data stays as it was.
    /// Where the answer to the completion gets lost, the sessions are looked up before anything is reported; only
    /// [`Unclear`](BulkErrorKind::Unclear) leaves open whether the data was replaced.
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

    fn send<'a>(
        &'a self,
        batch: &'a Batch,
        retry: Option<&'a RetryPolicy>,
    ) -> Pending<'a, Result<Vec<Verdict>, BatchError>> {
        let empty = SessionUploadRequest::new(Data::List(Vec::new()));
        let sessions = self.client.sessions();
        let mut call = sessions.upload(self.connection, self.resource, &self.session_id, &empty);
        if !batch.is_keyed {
            call.request.spec = &UPLOAD_ONCE;
        }
        Box::pin(async move { verdicts(batch, &send(call, batch, retry).await?) })
    }

    fn begin(
        &self,
        resumed: Option<u64>,
    ) -> Pending<'_, Result<Option<EndedSession>, BulkErrorKind>> {
        Box::pin(self.look_up(resumed))
    }

    fn end(
        &self,
        report: Report,
        resumed: Option<u64>,
        stop: Option<BulkErrorKind>,
    ) -> Pending<'_, Result<Report, BulkError>> {
        Box::pin(self.conclude(report, resumed, stop))
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
            let canceled = self.open(id).cancel().await;
            canceled.map_err(|failed| BulkErrorKind::Sessions(failed.error))?;
        }
        Ok(())
    }

    async fn conclude(
        &self,
        mut report: Report,
        resumed: Option<u64>,
        stop: Option<BulkErrorKind>,
    ) -> Result<Report, BulkError> {
        let nothing_stored =
            report.progress.stored == 0 && report.progress.rejected == report.progress.read;
        let stop = match stop {
            None if nothing_stored => BulkErrorKind::NothingStored,
            None => match self.open(self.session_id.clone()).complete().await {
                Ok(session) => {
                    report.session = Some(session);
                    return Ok(report);
                }
                Err(failed) if self.is_to_find_out(&failed) => {
                    return self.find_out(report, failed).await;
                }
                Err(failed) if failed.is_unclear => BulkErrorKind::Unclear(failed.error),
                Err(failed) => BulkErrorKind::Complete(failed.error),
            },
            Some(stop) => stop,
        };
        let cancel_error = if self.is_to_cancel(&report, resumed, &stop) {
            let canceled = self.cancel(report.progress.batches > 0).await;
            canceled.err().map(|failed| failed.error)
        } else {
            None
        };
        Err(self.failed(stop, report, cancel_error))
    }

    /// Whether the completion may still take place, of a session that is of no use unless it does.
    fn is_to_find_out(&self, failed: &EndError) -> bool {
        let is_open = failed.found == Some(SessionStatus::InProgress);
        is_open && failed.is_unclear && !self.keeps_session
    }

    /// Cancels a session whose completion may still take place: what comes first is how it ends.
    async fn find_out(&self, mut report: Report, failed: EndError) -> Result<Report, BulkError> {
        let canceled = self.cancel(true).await;
        let (stop, cancel_error) = match canceled {
            Ok(()) => (BulkErrorKind::Complete(failed.error), None),
            Err(EndError {
                found: Some(status @ (SessionStatus::Active | SessionStatus::Archived)),
                ..
            }) => {
                report.session = Some(self.found(status));
                return Ok(report);
            }
            Err(not) => (BulkErrorKind::Unclear(failed.error), Some(not.error)),
        };
        Err(self.failed(stop, report, cancel_error))
    }

    fn failed(
        &self,
        stop: BulkErrorKind,
        report: Report,
        cancel_error: Option<Error>,
    ) -> BulkError {
        BulkError {
            session_id: Some(self.session_id.clone()),
            cancel_error,
            ..BulkError::new(stop, report)
        }
    }

    /// Whether the session may have begun and is of no use any more.
    fn is_to_cancel(&self, report: &Report, resumed: Option<u64>, stop: &BulkErrorKind) -> bool {
        match stop {
            _ if self.keeps_session => false,
            BulkErrorKind::Unclear(_)
            | BulkErrorKind::SessionStands(_)
            | BulkErrorKind::SessionNotBegun
            | BulkErrorKind::OtherSession(_)
            | BulkErrorKind::Sessions(_) => false,
            BulkErrorKind::Send(_) | BulkErrorKind::UnclearAnswer => true,
            _ => report.progress.batches > 0 || resumed.is_some(),
        }
    }

    /// Cancels the session. One that never began need not be canceled.
    async fn cancel(&self, has_begun: bool) -> Result<(), EndError> {
        match self.open(self.session_id.clone()).cancel().await {
            Err(failed)
                if has_begun || failed.error.status().is_none_or(|status| status != 404) =>
            {
                Err(failed)
            }
            _ => Ok(()),
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
