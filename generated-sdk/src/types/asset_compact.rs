// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `AssetCompactResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, Nullable, object};
use crate::types::AssetId;

/// The gist of an asset.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AssetCompact {
    /// The id of the asset.
    pub id: AssetId,
    /// What the asset is called.
    pub name: String,
    /// What the asset is.
    pub description: String,
    /// The kind of the asset.
    pub asset_type: String,
    /// Where the data of the asset comes from.
    pub asset_provider: String,
    /// When the asset was approved.
    pub approved_at: DateTime,
    /// When the asset was no longer tracked.
    pub removed_at: Nullable<DateTime>,
    /// The company that owns the asset.
    pub company: String,
    /// Notes on the asset.
    pub notes: Nullable<String>,
    /// What the asset refers to.
    pub asset_reference_type: Option<String>,
    /// What the asset is told apart by.
    pub unique_id: String,
    /// When the asset was created.
    pub created_at: DateTime,
    /// When the asset was last changed.
    pub updated_at: DateTime,
    /// The id of a virtual asset where it comes from.
    pub external_id: Option<String>,
    /// The account that a virtual asset comes from.
    pub external_owner_id: Option<String>,
}

object! { AssetCompact {
    id: "id" required,
    name: "name" required,
    description: "description" required,
    asset_type: "assetType" required,
    asset_provider: "assetProvider" required,
    approved_at: "approvedAt" required,
    removed_at: "removedAt",
    company: "company" required,
    notes: "notes",
    asset_reference_type: "assetReferenceType" required,
    unique_id: "uniqueId" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    external_id: "externalId",
    external_owner_id: "externalOwnerId",
} }
