// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `RecordUpsertErrorDetail`.

use crate::runtime::wire::object;

/// Why a record was refused, where it is given one level down.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordUpsertErrorDetail {
    /// What is wrong with the record, for people.
    pub message: Option<String>,
    /// The vendor's own number of the error; 28022 where the schema is broken.
    pub code: Option<i64>,
}

object! { RecordUpsertErrorDetail {
    message: "message",
    code: "code",
} }
