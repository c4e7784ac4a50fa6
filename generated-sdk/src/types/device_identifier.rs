// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceIdentifierResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, object};

/// Something that a device is told apart by.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DeviceIdentifier {
    /// The id of the entry.
    pub id: i64,
    /// What kind of identifier it is.
    pub r#type: String,
    /// The identifier itself.
    pub identifier: String,
    /// When the entry was created.
    pub created_at: DateTime,
    /// When the entry was last changed.
    pub updated_at: DateTime,
}

object! { DeviceIdentifier {
    id: "id" required,
    r#type: "type" required,
    identifier: "identifier" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
} }
