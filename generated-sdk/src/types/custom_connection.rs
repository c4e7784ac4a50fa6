// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomConnectionResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, Nullable, object};
use crate::types::{ConnectionId, ConnectionProviderType, Resource, UserCompact, UserId};

/// A connection.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomConnection {
    /// The id of the connection.
    pub id: ConnectionId,
    /// The name of the connection, as given to create or update it.
    pub client_alias: Option<String>,
    /// What the connection is for.
    pub description: Option<String>,
    /// The kinds of data that the connection provides.
    pub provider_types: Option<Vec<ConnectionProviderType>>,
    /// When the connection was created.
    pub created_at: DateTime,
    /// When the connection was last changed.
    pub updated_at: DateTime,
    /// The id of the user or of the API key that created the connection.
    pub created_by_id: Nullable<UserId>,
    /// The resources that hold the connection's records; one for a `CUSTOM` connection. Only there
    /// when `expand[]` asks for `customResources`.
    pub custom_resources: Option<Vec<Resource>>,
    /// Who created the connection. Only there when `expand[]` asks for `createdByUser`.
    pub created_by_user: Option<UserCompact>,
}

object! { CustomConnection {
    id: "id" required,
    client_alias: "clientAlias" required,
    description: "description" required,
    provider_types: "providerTypes",
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    created_by_id: "createdById",
    custom_resources: "customResources",
    created_by_user: "createdByUser",
} }
