// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionKey`.

use crate::runtime::wire::newtype;

/// The vendor's own number of a session. No path takes it: see `SessionId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionKey(i64);

newtype! { SessionKey(i64) lenient }
