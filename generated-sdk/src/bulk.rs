//! Whole data sets: what a nightly sync sends.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;

use futures_core::Stream;
use serde_json::Value;

use crate::api::records::Records;
use crate::runtime::wire::to_json;
use crate::session::{EndedSession, OpenSession};
use crate::types::{ConnectionId, RecordUpsertResponse, ResourceId, SessionId};
use crate::{Client, Error, Map};

impl<'c> Records<'c> {
    /// Replaces the whole live data set of a resource, at once, by the records of a stream.
    ///
    /// The records are staged in a session in bounded batches, and the session is completed if the server refused no more
    /// of them than [`accept`](ReplaceAll::accept) allows. Otherwise, and on every error, it is canceled and the live data
    /// stays as it was. Nothing is sent before [`send`](ReplaceAll::send).
    ///
    /// # Examples
    /// ```no_run
    /// use drata_custom_connections::types::{ConnectionId, ResourceId, SessionId};
    /// use drata_custom_connections::{Client, Map};
    /// use futures_util::stream;
    /// use serde_json::{Value, json};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let records = (0..10_000).map(|number| Map::<Value>::from([
    ///     ("id".to_owned(), json!(format!("app-{number}"))),
    ///     ("name".to_owned(), json!("Build server")),
    /// ]));
    /// let report = client
    ///     .records()
    ///     .replace_all(ConnectionId::new(7), ResourceId::new(8), SessionId::new("nightly-2026-11-24")?, stream::iter(records))
    ///     .on_progress(|progress| println!("{} records staged", progress.uploaded))
    ///     .send()
    ///     .await?;
    /// println!("{} records are live", report.uploaded);
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_all<S: Stream<Item = Map<Value>>>(
        &self,
        connection: ConnectionId,
        resource: ResourceId,
        session_id: SessionId,
        records: S,
    ) -> ReplaceAll<'c, S> {
        ReplaceAll {
            client: self.client,
            connection,
            resource,
            session_id,
            records,
            batch: BatchSize::default(),
            accept: FailurePolicy::default(),
            on_progress: None,
        }
    }
}

/// How many refused records are put up with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailurePolicy {
    /// None: every record has to be stored.
    #[default]
    None,
    /// So many.
    AtMost(usize),
    /// Any number, as long as one record is stored.
    Any,
}

impl FailurePolicy {
    fn allows(self, rejected: usize) -> bool {
        match self {
            Self::None => rejected == 0,
            Self::AtMost(most) => rejected <= most,
            Self::Any => true,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct BatchSize {
    records: usize,
    bytes: usize,
}

impl Default for BatchSize {
    fn default() -> Self {
        Self {
            records: 500,
            bytes: 1024 * 1024,
        }
    }
}

/// How far a replacement has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Records that the server has staged.
    pub uploaded: u64,
    /// Records that it refused.
    pub rejected: u64,
    /// Batches sent.
    pub batches: u64,
}

/// A record that was refused.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RejectedRecord {
    /// Its position in the stream, from 0.
    pub index: u64,
    /// The record as it was sent.
    pub record: Map<Value>,
    /// Why, for people.
    pub message: Option<String>,
    /// The vendor's own number of the error.
    pub code: Option<i64>,
}

/// What a replacement did.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReplaceReport {
    /// The session, completed.
    pub session: EndedSession,
    /// Records that are live now.
    pub uploaded: u64,
    /// Records that were refused, in order.
    pub rejected: Vec<RejectedRecord>,
    /// Batches sent.
    pub batches: u64,
}

/// A replacement that did not happen: the live data is as it was, unless [`ReplaceErrorKind::Complete`] says otherwise.
#[derive(Debug)]
#[non_exhaustive]
pub struct ReplaceError {
    /// What went wrong.
    pub kind: ReplaceErrorKind,
    /// The session's id, to resume or cancel it by hand.
    pub session_id: SessionId,
    /// How far it came.
    pub progress: Progress,
    /// Records that were refused until then, in order.
    pub rejected: Vec<RejectedRecord>,
    /// Why the session could not be canceled, if so: it is then still in progress.
    pub cancel_error: Option<Error>,
}

/// What went wrong with a replacement.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReplaceErrorKind {
    /// The stream held no record, or none that was stored: a data set can't be replaced by nothing.
    NoRecords,
    /// More records were refused than allowed.
    TooManyRejected,
    /// The answer to a batch could not be understood: what became of its records is unknown.
    UnclearAnswer,
    /// A batch could not be sent.
    Upload(Error),
    /// The session could not be completed.
    Complete(Error),
}

impl fmt::Display for ReplaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let session = &self.session_id;
        match &self.kind {
            ReplaceErrorKind::NoRecords => write!(
                f,
                "session `{session}`: there is no record to complete it with"
            )?,
            ReplaceErrorKind::TooManyRejected => {
                write!(
                    f,
                    "session `{session}`: {} records were refused",
                    self.rejected.len()
                )?;
                if let Some(message) = self
                    .rejected
                    .first()
                    .and_then(|rejected| rejected.message.as_deref())
                {
                    write!(f, ", the first one with: {message}")?;
                }
            }
            ReplaceErrorKind::UnclearAnswer => {
                write!(
                    f,
                    "session `{session}`: the answer to batch {} can't be understood",
                    self.progress.batches
                )?;
            }
            ReplaceErrorKind::Upload(error) => {
                write!(f, "session `{session}`: a batch could not be sent: {error}")?
            }
            ReplaceErrorKind::Complete(error) => {
                write!(f, "session `{session}` could not be completed: {error}")?
            }
        }
        match &self.cancel_error {
            Some(error) => write!(f, "; it could not be canceled either: {error}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ReplaceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ReplaceErrorKind::Upload(error) | ReplaceErrorKind::Complete(error) => Some(error),
            _ => None,
        }
    }
}

