// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceExpandEnum`.

use crate::runtime::wire::enumeration;

/// What can be included with a device.
#[derive(Clone)]
#[non_exhaustive]
pub enum DeviceExpand {
    /// `asset`
    Asset,
    /// `complianceChecks`
    ComplianceChecks,
    /// `documents`
    Documents,
    /// `identifiers`
    Identifiers,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { DeviceExpand {
    Asset: "asset",
    ComplianceChecks: "complianceChecks",
    Documents: "documents",
    Identifiers: "identifiers",
} }
