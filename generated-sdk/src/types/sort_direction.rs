// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SortDirectionEnum`.

use crate::runtime::wire::enumeration;

/// Which way a list is sorted.
#[derive(Clone)]
#[non_exhaustive]
pub enum SortDirection {
    /// `ASC`
    Asc,
    /// `DESC`
    Desc,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { SortDirection {
    Asc: "ASC",
    Desc: "DESC",
} }
