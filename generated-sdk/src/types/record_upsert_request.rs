// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CreateCustomDataRequestPublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{Map, object, union};

/// Records to send straight into the live data.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordUpsertRequest {
    /// One record or several. A record is matched by its `id`: known ones are updated, others
    /// created.
    pub data: Data,
}

object! { RecordUpsertRequest {
    data: "data" required,
} }

impl RecordUpsertRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(data: impl Into<Data>) -> Self {
        Self { data: data.into() }
    }
}

/// One record or several. A record is matched by its `id`: known ones are updated, others
/// created.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Data {
    /// List.
    List(Vec<Map<Value>>),
    /// Map.
    Map(Map<Value>),
    /// A value that fits none of the variants, as it came.
    Unrecognized(Value),
}

union! { Data {
    List(Vec<Map<Value>>),
    Map(Map<Value>),
} }

impl From<Vec<Map<Value>>> for Data {
    fn from(value: Vec<Map<Value>>) -> Self {
        Self::List(value)
    }
}

impl From<Map<Value>> for Data {
    fn from(value: Map<Value>) -> Self {
        Self::Map(value)
    }
}
