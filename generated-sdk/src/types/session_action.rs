// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionActionEnum`.

use crate::runtime::wire::enumeration;

/// How to end a session: `complete` puts its records in the place of the live data, `cancel`
/// discards them.
#[derive(Clone)]
#[non_exhaustive]
pub enum SessionAction {
    /// `complete`
    Complete,
    /// `cancel`
    Cancel,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { SessionAction {
    Complete: "complete",
    Cancel: "cancel",
} }
