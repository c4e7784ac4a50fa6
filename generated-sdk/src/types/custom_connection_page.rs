// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomConnectionsResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::{CustomConnection, Pagination};

/// A page of connections.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomConnectionPage {
    /// The connections of this page.
    pub data: Vec<CustomConnection>,
    /// The member `pagination`.
    pub pagination: Pagination,
}

object! { CustomConnectionPage {
    data: "data" required,
    pagination: "pagination" required,
} }
