// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomDataSessionStatusEnum`.

use crate::runtime::wire::enumeration;

/// Where a session stands. The first upload makes it `IN_PROGRESS`, completing it `ACTIVE` and
/// cancelling it `CANCELED`. It becomes `ARCHIVED` when a later session is completed.
#[derive(Clone)]
#[non_exhaustive]
pub enum SessionStatus {
    /// `IN_PROGRESS`
    InProgress,
    /// `ACTIVE`
    Active,
    /// `CANCELED`
    Canceled,
    /// `ARCHIVED`
    Archived,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { SessionStatus {
    InProgress: "IN_PROGRESS",
    Active: "ACTIVE",
    Canceled: "CANCELED" | "CANCELLED",
    Archived: "ARCHIVED",
} }
