// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SortTypeLimitedEnum`.

use crate::runtime::wire::enumeration;

/// What a list can be sorted by.
#[derive(Clone)]
#[non_exhaustive]
pub enum SortField {
    /// `createdAt`
    CreatedAt,
    /// `updatedAt`
    UpdatedAt,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { SortField {
    CreatedAt: "createdAt",
    UpdatedAt: "updatedAt",
} }
