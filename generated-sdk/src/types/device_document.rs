// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceDocumentResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, object};
use crate::types::SignedUrl;

/// A document that was uploaded as evidence for a device.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DeviceDocument {
    /// The id of the document.
    pub id: i64,
    /// What the document is evidence of.
    pub r#type: String,
    /// The name of the document.
    pub name: String,
    /// Where the file is kept.
    pub file_url: Option<String>,
    /// When the document was created.
    pub created_at: DateTime,
    /// When the document was last changed.
    pub updated_at: DateTime,
    /// A link to download the file with. No value of `expand[]` asks for it when devices are
    /// listed.
    pub download_url: Option<SignedUrl>,
}

object! { DeviceDocument {
    id: "id" required,
    r#type: "type" required,
    name: "name" required,
    file_url: "fileUrl" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    download_url: "downloadUrl",
} }
