// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomConnectionExpandEnum`.

use crate::runtime::wire::enumeration;

/// What can be included with a connection.
#[derive(Clone)]
#[non_exhaustive]
pub enum CustomConnectionExpand {
    /// `createdByUser`
    CreatedByUser,
    /// `customResources`
    CustomResources,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { CustomConnectionExpand {
    CreatedByUser: "createdByUser",
    CustomResources: "customResources",
} }
