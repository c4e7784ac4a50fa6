// @generated from the API document. Do not edit: the next run writes this file anew.

//! The limit of time of a call, which all that it does has together.

use std::time::Duration;

use tokio::time::Instant;

/// The time that a call has.
#[derive(Clone, Copy)]
pub(crate) struct Time {
    started: Instant,
    /// `None` where it may take as long as it takes.
    pub(crate) limit: Option<Duration>,
}

impl Time {
    /// Begins now.
    pub(crate) fn start(limit: Option<Duration>) -> Self {
        Self {
            started: Instant::now(),
            limit,
        }
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.until(Instant::now())
    }

    /// How long it had taken by then.
    pub(crate) fn until(self, then: Instant) -> Duration {
        then - self.started
    }

    /// What is left of the limit; `None` without one.
    pub(crate) fn left(self) -> Option<Duration> {
        self.limit.map(|limit| limit.saturating_sub(self.elapsed()))
    }

    /// When the call has to be over; `None` for a time too far away to tell.
    pub(crate) fn end(self) -> Option<Instant> {
        self.started.checked_add(self.limit?)
    }

    /// Whether there is time to act after a wait.
    pub(crate) fn allows(self, wait: Duration) -> bool {
        self.left().is_none_or(|left| wait < left)
    }

    /// When an attempt has to be over; `None` for a time too far away to tell.
    pub(crate) fn end_of_attempt(self, begun: Instant, limit: Duration) -> Option<Instant> {
        let end = begun.checked_add(limit);
        end.into_iter().chain(self.end()).min()
    }
}
