// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `UserCompactResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, object};
use crate::types::UserId;

/// The gist of a user.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UserCompact {
    /// The id of the user.
    pub id: UserId,
    /// The email address of the user.
    pub email: String,
    /// The first name of the user.
    pub first_name: Option<String>,
    /// The last name of the user.
    pub last_name: Option<String>,
    /// When the user was created.
    pub created_at: DateTime,
    /// When the user was last changed.
    pub updated_at: DateTime,
}

object! { UserCompact {
    id: "id" required,
    email: "email" required,
    first_name: "firstName" required,
    last_name: "lastName" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
} }
