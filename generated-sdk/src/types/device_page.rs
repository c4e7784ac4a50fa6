// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DevicesResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::{Device, Pagination};

/// A page of devices.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DevicePage {
    /// The devices of this page.
    pub data: Vec<Device>,
    /// The member `pagination`.
    pub pagination: Pagination,
}

object! { DevicePage {
    data: "data" required,
    pagination: "pagination" required,
} }
