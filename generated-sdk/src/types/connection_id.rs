// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ConnectionId`.

use crate::runtime::wire::newtype;

/// The id of a custom connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(i64);

newtype! { ConnectionId(i64) lenient }
