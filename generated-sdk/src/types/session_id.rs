// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `SessionId`.

use crate::runtime::wire::newtype;

/// The id of an upload session, of your own choice: 3 to 64 letters, digits, hyphens and
/// underscores.
///
/// A value that is made has 3 to 64 characters and matches `^[A-Za-z0-9_-]{3,64}$`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(String);

newtype! { SessionId(String) checked Rule {
    min_length: 3,
    max_length: 64,
    pattern: "^[A-Za-z0-9_-]{3,64}$",
} }