type OnProgress<'c> = Box<dyn FnMut(Progress) + Send + 'c>;

/// A replacement of a whole data set; see [`Records::replace_all`].
#[must_use = "nothing is sent before `send`"]
pub struct ReplaceAll<'c, S> {
    client: &'c Client,
    connection: ConnectionId,
    resource: ResourceId,
    session_id: SessionId,
    records: S,
    batch: BatchSize,
    accept: FailurePolicy,
    on_progress: Option<OnProgress<'c>>,
}

impl<S> fmt::Debug for ReplaceAll<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplaceAll")
            .field("connection", &self.connection)
            .field("resource", &self.resource)
            .field("session_id", &self.session_id)
            .field("batch", &self.batch)
            .field("accept", &self.accept)
            .finish_non_exhaustive()
    }
}

impl<'c, S: Stream<Item = Map<Value>>> ReplaceAll<'c, S> {
    /// The largest number of records in a batch; 500 unless set, at least 1.
    pub fn batch_records(mut self, records: usize) -> Self {
        self.batch.records = records.max(1);
        self
    }

    /// The largest size of a batch in bytes of JSON; 1 MiB unless set. A larger record goes by itself.
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch.bytes = bytes;
        self
    }

    /// How many refused records are put up with; none unless set.
    pub fn accept(mut self, policy: FailurePolicy) -> Self {
        self.accept = policy;
        self
    }

    /// Called after each batch.
    pub fn on_progress(mut self, callback: impl FnMut(Progress) + Send + 'c) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    /// Uploads the records and completes the session. Memory holds one batch at a time, and the refused records.
    ///
    /// When the future is dropped the session stays in progress: its id resumes or cancels it.
    ///
    /// # Errors
    /// When the data set was not replaced; see [`ReplaceErrorKind`].
    pub async fn send(self) -> Result<ReplaceReport, ReplaceError> {
        let session = self
            .client
            .sessions()
            .open(self.connection, self.resource, self.session_id);
        let mut upload = Upload {
            accept: self.accept,
            on_progress: self.on_progress,
            progress: Progress::default(),
            rejected: Vec::new(),
        };
        if let Err(kind) = upload.all(&session, self.records, self.batch).await {
            return Err(upload.canceled(session, kind).await);
        }
        match session.complete().await {
            Ok(session) => Ok(ReplaceReport {
                session,
                uploaded: upload.progress.uploaded,
                rejected: upload.rejected,
                batches: upload.progress.batches,
            }),
            Err(failed) => Err(upload
                .canceled(failed.session, ReplaceErrorKind::Complete(failed.error))
                .await),
        }
    }
}

/// The state of a replacement.
struct Upload<'c> {
    accept: FailurePolicy,
    on_progress: Option<OnProgress<'c>>,
    progress: Progress,
    rejected: Vec<RejectedRecord>,
}

impl Upload<'_> {
    async fn all<S: Stream<Item = Map<Value>>>(
        &mut self,
        session: &OpenSession,
        records: S,
        size: BatchSize,
    ) -> Result<(), ReplaceErrorKind> {
        let mut records = pin!(records);
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while let Some(record) = poll_fn(|context| records.as_mut().poll_next(context)).await {
            let length = to_json(&record).len();
            if batch.len() == size.records || (!batch.is_empty() && bytes + length > size.bytes) {
                self.batch(session, std::mem::take(&mut batch)).await?;
                bytes = 0;
            }
            bytes += length;
            batch.push(record);
        }
        if !batch.is_empty() {
            self.batch(session, batch).await?;
        }
        if self.progress.uploaded == 0 {
            Err(ReplaceErrorKind::NoRecords)
        } else {
            Ok(())
        }
    }

    async fn batch(
        &mut self,
        session: &OpenSession,
        batch: Vec<Map<Value>>,
    ) -> Result<(), ReplaceErrorKind> {
        let answer = session
            .upload(batch.clone())
            .await
            .map_err(ReplaceErrorKind::Upload)?;
        self.progress.batches += 1;
        if matches!(answer, RecordUpsertResponse::Unrecognized(_))
            || answer.results().len() != batch.len()
        {
            return Err(ReplaceErrorKind::UnclearAnswer);
        }
        let first = self.progress.uploaded + self.progress.rejected;
        for (index, (record, result)) in (first..).zip(batch.into_iter().zip(answer.results())) {
            if result.failed() {
                self.progress.rejected += 1;
                self.rejected.push(RejectedRecord {
                    index,
                    record,
                    message: result.error_message().map(str::to_owned),
                    code: result.error_code(),
                });
            } else {
                self.progress.uploaded += 1;
            }
        }
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(self.progress);
        }
        if self.accept.allows(self.rejected.len()) {
            Ok(())
        } else {
            Err(ReplaceErrorKind::TooManyRejected)
        }
    }

    /// Cancels the session, unless it never began.
    async fn canceled(self, session: OpenSession, kind: ReplaceErrorKind) -> ReplaceError {
        let session_id = session.id().clone();
        let may_have_begun =
            self.progress.batches > 0 || matches!(kind, ReplaceErrorKind::Upload(_));
        let cancel_error = if may_have_begun {
            session.cancel().await.err().map(|failed| failed.error)
        } else {
            None
        };
        // A session that the failed upload did not begin can't be canceled, nor need it be.
        let cancel_error = cancel_error.filter(|error| {
            self.progress.batches > 0 || error.status().is_none_or(|status| status.as_u16() != 404)
        });
        ReplaceError {
            kind,
            session_id,
            progress: self.progress,
            rejected: self.rejected,
            cancel_error,
        }
    }
}
