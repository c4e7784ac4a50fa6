// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, object};
use crate::types::{SessionId, SessionKey, SessionStatus};

/// A session of staged uploads.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Session {
    /// An internal number. Operations take the `sessionId`, never this.
    pub id: SessionKey,
    /// The id of the session, as chosen by the uploader.
    pub session_id: SessionId,
    /// Where the session stands.
    pub status: SessionStatus,
    /// When the session was opened.
    pub created_at: DateTime,
    /// When the session last changed.
    pub updated_at: DateTime,
    /// When the session was completed, if it was.
    pub activated_at: Option<DateTime>,
    /// When the session was cancelled, if it was.
    pub canceled_at: Option<DateTime>,
}

object! { Session {
    id: "id" required,
    session_id: "sessionId" required,
    status: "status" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    activated_at: "activatedAt" required,
    canceled_at: "canceledAt" required,
} }
