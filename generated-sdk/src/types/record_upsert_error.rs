// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `RecordUpsertError`.

use crate::runtime::wire::object;
use crate::types::RecordUpsertErrorDetail;

/// Why a record was refused. The reason is given here or, in other answers, one level down in
/// `error`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordUpsertError {
    /// What is wrong with the record, for people.
    pub message: Option<String>,
    /// The vendor's own number of the error; 28022 where the schema is broken.
    pub code: Option<i64>,
    /// The member `error`.
    pub error: Option<RecordUpsertErrorDetail>,
}

object! { RecordUpsertError {
    message: "message",
    code: "code",
    error: "error",
} }
