//! The one loop behind all bulk runs: items in, batches out, several at a time.
//!
//! All of it happens in the caller's task. It reads no further item while a batch waits to go out, so that memory holds
//! the batches in flight, one that waits and one that grows.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::error::Error as StdError;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use http::StatusCode;

use super::batch::{Batch, Growing};
use super::blame::Blame;
use super::error::BulkErrorKind;
use super::item;
use super::report::Reason;
use super::settings::Settings;
use super::tally::Tally;
use super::target::{BatchError, Course, Pending, Reach, Target, Verdict};
use crate::runtime::RetryPolicy;
use crate::session::may_have_acted;
use crate::{Error, ErrorKind};

/// What the source did when it was asked for an item.
pub(super) enum Step {
    /// It wrote one.
    Written,
    /// It had one that can't be written, for this reason.
    Unwritable(String),
    /// It failed.
    Failed(Box<dyn StdError + Send + Sync>),
}

/// The answer to a batch.
type Answer = (Batch, Result<Vec<Verdict>, BatchError>);

/// What the loop waits for.
enum Event {
    Answered(Answer),
    /// A batch is full.
    Full(Batch),
    SourceEnded,
    Stopped(BulkErrorKind),
}

/// A run under way.
pub(super) struct Run<'r, 'c> {
    target: &'r dyn Target,
    retry: Option<&'r RetryPolicy>,
    settings: Settings<'c>,
    growing: Growing,
    waiting: VecDeque<Batch>,
    in_flight: FuturesUnordered<Pending<'r, Answer>>,
    /// The keys of the items in flight. Batches that share one go out one after the other.
    busy: HashSet<u64>,
    /// The first items of the batches that have no answer yet.
    unanswered: BTreeSet<u64>,
    reach: Reach,
    blame: Blame,
    tally: Tally<'c>,
}

impl<'r, 'c> Run<'r, 'c> {
    pub(super) fn new(
        target: &'r dyn Target,
        retry: Option<&'r RetryPolicy>,
        settings: Settings<'c>,
        tally: Tally<'c>,
    ) -> Self {
        Self {
            target,
            retry,
            growing: Growing::new(target.form(), settings.limits),
            settings,
            waiting: VecDeque::new(),
            in_flight: FuturesUnordered::new(),
            busy: HashSet::new(),
            unanswered: BTreeSet::new(),
            reach: Reach::default(),
            blame: Blame::default(),
            tally,
        }
    }

