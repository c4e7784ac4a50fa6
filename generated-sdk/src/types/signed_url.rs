// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SignedUrlResponsePublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{Map, object};

/// A link to a private file, which works for a short time.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SignedUrl {
    /// The link. Treat it as a secret.
    pub signed_url: String,
    /// The content of the file, where it is a text.
    pub file_buffer: Option<Map<Value>>,
    /// The name of the file.
    pub file_name: Option<String>,
}

object! { SignedUrl {
    signed_url: "signedUrl" required,
    file_buffer: "fileBuffer" required,
    file_name: "fileName" required,
} }
