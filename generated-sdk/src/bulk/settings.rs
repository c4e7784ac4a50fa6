//! How a run goes.

use serde_json::Value;

use super::batch::Limits;
use crate::runtime::RetryPolicy;

/// Looks at an item before it is sent.
pub(super) type Check<'c> = Box<dyn Fn(&Value) -> Result<(), String> + Send + Sync + 'c>;

/// How a run goes.
pub(super) struct Settings<'c> {
    pub(super) limits: Limits,
    pub(super) concurrency: usize,
    /// How many items an earlier run has dealt with; `None` for a run of its own.
    pub(super) resume_after: Option<u64>,
    pub(super) check: Option<Check<'c>>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) is_dry_run: bool,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            limits: Limits {
                items: 500,
                bytes: 1024 * 1024,
            },
            concurrency: 4,
            resume_after: None,
            check: None,
            retry: None,
            is_dry_run: false,
        }
    }
}

/// How many refused items are put up with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailurePolicy {
    /// None: every item has to be stored.
    #[default]
    None,
    /// So many.
    AtMost(u64),
    /// Any number.
    Any,
}

impl FailurePolicy {
    pub(super) fn allows(self, rejected: u64) -> bool {
        match self {
            Self::None => rejected == 0,
            Self::AtMost(most) => rejected <= most,
            Self::Any => true,
        }
    }
}
