// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `UserId`.

use crate::runtime::wire::newtype;

/// The id of a user or an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(i64);

newtype! { UserId(i64) lenient }
