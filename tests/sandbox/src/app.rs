//! What all requests of one sandbox share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::request::Parts;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::faults::Injector;
use crate::live::Changes;
use crate::log::{Ending, Log};
use crate::rate_limit::RateLimit;
use crate::{Fault, FaultPlan, FaultRule, Options, Quirks, RequestLog, store};

/// A handle on the shared state; what handlers extract.
pub(crate) type Shared = Arc<App>;

/// An order to refuse connections.
pub(crate) struct Refusal {
    /// For how long.
    pub(crate) time: Duration,
    /// Told when it has begun.
    pub(crate) begun: oneshot::Sender<()>,
}

/// The state of one sandbox.
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) rate_limit: Option<RateLimit>,
    /// Told when connections are to be refused.
    refusals: mpsc::UnboundedSender<Refusal>,
    /// Told whenever something changes that the page shows.
    pub(crate) changes: Changes,
    database: Mutex<Connection>,
    quirks: Mutex<Quirks>,
    faults: Mutex<Injector>,
    log: Mutex<Log>,
}

impl App {
    pub(crate) fn new(
        options: Options,
        refusals: mpsc::UnboundedSender<Refusal>,
    ) -> rusqlite::Result<Self> {
        Ok(Self {
            key: options.key,
            rate_limit: options.rate_limit.map(RateLimit::new),
            refusals,
            changes: Changes::new(),
            database: Mutex::new(store::open(&options.storage)?),
            quirks: Mutex::new(options.quirks),
            faults: Mutex::new(Injector::new(options.faults)),
            log: Mutex::new(Log::new(options.log)),
        })
    }

    /// The store. Hold it for the whole of an operation: that is what makes operations atomic.
    pub(crate) fn database(&self) -> MutexGuard<'_, Connection> {
        lock(&self.database)
    }

    pub(crate) fn quirks(&self) -> Quirks {
        lock(&self.quirks).clone()
    }

    pub(crate) fn set_quirks(&self, quirks: Quirks) {
        *lock(&self.quirks) = quirks;
        self.changes.note();
    }

    /// What is injected.
    pub(crate) fn faults(&self) -> MutexGuard<'_, Injector> {
        lock(&self.faults)
    }

    pub(crate) fn set_faults(&self, plan: FaultPlan) {
        self.faults().set_plan(plan);
        self.changes.note();
    }

    pub(crate) fn add_fault(&self, rule: FaultRule) {
        self.faults().add(rule);
        self.changes.note();
    }

    pub(crate) fn clear_faults(&self) {
        self.faults().clear();
        self.changes.note();
    }

    pub(crate) fn next_fault(&self, request: &Parts) -> Option<Fault> {
        self.faults().next(request)
    }

    /// Refuses connections for so long, from when this returns.
    pub(crate) async fn refuse(&self, time: Duration) {
        let (begun, has_begun) = oneshot::channel();
        // Where nobody listens any more, connections are refused already.
        let _ = self.refusals.send(Refusal { time, begun });
        let _ = has_begun.await;
    }

    /// The requests that are remembered.
    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.log)
    }

    /// Notes a request down; the number returned is for [`end_request`](Self::end_request).
    pub(crate) fn begin_request(&self, request: RequestLog) -> u64 {
        let number = self.log().begin(request);
        self.changes.note();
        number
    }

    pub(crate) fn end_request(&self, number: u64, ending: &Ending) {
        self.log().end(number, ending);
        self.changes.note();
    }
}

/// Locks even after a panic elsewhere: none of the values is ever left half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
