// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionActionResponsePublicV2Dto`.

use crate::runtime::wire::object;
use crate::types::{ConnectionId, ResourceId, SessionAction, SessionId, SessionStatus};

/// A session after an action.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct SessionActionResult {
    /// The id of the session.
    pub session_id: Option<SessionId>,
    /// Where the session stands now: `ACTIVE` after `complete`, `CANCELED` after `cancel`.
    pub status: Option<SessionStatus>,
    /// What was done with the session.
    pub action: Option<SessionAction>,
    /// The id of the connection.
    pub connection_id: Option<ConnectionId>,
    /// The id of the resource.
    pub resource_id: Option<ResourceId>,
}

object! { SessionActionResult {
    session_id: "sessionId",
    status: "status",
    action: "action",
    connection_id: "connectionId",
    resource_id: "resourceId",
} }
