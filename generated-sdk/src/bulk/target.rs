//! What a bulk run is of: how its items become requests, and what the answers say.

use std::future::Future;
use std::pin::Pin;

use super::batch::Batch;
use super::error::{BulkError, BulkErrorKind};
use super::progress::Progress;
use super::report::{Reason, Report};
use crate::runtime::{Call, Operation, Output, RetryPolicy, Success};
use crate::session::EndedSession;
use crate::{Client, Error};

/// A future of this module: in the task of its caller, so that dropping it ends it.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// How items become requests.
#[derive(Debug)]
pub struct Form {
    /// What stands before the items in a body.
    pub(super) before: &'static [u8],
    /// What stands after them.
    pub(super) after: &'static [u8],
    /// How many items a request takes.
    pub(super) most: usize,
    /// The members by which the server tells items apart.
    pub(super) keys: &'static [&'static str],
    /// Whether a request must not have two items of one key.
    pub(super) is_distinct: bool,
    /// Whether the first request has to be answered before others go out.
    pub(super) first_alone: bool,
    /// The statuses that refuse items rather than the call: a request is then sent in halves, until each item that is
    /// to blame stands alone.
    pub(super) refusals: &'static [u16],
}

/// What became of an item: it was stored, or it was not, and why.
pub type Verdict = Result<(), Reason>;

/// Why there are no verdicts on a batch.
#[derive(Debug)]
pub enum BatchError {
    /// The call failed.
    Call(Error),
    /// The answer doesn't say what became of each item.
    Unclear,
}

impl From<Error> for BatchError {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

/// What of a run may have come to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// No request was sent.
    #[default]
    Unsent,
    /// Each request was plainly refused.
    Refused,
    /// A request was accepted, or may have been, or may still arrive.
    Arrived,
}

/// A run that has nothing more to send.
#[derive(Debug)]
pub struct Course {
    pub(super) report: Report,
    /// How many items an earlier run has dealt with; `None` for a run of its own.
    pub(super) resumed: Option<u64>,
    pub(super) reach: Reach,
    /// What stopped it, if it didn't come to the end of its items.
    pub(super) stop: Option<BulkErrorKind>,
}

impl Course {
    /// The report, or the error with what stopped the run.
    pub(super) fn outcome(self) -> Result<Report, BulkError> {
        match self.stop {
            None => Ok(self.report),
            Some(stop) => Err(BulkError::new(stop, self.report)),
        }
    }
}

/// What a bulk run is of.
pub trait Target: Send + Sync {
    /// How items become requests.
    fn form(&self) -> &'static Form;

    /// What requests are sent through.
    fn client(&self) -> &Client;

    /// Sends a batch and gives a verdict on each of its items, in order.
    fn send<'a>(
        &'a self,
        batch: &'a Batch,
        retry: Option<&'a RetryPolicy>,
    ) -> Pending<'a, Result<Vec<Verdict>, BatchError>>;

    /// Looks around before the first batch. `resumed` is how many items an earlier run has dealt with. A session says
    /// that all of it is done already.
    fn begin(
        &self,
        _resumed: Option<u64>,
    ) -> Pending<'_, Result<Option<EndedSession>, BulkErrorKind>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// What is amiss with a run whose items are all dealt with.
    fn shortfall(&self, _progress: &Progress) -> Option<BulkErrorKind> {
        None
    }

    /// Brings the run to its end, after all batches or after what stopped it.
    fn end(&self, course: Course) -> Pending<'_, Result<Report, BulkError>> {
        Box::pin(std::future::ready(course.outcome()))
    }
}

/// Sends a call with the body of a batch in place of its own.
pub(super) fn send<'a, O: Operation<Success: Success<Output: Send>>>(
    mut call: Call<'a, O>,
    batch: &Batch,
    retry: Option<&RetryPolicy>,
) -> impl Future<Output = Result<Output<O>, Error>> + Send + use<'a, O> {
    call.request.body("application/json", batch.body.clone());
    if let Some(policy) = retry {
        call = call.retry(policy.clone());
    }
    call.send()
}
