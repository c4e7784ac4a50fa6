// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `AssetId`.

use crate::runtime::wire::newtype;

/// The id of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AssetId(i64);

newtype! { AssetId(i64) lenient }
