// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionActionRequestPublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::SessionAction;

/// How to end a session.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SessionActionRequest {
    /// What to do with the session. `complete` deletes all other live records for good.
    pub action: SessionAction,
}

object! { SessionActionRequest {
    action: "action" required,
} }

impl SessionActionRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(action: SessionAction) -> Self {
        Self { action }
    }
}
