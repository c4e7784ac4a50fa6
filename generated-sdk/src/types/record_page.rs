// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomDataRecordsResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::{Pagination, Record};

/// A page of records.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RecordPage {
    /// The records of this page.
    pub data: Vec<Record>,
    /// The member `pagination`.
    pub pagination: Pagination,
}

object! { RecordPage {
    data: "data" required,
    pagination: "pagination" required,
} }
