// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `RecordUpsertResponse`.

use serde_json::Value;

use crate::runtime::wire::union;
use crate::types::RecordUpsertResult;

/// What became of the records of one upload: one result where one record was sent, a list where
/// a list was sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RecordUpsertResponse {
    /// Record upsert result.
    RecordUpsertResult(RecordUpsertResult),
    /// List.
    List(Vec<RecordUpsertResult>),
    /// A value that fits none of the variants, as it came.
    Unrecognized(Value),
}

union! { RecordUpsertResponse {
    RecordUpsertResult(RecordUpsertResult),
    List(Vec<RecordUpsertResult>),
} }

impl From<RecordUpsertResult> for RecordUpsertResponse {
    fn from(value: RecordUpsertResult) -> Self {
        Self::RecordUpsertResult(value)
    }
}

impl From<Vec<RecordUpsertResult>> for RecordUpsertResponse {
    fn from(value: Vec<RecordUpsertResult>) -> Self {
        Self::List(value)
    }
}
