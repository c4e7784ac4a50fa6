// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomConnectionCreateRequestPublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{Decode, Map, Nullable, object, setters};
use crate::types::{ProviderType, WorkspaceId};

/// A connection to create. Which fields it needs depends on its kind.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct CustomConnectionCreateRequest {
    /// The name of the connection, which comes back as its `clientAlias`.
    pub name: String,
    /// The kind of the connection. Send exactly one.
    pub provider_types: Vec<ProviderType>,
    /// The workspaces that the connection belongs to. A `CUSTOM` connection needs at least one; the
    /// other kinds belong to the whole account and are refused with this field.
    pub workspace_ids: Option<Vec<WorkspaceId>>,
    /// The JSON Schema of a record, for `CUSTOM` only. Give either this or `sampleData`. List the
    /// fields that a record must have in its `required`: without such a list, all of them are said
    /// to be needed.
    pub schema: Option<Map<Value>>,
    /// A typical record, for `CUSTOM` only, from which the schema is inferred. Give either this or
    /// `schema`.
    pub sample_data: Option<Map<Value>>,
    /// The field that people know a record by. A `CUSTOM` connection needs it, and it must name a
    /// top-level property of the schema, given or inferred. The other kinds are refused with it.
    pub display_name_key: Option<String>,
    /// What the connection is for.
    pub description: Nullable<String>,
}

object! { CustomConnectionCreateRequest {
    name: "name" required,
    provider_types: "providerTypes" required,
    workspace_ids: "workspaceIds",
    schema: "schema",
    sample_data: "sampleData",
    display_name_key: "displayNameKey",
    description: "description",
} }

impl CustomConnectionCreateRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(name: impl Into<String>, provider_types: impl Into<Vec<ProviderType>>) -> Self {
        Self {
            name: name.into(),
            provider_types: provider_types.into(),
            ..Decode::blank()
        }
    }
}

setters! { CustomConnectionCreateRequest {
    workspace_ids: Vec<WorkspaceId>,
    schema: Map<Value>,
    sample_data: Map<Value>,
    display_name_key: String,
    description: Nullable<String>,
} }
