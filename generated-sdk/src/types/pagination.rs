// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `PaginationTotalCountResponsePublicV2Dto`.

use crate::runtime::wire::{Nullable, object};

/// Where a page stands in its list.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Pagination {
    /// Where the next page starts; `null` on the last page.
    pub cursor: Nullable<String>,
    /// The number of items in all pages, given on the first page when `includeTotalCount` asks for
    /// it.
    pub total_count: Nullable<i64>,
}

object! { Pagination {
    cursor: "cursor",
    total_count: "totalCount",
} }
