// @generated from the API document. Do not edit: the next run writes this file anew.

//! A limit of one's own on how many requests go out, so that the server's isn't met.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::Instant;

/// How many requests a client sends at most. Clones of the client share one count; every attempt counts.
///
/// The limit holds for *any* window of the given length: a twentieth of the requests may go out at once, the others
/// are spread evenly over the rest of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    requests: NonZeroU32,
    window: Duration,
}

/// Ten years. Longer windows are as good as endless, and could not be counted in nanoseconds.
const LONGEST_WINDOW: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

impl RateLimit {
    /// At most `requests` in any `window`. Zero requests counts as one.
    #[must_use]
    pub const fn new(requests: u32, window: Duration) -> Self {
        let requests = match NonZeroU32::new(requests) {
            Some(requests) => requests,
            None => NonZeroU32::MIN,
        };
        Self { requests, window }
    }

    /// How many may go out at once.
    fn burst(self) -> NonZeroU32 {
        NonZeroU32::new(self.requests.get() / 20).unwrap_or(NonZeroU32::MIN)
    }

    /// The time after which one more may go out. A window holds a whole burst and what comes after it one by one.
    fn interval(self) -> Duration {
        self.window.min(LONGEST_WINDOW) / (self.requests.get() - self.burst().get() + 1)
    }

    fn quota(self) -> Option<Quota> {
        Some(Quota::with_period(self.interval())?.allow_burst(self.burst()))
    }
}

/// Lets requests through one by one.
pub(crate) struct Gate {
    limiter: RateLimiter<NotKeyed, InMemoryState, RuntimeClock, NoOpMiddleware<Duration>>,
    head: Mutex<()>,
}

impl Gate {
    /// The gate for a limit; none where the window is empty, which is no limit.
    pub(crate) fn new(limit: RateLimit) -> Option<Self> {
        let clock = RuntimeClock {
            start: Instant::now(),
        };
        Some(Self {
            limiter: RateLimiter::direct_with_clock(limit.quota()?, clock),
            head: Mutex::const_new(()),
        })
    }

    /// Waits to be the first in line: requests go in the order in which they came, and only one of them looks at the clock.
    pub(crate) async fn line_up(&self) -> MutexGuard<'_, ()> {
        self.head.lock().await
    }

    /// Takes a place if there is one; otherwise says how long to wait before asking again.
    pub(crate) fn admit(&self) -> Result<(), Duration> {
        let now = || self.limiter.clock().now();
        self.limiter
            .check()
            .map_err(|refusal| refusal.wait_time_from(now()))
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate(..)")
    }
}

/// The async runtime's clock, so that waiting and counting never disagree.
#[derive(Clone, Debug)]
struct RuntimeClock {
    start: Instant,
}

impl Clock for RuntimeClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.start.elapsed()
    }
}
