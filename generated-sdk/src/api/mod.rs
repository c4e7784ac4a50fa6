// @generated from the API document. Do not edit: the next run writes this file anew.

//! The operations of the API, a module for each group.

pub mod custom_connections;
pub mod devices;
pub mod hris_identities;
pub mod records;
pub mod sessions;
