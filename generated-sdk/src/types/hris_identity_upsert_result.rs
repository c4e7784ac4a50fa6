// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomUserIdentityBulkResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::HrisIdentity;

/// What became of one item of a batch. It failed if there is an `error`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct HrisIdentityUpsertResult {
    /// 201 if created, 200 if updated or unchanged, 400 if refused.
    pub status_code: i64,
    /// The stored identity; `null` if the item failed, and if it changed nothing.
    pub data: Option<HrisIdentity>,
    /// Why the item was refused.
    pub error: Option<ErrorModel>,
}

object! { HrisIdentityUpsertResult {
    status_code: "statusCode" required,
    data: "data" required,
    error: "error",
} }

/// Why the item was refused.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ErrorModel {
    /// What is wrong with the item, for people.
    pub message: String,
}

object! { ErrorModel {
    message: "message" required,
} }
