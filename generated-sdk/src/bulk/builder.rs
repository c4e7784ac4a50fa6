//! A run before it starts: what it is of, how it goes, and the ways to hand in its items.

use std::error::Error as StdError;
use std::fmt;
use std::pin::pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde_json::Value;

use super::error::BulkError;
use super::progress::Progress;
use super::report::{Rejected, Report};
use super::run::{Run, Step};
use super::settings::{FailurePolicy, Settings};
use super::tally::Tally;
use super::target::{Course, Reach, Target};
use crate::runtime::RetryPolicy;

/// What a bulk run can be of: [`Replacement`](super::Replacement), [`RecordUpserts`](super::RecordUpserts),
/// [`IdentityUpserts`](super::IdentityUpserts) or [`DeviceUpserts`](super::DeviceUpserts).
pub trait Kind: Target {}

/// Which items a kind of run takes.
pub trait Takes<T>: Kind {
    /// Writes the item as JSON.
    #[doc(hidden)]
    fn write(item: &T, out: &mut Vec<u8>) -> Result<(), String>;
}

/// A bulk run that is yet to start.
///
/// [`send`](Self::send), [`send_stream`](Self::send_stream), [`send_try_stream`](Self::send_try_stream) and, with the
/// feature `blocking`, [`send_blocking`](Self::send_blocking) start it. Nothing is sent before.
///
/// A run lives in the task that awaits it: when its future is dropped, the requests in flight are given up and nothing
/// is left behind. What the server has stored until then stays, and a session stays in progress: see
/// [`resume_after`](Self::resume_after).
#[must_use = "nothing is sent before `send`"]
pub struct Bulk<'c, K> {
    pub(super) kind: K,
    settings: Settings<'c>,
    tally: Tally<'c>,
}

impl<K> fmt::Debug for Bulk<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("limits", &self.settings.limits)
            .field("concurrency", &self.settings.concurrency)
            .field("resume_after", &self.settings.resume_after)
            .field("is_dry_run", &self.settings.is_dry_run)
            .finish_non_exhaustive()
    }
}

impl<'c, K: Kind> Bulk<'c, K> {
    pub(super) fn new(kind: K, accept: FailurePolicy) -> Self {
        Self {
            kind,
            settings: Settings::default(),
            tally: Tally::new(accept),
        }
    }

    /// The largest number of items in a request; 500 unless set, at least 1, and no more than the operation takes.
    pub fn batch_items(mut self, items: usize) -> Self {
        self.settings.limits.items = items.max(1);
        self
    }

