// @generated from the API document. Do not edit: the next run writes this file anew.

//! The operations of the API, a module for each group.

#[cfg(feature = "custom-connections")]
pub mod custom_connections;
#[cfg(feature = "devices")]
pub mod devices;
#[cfg(feature = "hris-identities")]
pub mod hris_identities;
#[cfg(feature = "records")]
pub mod records;
#[cfg(feature = "sessions")]
pub mod sessions;
