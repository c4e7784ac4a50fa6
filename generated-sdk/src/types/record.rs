// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomDataResponsePublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{DateTime, Map, object};
use crate::types::{RecordId, SessionId};

/// A record.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The id of the record.
    pub id: RecordId,
    /// The fields of the record.
    pub attributes: Map<Value>,
    /// The session that the record belongs to; `null` for one that was sent directly while no
    /// session was `ACTIVE`.
    pub session_id: Option<SessionId>,
    /// When the record was created.
    pub created_at: DateTime,
    /// When the record was last changed.
    pub updated_at: DateTime,
}

object! { Record {
    id: "id" required,
    attributes: "attributes" required,
    session_id: "sessionId" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
} }
