// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ComplianceCheckStatusEnum`.

use crate::runtime::wire::enumeration;

/// How a compliance check turned out.
#[derive(Clone)]
#[non_exhaustive]
pub enum ComplianceCheckStatus {
    /// `MISCONFIGURED`
    Misconfigured,
    /// `PASS`
    Pass,
    /// `FAIL`
    Fail,
    /// `EXCLUDED`
    Excluded,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { ComplianceCheckStatus {
    Misconfigured: "MISCONFIGURED",
    Pass: "PASS",
    Fail: "FAIL",
    Excluded: "EXCLUDED",
} }
