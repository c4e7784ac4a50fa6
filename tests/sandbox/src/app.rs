//! What all requests of one sandbox share.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::rate_limit::RateLimit;
use crate::{Fault, Options, Quirks, RequestLog, store};

/// A handle on the shared state; what handlers extract.
pub(crate) type Shared = Arc<App>;

/// The state of one sandbox.
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) rate_limit: Option<RateLimit>,
    database: Mutex<Connection>,
    quirks: Mutex<Quirks>,
    faults: Mutex<VecDeque<Fault>>,
    log: Mutex<Vec<RequestLog>>,
}

impl App {
    pub(crate) fn new(options: Options) -> rusqlite::Result<Self> {
        Ok(Self {
            key: options.key,
            rate_limit: options.rate_limit.map(RateLimit::new),
            database: Mutex::new(store::open(&options.storage)?),
            quirks: Mutex::new(options.quirks),
            faults: Mutex::default(),
            log: Mutex::default(),
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
    }

    pub(crate) fn add_fault(&self, fault: Fault) {
        lock(&self.faults).push_back(fault);
    }

    pub(crate) fn next_fault(&self) -> Option<Fault> {
        lock(&self.faults).pop_front()
    }

    /// Notes a request down; the number returned is for [`note_status`](Self::note_status).
    pub(crate) fn note_request(&self, request: RequestLog) -> usize {
        let mut log = lock(&self.log);
        log.push(request);
        log.len() - 1
    }

    pub(crate) fn note_status(&self, request: usize, status: u16) {
        if let Some(entry) = lock(&self.log).get_mut(request) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn requests(&self) -> Vec<RequestLog> {
        lock(&self.log).clone()
    }
}

/// Locks even after a panic elsewhere: none of the values is ever left half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
