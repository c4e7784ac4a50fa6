// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `RecordUpsertResult`.

use serde_json::Value;

use crate::runtime::wire::{Map, object};
use crate::types::RecordUpsertError;

/// What became of one record. It was refused if there is an `error`, whatever the status of the
/// answer says.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordUpsertResult {
    /// The id that the record was given; not there if it was refused. Your own id is in `data`.
    pub id: Option<String>,
    /// When the record was created, without a time zone.
    pub created_at: Option<String>,
    /// When the record was last changed, without a time zone.
    pub updated_at: Option<String>,
    /// 200 if updated, 201 if created, 400 if refused.
    pub status_code: Option<i64>,
    /// The record as it was sent.
    pub data: Option<Map<Value>>,
    /// The member `error`.
    pub error: Option<RecordUpsertError>,
}

object! { RecordUpsertResult {
    id: "id",
    created_at: "createdAt",
    updated_at: "updatedAt",
    status_code: "statusCode",
    data: "data",
    error: "error",
} }
