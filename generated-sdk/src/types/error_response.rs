// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ExceptionResponsePublicV2Dto`.

use crate::runtime::wire::{Nullable, object};

/// What went wrong.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The kind of the error.
    pub name: Option<String>,
    /// The HTTP status.
    pub status_code: Option<i64>,
    /// What went wrong, for people.
    pub message: Option<String>,
    /// The vendor's own number of the error. There is no public list of them.
    pub code: Option<i64>,
    /// What the server knows beyond that, where it says so.
    pub debug_info: Nullable<DebugInfo>,
}

object! { ErrorResponse {
    name: "name",
    status_code: "statusCode",
    message: "message",
    code: "code",
    debug_info: "debugInfo",
} }

/// What the server knows beyond that, where it says so.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DebugInfo {
    /// The kind of the underlying error.
    pub name: Option<String>,
    /// The message of the underlying error.
    pub message: Option<String>,
    /// Where in the server it happened.
    pub stack: Option<String>,
}

object! { DebugInfo {
    name: "name",
    message: "message",
    stack: "stack",
} }
