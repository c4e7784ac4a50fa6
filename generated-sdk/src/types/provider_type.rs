// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ProviderType`.

use crate::runtime::wire::enumeration;

/// What kind of connection to create.
#[derive(Clone)]
#[non_exhaustive]
pub enum ProviderType {
    /// `CUSTOM`
    Custom,
    /// `MDM`
    Mdm,
    /// `HRIS`
    Hris,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { ProviderType {
    Custom: "CUSTOM",
    Mdm: "MDM",
    Hris: "HRIS",
} }
