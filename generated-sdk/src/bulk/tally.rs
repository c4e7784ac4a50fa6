//! What became of the items so far, in bounded memory.

use super::batch::Batch;
use super::error::BulkErrorKind;
use super::progress::Progress;
use super::report::{Reason, Rejected, Report};
use super::settings::FailurePolicy;
use super::target::Verdict;

type Callback<'c, T> = Box<dyn FnMut(T) + Send + 'c>;

/// Keeps count, and keeps the refused items or hands them on.
pub(super) struct Tally<'c> {
    pub(super) progress: Progress,
    pub(super) accept: FailurePolicy,
    pub(super) on_progress: Vec<Callback<'c, Progress>>,
    pub(super) on_rejected: Option<Callback<'c, Rejected>>,
    /// How many refused items are kept.
    pub(super) keep: usize,
    kept: Vec<Rejected>,
    kept_bytes: usize,
    /// The first item whose refusal was more than is put up with: another run has to begin with it.
    unaccepted: Option<u64>,
}

/// How many bytes of refused items are kept.
const BYTES_KEPT: usize = 16 * 1024 * 1024;

impl<'c> Tally<'c> {
    pub(super) fn new(accept: FailurePolicy) -> Self {
        Self {
            progress: Progress::default(),
            accept,
            on_progress: Vec::new(),
            on_rejected: None,
            keep: 1_000,
            kept: Vec::new(),
            kept_bytes: 0,
            unaccepted: None,
        }
    }

    /// The place of the item that the source gave just now.
    pub(super) fn next_index(&mut self) -> u64 {
        self.progress.read += 1;
        self.progress.read - 1
    }

    /// Takes down that an item was refused.
    pub(super) fn refuse(
        &mut self,
        index: u64,
        json: &[u8],
        reason: Reason,
    ) -> Result<(), BulkErrorKind> {
        self.progress.rejected += 1;
        if let Some(on_rejected) = &mut self.on_rejected {
            on_rejected(Rejected::new(index, json, reason));
        } else if self.kept.len() < self.keep {
            let bytes = self.kept_bytes + json.len() + reason.message().map_or(0, str::len);
            if bytes <= BYTES_KEPT {
                self.kept_bytes = bytes;
                self.kept.push(Rejected::new(index, json, reason));
            }
        }
        if self.accept.allows(self.progress.rejected) {
            return Ok(());
        }
        let first = self.unaccepted.map_or(index, |first| first.min(index));
        self.unaccepted = Some(first);
        Err(BulkErrorKind::TooManyRejected)
    }

    /// Takes down how far all items are done with. `open` is the first item that has no answer yet, if there is one.
    pub(super) fn acknowledge(&mut self, open: Option<u64>) {
        let open = [open, self.unaccepted].into_iter().flatten().min();
        self.progress.acknowledged = open.unwrap_or(self.progress.read);
    }

    /// Takes down what became of a batch.
    pub(super) fn answered(
        &mut self,
        batch: &Batch,
        verdicts: Vec<Verdict>,
    ) -> Result<(), BulkErrorKind> {
        self.progress.batches += 1;
        self.progress.bytes += batch.body.len() as u64;
        let mut accepted = Ok(());
        for ((index, json), verdict) in batch.items().zip(verdicts) {
            match verdict {
                Ok(()) => self.progress.stored += 1,
                Err(reason) => accepted = accepted.and(self.refuse(index, json, reason)),
            }
        }
        accepted
    }

    /// Tells those who want to know how far the run has come.
    pub(super) fn report(&mut self) {
        for on_progress in &mut self.on_progress {
            on_progress(self.progress);
        }
    }

    pub(super) fn into_report(mut self) -> Report {
        self.kept.sort_by_key(|rejected| rejected.index);
        Report {
            progress: self.progress,
            rejected: self.kept,
            ..Report::default()
        }
    }
}
