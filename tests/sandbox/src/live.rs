//! Tells who watches that something has changed.

use tokio::sync::watch;

/// Counts the changes; watchers are told of the latest only.
pub(crate) struct Changes(watch::Sender<State>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    At(u64),
    /// The sandbox ends.
    Ended,
}

impl Changes {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(State::At(0)))
    }

    /// Something has changed.
    pub(crate) fn note(&self) {
        self.0.send_modify(|state| {
            if let State::At(count) = state {
                *count += 1;
            }
        });
    }

    /// Lets all watchers go.
    pub(crate) fn end(&self) {
        self.0.send_replace(State::Ended);
    }

    pub(crate) fn watch(&self) -> Watcher {
        Watcher(self.0.subscribe())
    }
}

/// Waits for changes.
pub(crate) struct Watcher(watch::Receiver<State>);

impl Watcher {
    /// Waits for the next change; `None` when the sandbox ends.
    pub(crate) async fn next(&mut self) -> Option<()> {
        if *self.0.borrow() == State::Ended || self.0.changed().await.is_err() {
            return None;
        }
        (*self.0.borrow_and_update() != State::Ended).then_some(())
    }
}
