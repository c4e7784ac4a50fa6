// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `AppTypeRequestPublicV2Dto`.

use crate::runtime::wire::{Decode, Nullable, object, setters};

/// An application or a browser extension of a device.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AppTypeRequest {
    /// The name of the application.
    ///
    /// At most 191 characters.
    pub name: String,
    /// The version of the application.
    ///
    /// At most 191 characters.
    pub version: String,
    /// What the application is for.
    pub description: Nullable<String>,
}

object! { AppTypeRequest {
    name: "name" required,
    version: "version" required,
    description: "description",
} }

impl AppTypeRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            ..Decode::blank()
        }
    }
}

setters! { AppTypeRequest {
    description: Nullable<String>,
} }
