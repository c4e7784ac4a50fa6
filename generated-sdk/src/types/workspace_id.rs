// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `WorkspaceId`.

use crate::runtime::wire::newtype;

/// The id of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkspaceId(i64);

newtype! { WorkspaceId(i64) lenient }