    /// The largest size of a request in bytes of JSON; 1 MiB unless set. A larger item goes by itself. Where the server
    /// finds a request too large (413), it is sent in halves, and further ones are smaller.
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.settings.limits.bytes = bytes;
        self
    }

    /// How many requests are in flight at most; 4 unless set, at least 1. The client's rate limit holds for all of them
    /// together. Items of the same id (or other key) keep their order in any case: the last one counts.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.settings.concurrency = requests.max(1);
        self
    }

    /// When and how often a batch is sent again, in place of the client's policy. That counts for what else a run sends:
    /// the look at the sessions, and the end of its own.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = Some(policy);
        self
    }

    /// How many refused items are put up with before the run stops. A replacement puts up with none unless this is set,
    /// all others with any number.
    pub fn accept(mut self, policy: FailurePolicy) -> Self {
        self.tally.accept = policy;
        self
    }

    /// How many refused items the report keeps, which bounds its memory; 1,000 unless set. It keeps 16 MiB of them at
    /// most, as JSON and with their reasons. [`Progress::rejected`] counts them all.
    pub fn keep_rejected(mut self, items: usize) -> Self {
        self.tally.keep = items;
        self
    }

    /// Called with each refused item; the report then keeps none.
    pub fn on_rejected(mut self, callback: impl FnMut(Rejected) + Send + 'c) -> Self {
        self.tally.on_rejected = Some(Box::new(callback));
        self
    }

    /// Called after each answer.
    pub fn on_progress(mut self, callback: impl FnMut(Progress) + Send + 'c) -> Self {
        self.tally.on_progress.push(Box::new(callback));
        self
    }

    /// Shows a bar on standard error, if that is a terminal.
    #[cfg(feature = "progress")]
    pub fn show_progress(self) -> Self {
        self.on_progress(super::progress::bar())
    }

    /// Checks each item before it is sent. One that is refused here is treated as if the server had refused it.
    pub fn check(
        mut self,
        check: impl Fn(&Value) -> Result<(), String> + Send + Sync + 'c,
    ) -> Self {
        self.settings.check = Some(Box::new(check));
        self
    }

    /// Checks each item against a schema before it is sent; see [`check`](Self::check).
    #[cfg(feature = "validate")]
    pub fn check_against(self, schema: &crate::schema::SchemaChecker) -> Self {
        let schema = schema.clone();
        self.check(move |item| {
            schema
                .check(item)
                .map_err(|violation| violation.to_string())
        })
    }

    /// Sends nothing: items are read, written, checked, put into batches and counted as they would be, and the outcome
    /// says what came of it: the report, or the error that stops the run before the server has a say.
    pub fn dry_run(mut self) -> Self {
        self.settings.is_dry_run = true;
        self
    }

    /// Goes on with a run that was interrupted: so many items from the beginning of the source are passed over, which
    /// has to give the same items in the same order as before. Take the number from [`Progress::acknowledged`].
    ///
    /// A replacement goes on with the session of its id: if that is completed already, nothing is sent, and the report
    /// holds the session as it stands; if it was canceled, or has not begun although items are to be passed over, the run
    /// fails. The API doesn't tell which records a session holds. Without a number that you have stored, give 0: all
    /// items are sent again, and those with an `id` take their own places. Records without an `id` would be there twice.
    /// What [`accept`](Self::accept) allows is counted anew.
    pub fn resume_after(mut self, acknowledged: u64) -> Self {
        self.settings.resume_after = Some(acknowledged);
        self
    }

    /// Sends the items of a list or any other iterator.
    ///
    /// # Errors
    /// When the run ended early; the error holds what was done until then. Items that were refused are no error: the
    /// report lists them.
    pub async fn send<T>(mut self, items: impl IntoIterator<Item = T>) -> Result<Report, BulkError>
    where
        K: Takes<T>,
    {
        let mut items = items.into_iter();
        self.tally.progress.total = exact(items.size_hint());
        self.run(|_, out| Poll::Ready(items.next().map(|item| write::<K, T>(&item, out))))
            .await
    }

    /// Sends the items of a stream as they come.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_stream<T>(mut self, items: impl Stream<Item = T>) -> Result<Report, BulkError>
    where
        K: Takes<T>,
    {
        let mut items = pin!(items);
        self.tally.progress.total = exact(items.size_hint());
        self.run(|context, out| {
            let item = items.as_mut().poll_next(context);
            item.map(|item| Some(write::<K, T>(&item?, out)))
        })
        .await
    }

    /// Sends the items of a stream that can fail. Its first error stops the run, and a session is canceled.
    ///
    /// # Errors
    /// As [`send`](Self::send), and when the stream fails.
    pub async fn send_try_stream<T, E>(
        mut self,
        items: impl Stream<Item = Result<T, E>>,
    ) -> Result<Report, BulkError>
    where
        K: Takes<T>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        let mut items = pin!(items);
        self.tally.progress.total = exact(items.size_hint());
        self.run(|context, out| {
            let item = items.as_mut().poll_next(context);
            item.map(|item| match item? {
                Ok(item) => Some(write::<K, T>(&item, out)),
                Err(error) => Some(Step::Failed(error.into())),
            })
        })
        .await
    }

    /// Sends the items of a list or any other iterator, and waits.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    ///
    /// # Panics
    /// Never; within an async runtime the error says so.
    #[cfg(feature = "blocking")]
    pub fn send_blocking<T>(self, items: impl IntoIterator<Item = T>) -> Result<Report, BulkError>
    where
        K: Takes<T>,
    {
        use super::error::BulkErrorKind;

        let sent = crate::runtime::block_on(self.send(items));
        sent.unwrap_or_else(|error| {
            let kind = BulkErrorKind::Send(error);
            Err(BulkError::new(kind, Report::default()))
        })
    }

    async fn run<P>(self, next: P) -> Result<Report, BulkError>
    where
        P: FnMut(&mut Context<'_>, &mut Vec<u8>) -> Poll<Option<Step>>,
    {
        let Self {
            kind,
            mut settings,
            tally,
        } = self;
        let (retry, resumed) = (settings.retry.take(), settings.resume_after);
        if settings.is_dry_run {
            let run = Run::new(&kind, retry.as_ref(), settings, tally);
            let mut course = run.drive(next).await;
            course.report.is_dry_run = true;
            return course.outcome();
        }
        let course = match kind.begin(resumed).await {
            Ok(None) => {
                let run = Run::new(&kind, retry.as_ref(), settings, tally);
                run.drive(next).await
            }
            Ok(session) => {
                return Ok(Report {
                    session,
                    ..tally.into_report()
                });
            }
            Err(stop) => Course {
                report: tally.into_report(),
                resumed,
                reach: Reach::Unsent,
                stop: Some(stop),
            },
        };
        kind.end(course).await
    }
}

fn write<K: Takes<T>, T>(item: &T, out: &mut Vec<u8>) -> Step {
    match K::write(item, out) {
        Ok(()) => Step::Written,
        Err(why) => Step::Unwritable(why),
    }
}

/// The number of items, where the source knows it.
fn exact((least, most): (usize, Option<usize>)) -> Option<u64> {
    most.filter(|most| *most == least).map(|most| most as u64)
}
