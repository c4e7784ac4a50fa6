// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomUserIdentitiesResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::{HrisIdentity, Pagination};

/// A page of people.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct HrisIdentityPage {
    /// The identities of this page.
    pub data: Vec<HrisIdentity>,
    /// The member `pagination`.
    pub pagination: Pagination,
}

object! { HrisIdentityPage {
    data: "data" required,
    pagination: "pagination" required,
} }
