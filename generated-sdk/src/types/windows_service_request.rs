// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `WindowsServiceRequestPublicV2Dto`.

use crate::runtime::wire::object;

/// A Windows service of a device.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WindowsServiceRequest {
    /// What the service does.
    ///
    /// At most 191 characters.
    pub description: String,
    /// The name of the service.
    ///
    /// At most 191 characters.
    pub name: String,
    /// How the service is started.
    ///
    /// At most 191 characters.
    pub start_type: String,
    /// Whether the service runs.
    ///
    /// At most 191 characters.
    pub status: String,
}

object! { WindowsServiceRequest {
    description: "description" required,
    name: "name" required,
    start_type: "startType" required,
    status: "status" required,
} }

impl WindowsServiceRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(
        description: impl Into<String>,
        name: impl Into<String>,
        start_type: impl Into<String>,
        status: impl Into<String>,
    ) -> Self {
        Self {
            description: description.into(),
            name: name.into(),
            start_type: start_type.into(),
            status: status.into(),
        }
    }
}
