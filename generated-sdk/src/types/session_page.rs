// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionsResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::{Pagination, Session};

/// A page of sessions.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SessionPage {
    /// The sessions of this page.
    pub data: Vec<Session>,
    /// The member `pagination`.
    pub pagination: Pagination,
}

object! { SessionPage {
    data: "data" required,
    pagination: "pagination" required,
} }
