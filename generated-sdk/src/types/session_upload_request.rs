// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CreateCustomDataSessionRequestPublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{Map, object, union};

/// Records to stage in a session.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SessionUploadRequest {
    /// One record or several. They aren't live until the session is completed.
    pub data: Data,
}

object! { SessionUploadRequest {
    data: "data" required,
} }

impl SessionUploadRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(data: impl Into<Data>) -> Self {
        Self { data: data.into() }
    }
}

/// One record or several. They aren't live until the session is completed.
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
