// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ResourceId`.

use crate::runtime::wire::newtype;

/// The id of the resource that holds the records of a `CUSTOM` connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(i64);

newtype! { ResourceId(i64) lenient }
