// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomConnectionUpdateRequestPublicV2Dto`.

use crate::runtime::wire::{Decode, Nullable, object, setters};

/// What to change about a connection. Fields that are left out stay as they are.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomConnectionUpdateRequest {
    /// The name of the connection; `null` removes it.
    pub client_alias: Nullable<String>,
    /// What the connection is for.
    pub description: Option<String>,
}

object! { CustomConnectionUpdateRequest {
    client_alias: "clientAlias",
    description: "description",
} }

impl CustomConnectionUpdateRequest {
    /// A value with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Decode::blank()
    }
}

impl Default for CustomConnectionUpdateRequest {
    fn default() -> Self {
        Self::new()
    }
}

setters! { CustomConnectionUpdateRequest {
    client_alias: Nullable<String>,
    description: String,
} }
