//! How far a run has come.

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Items taken from the source, those passed over included.
    pub read: u64,
    /// How many items there are in all, where the source knows.
    pub total: Option<u64>,
    /// Items that the server has stored; in a session, staged.
    pub stored: u64,
    /// Items that were refused, by the server or by a check.
    pub rejected: u64,
    /// Requests that were answered.
    pub batches: u64,
    /// Bytes of JSON in them.
    pub bytes: u64,
    /// How many items from the beginning of the source are done with: stored, refused, or passed over. It is what
    /// [`resume_after`](super::Bulk::resume_after) takes. An item whose refusal ends the run isn't done with.
    pub acknowledged: u64,
}

/// A bar on the terminal, where standard error is one.
#[cfg(feature = "progress")]
pub(super) fn bar() -> impl FnMut(Progress) + Send {
    use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};

    const STYLE: &str = "{elapsed_precise} {wide_bar} {human_pos}/{human_len} {per_sec} {msg}";
    let bar = ProgressBar::no_length().with_finish(ProgressFinish::Abandon);
    if let Ok(style) = ProgressStyle::with_template(STYLE) {
        bar.set_style(style);
    }
    move |progress| {
        if let Some(total) = progress.total {
            bar.set_length(total);
        }
        bar.set_position(progress.acknowledged);
        if progress.rejected > 0 {
            bar.set_message(format!("{} refused", progress.rejected));
        }
    }
}
