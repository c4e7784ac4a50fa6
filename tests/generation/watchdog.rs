//! Ends a test that would never end. How long a run takes is no test's matter: machines differ, and some are busy.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Many times what any run takes, on a slow machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(300);

/// While it lives, the process has to get ahead. Without that it ends with a message, since a thread can't be stopped.
pub(crate) struct Watchdog {
    _alive: Sender<()>,
}

impl Watchdog {
    /// Watches what is named here.
    pub(crate) fn over(what: &str) -> Self {
        let (alive, ended) = channel();
        let what = what.to_owned();
        thread::spawn(move || {
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                eprintln!("{what}: no end after {} s", PATIENCE.as_secs());
                std::process::abort();
            }
        });
        Self { _alive: alive }
    }
}
