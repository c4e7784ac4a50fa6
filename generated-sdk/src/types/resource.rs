// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomConnectionResourceResponsePublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{DateTime, Map, Nullable, object};
use crate::types::ResourceId;

/// The place where the records of a `CUSTOM` connection are kept, and their shape.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Resource {
    /// The id of the resource.
    pub id: ResourceId,
    /// The name of the resource.
    pub name: String,
    /// What the resource is for.
    pub description: Nullable<String>,
    /// The JSON Schema that records are checked against. It may hold keys that JSON Schema doesn't
    /// know.
    pub schema: Map<Value>,
    /// When the resource was created.
    pub created_at: DateTime,
    /// When the resource was last changed.
    pub updated_at: DateTime,
    /// When the resource was deleted, if it was. Deleted resources are kept.
    pub deleted_at: Nullable<DateTime>,
}

object! { Resource {
    id: "id" required,
    name: "name" required,
    description: "description",
    schema: "schema" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    deleted_at: "deletedAt",
} }
