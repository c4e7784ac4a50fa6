// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `UserIdentityId`.

use serde_json::Value;

use crate::runtime::wire::union;

/// The schema `UserIdentityId`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UserIdentityId {
    /// The numeric id.
    Integer(i64),
    /// Your own `identityId` with `identity-id:` before it.
    Text(String),
    /// A value that fits none of the variants, as it came.
    Unrecognized(Value),
}

union! { UserIdentityId {
    Integer(i64),
    Text(String),
} }

impl From<i64> for UserIdentityId {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<String> for UserIdentityId {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for UserIdentityId {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
