// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `RecordId`.

use crate::runtime::wire::newtype;

/// The id of a record: your own, or one that the server gave.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId(String);

newtype! { RecordId(String) }