    /// Sends all items, or as many as go before something stops the run. What is in flight then is still waited for, so
    /// that the report is whole.
    pub(super) async fn drive<P>(mut self, next: P) -> Course
    where
        P: FnMut(&mut Context<'_>, &mut Vec<u8>) -> Poll<Option<Step>>,
    {
        let stop = self.until_stopped(next).await.err();
        if stop.is_some() {
            self.waiting.clear();
            while let Some(answer) = self.in_flight.next().await {
                // What stopped the run first is what is reported.
                let _ = self.settle(answer);
                self.waiting.clear();
            }
        }
        let stop = stop.or_else(|| self.target.shortfall(&self.tally.progress));
        Course {
            report: self.tally.into_report(),
            resumed: self.settings.resume_after,
            reach: self.reach,
            stop,
        }
    }

    async fn until_stopped<P>(&mut self, mut next: P) -> Result<(), BulkErrorKind>
    where
        P: FnMut(&mut Context<'_>, &mut Vec<u8>) -> Poll<Option<Step>>,
    {
        let mut is_over = false;
        loop {
            self.launch();
            if is_over && self.in_flight.is_empty() && self.waiting.is_empty() {
                return self.ended();
            }
            let event = poll_fn(|context| {
                if let Poll::Ready(Some(answer)) = self.in_flight.poll_next_unpin(context) {
                    return Poll::Ready(Event::Answered(answer));
                }
                if is_over || !self.waiting.is_empty() {
                    return Poll::Pending;
                }
                self.poll_fill(context, &mut next)
            });
            match event.await {
                Event::Answered(answer) => self.settle(answer)?,
                Event::Full(batch) => self.line_up(batch),
                Event::SourceEnded => {
                    is_over = true;
                    if let Some(batch) = self.growing.close() {
                        self.line_up(batch);
                    }
                }
                Event::Stopped(kind) => return Err(kind),
            }
        }
    }

    /// All items are dealt with.
    fn ended(&mut self) -> Result<(), BulkErrorKind> {
        self.blame.clear();
        // Items that were refused before they were sent have no answer that would tell of them.
        if self.tally.progress.acknowledged < self.tally.progress.read {
            self.report();
        }
        let (read, resumed) = (self.tally.progress.read, self.settings.resume_after);
        match resumed.filter(|passed_over| read < *passed_over) {
            None => Ok(()),
            Some(passed_over) => {
                let problem = format!(
                    "it ended after {read} items, but an earlier run has dealt with {passed_over}"
                );
                Err(BulkErrorKind::Source(problem.into()))
            }
        }
    }

    /// Takes items from the source until a batch is full.
    fn poll_fill<P>(&mut self, context: &mut Context<'_>, next: &mut P) -> Poll<Event>
    where
        P: FnMut(&mut Context<'_>, &mut Vec<u8>) -> Poll<Option<Step>>,
    {
        for _ in 0..ITEMS_AT_ONCE {
            let step = next(context, self.growing.begin_item());
            if !matches!(step, Poll::Ready(Some(Step::Written))) {
                self.growing.discard();
            }
            let taken = match ready!(step) {
                None => return Poll::Ready(Event::SourceEnded),
                Some(Step::Failed(error)) => Err(BulkErrorKind::Source(error)),
                Some(Step::Unwritable(why)) => self.unwritable(why),
                Some(Step::Written) => self.written(),
            };
            match taken {
                Ok(None) => {}
                Ok(Some(batch)) => return Poll::Ready(Event::Full(batch)),
                Err(kind) => return Poll::Ready(Event::Stopped(kind)),
            }
        }
        // Lets others have their turn.
        context.waker().wake_by_ref();
        Poll::Pending
    }

    /// Passes the item that was written over, refuses it, or keeps it.
    fn written(&mut self) -> Result<Option<Batch>, BulkErrorKind> {
        let index = self.tally.next_index();
        if index < self.settings.resume_after.unwrap_or(0) {
            self.growing.discard();
            self.tally.progress.acknowledged = index + 1;
            return Ok(None);
        }
        let refusal = match &self.settings.check {
            _ if !self.growing.item().starts_with(b"{") => {
                Some(Reason::NotAnObject("it is not a JSON object".to_owned()))
            }
            None => None,
            Some(check) => check(&item::value(self.growing.item()))
                .err()
                .map(Reason::Check),
        };
        match refusal {
            None => Ok(self.growing.keep(index)),
            Some(reason) => {
                let accepted = self.tally.refuse(index, self.growing.item(), reason);
                self.growing.discard();
                accepted.map(|()| None)
            }
        }
    }

    fn unwritable(&mut self, why: String) -> Result<Option<Batch>, BulkErrorKind> {
        let index = self.tally.next_index();
        if index < self.settings.resume_after.unwrap_or(0) {
            return Ok(None);
        }
        let refused = self.tally.refuse(index, b"null", Reason::NotAnObject(why));
        refused.map(|()| None)
    }

    fn line_up(&mut self, batch: Batch) {
        self.blame.see(batch.len());
        self.unanswered.insert(batch.first());
        self.waiting.push_back(batch);
    }

    /// Sends what waits, as far as there is room.
    fn launch(&mut self) {
        while self.in_flight.len() < self.room() {
            let is_free = |batch: &Batch| batch.keys.is_disjoint(&self.busy);
            if !self.waiting.front().is_some_and(is_free) {
                return;
            }
            let Some(batch) = self.waiting.pop_front() else {
                return;
            };
            self.busy.extend(&batch.keys);
            self.reach = self.reach.max(Reach::Refused);
            let (target, retry) = (self.target, self.retry);
            let is_dry_run = self.settings.is_dry_run;
            self.in_flight.push(Box::pin(async move {
                let verdicts = if is_dry_run {
                    Ok(vec![Ok(()); batch.len()])
                } else {
                    target.send(&batch, retry).await
                };
                (batch, verdicts)
            }));
        }
    }

    /// How many batches may be in flight.
    fn room(&self) -> usize {
        if self.target.form().first_alone && self.tally.progress.batches == 0 {
            1
        } else {
            self.settings.concurrency
        }
    }

    /// Takes the answer to a batch down.
    fn settle(&mut self, (batch, answer): Answer) -> Result<(), BulkErrorKind> {
        for key in &batch.keys {
            self.busy.remove(key);
        }
        if !answer.as_ref().is_err_and(is_plain_refusal) {
            self.reach = Reach::Arrived;
        }
        match answer {
            Ok(verdicts) => {
                self.blame.clear();
                self.answered(&batch, verdicts)
            }
            Err(BatchError::Unclear) => Err(BulkErrorKind::UnclearAnswer),
            Err(BatchError::Call(error)) if !self.is_of_items(&error) => {
                Err(BulkErrorKind::Send(error))
            }
            Err(BatchError::Call(error)) if batch.len() > 1 => {
                if error.status() == Some(StatusCode::PAYLOAD_TOO_LARGE) {
                    self.growing.shrink_to(batch.body.len() / 2);
                }
                self.send_in_halves(batch);
                Ok(())
            }
            Err(BatchError::Call(error)) => {
                let reason = Reason::of_call(&error);
                let is_of_call = self.blame.is_of_call(batch.first(), &error, &reason);
                self.answered(&batch, vec![Err(reason)])?;
                if is_of_call {
                    return Err(BulkErrorKind::Send(error));
                }
                Ok(())
            }
        }
    }

    /// Takes down what became of the items of a batch.
    fn answered(&mut self, batch: &Batch, verdicts: Vec<Verdict>) -> Result<(), BulkErrorKind> {
        self.unanswered.remove(&batch.first());
        let client = self.target.client();
        let verdicts = verdicts.into_iter();
        let verdicts =
            verdicts.map(|verdict| verdict.map_err(|reason| reason.hiding_secrets_of(client)));
        let accepted = self.tally.answered(batch, verdicts.collect());
        self.report();
        accepted
    }

    /// Tells how far the run has come.
    fn report(&mut self) {
        let open = [
            self.unanswered.first().copied(),
            self.growing.first(),
            self.blame.first(),
        ];
        self.tally.acknowledge(open.into_iter().flatten().min());
        self.tally.report();
    }

    /// Whether the items of a request are why it was refused.
    fn is_of_items(&self, error: &Error) -> bool {
        let refusals = self.target.form().refusals;
        let status = error.status();
        error.kind() == ErrorKind::Status
            && status.is_some_and(|status| refusals.contains(&status.as_u16()))
    }

    /// Finds out which of the items are why a request was refused.
    fn send_in_halves(&mut self, batch: Batch) {
        let [first, second] = batch.halves();
        self.unanswered.insert(second.first());
        self.waiting.push_front(second);
        self.waiting.push_front(first);
    }
}

/// Whether a batch has certainly not come to anything. Of several attempts only the last one is known.
fn is_plain_refusal(error: &BatchError) -> bool {
    match error {
        BatchError::Call(error) => error.attempts() <= 1 && !may_have_acted(error),
        BatchError::Unclear => false,
    }
}

/// How many items are taken before others have their turn.
const ITEMS_AT_ONCE: usize = 1_000;
