// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `UpdateCustomDataRequestPublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{Map, object};

/// What a record is to hold.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordUpdateRequest {
    /// The fields of the record.
    pub data: Map<Value>,
}

object! { RecordUpdateRequest {
    data: "data" required,
} }

impl RecordUpdateRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(data: Map<Value>) -> Self {
        Self { data }
    }
}
