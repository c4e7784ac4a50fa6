// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomUserIdentityRecordPublicV2Dto`.

use crate::runtime::wire::{DateTime, Decode, Nullable, object, setters};

/// A person to create or update. A field that is left out stays as it is, and `null` clears it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct HrisIdentityRecord {
    /// Your own, stable id of the person, which tells who is updated.
    pub identity_id: String,
    /// The email address, which links the person to a user at the next sync.
    ///
    /// At most 191 characters.
    pub email: Nullable<String>,
    /// Another email address of the person.
    ///
    /// At most 191 characters.
    pub secondary_email: Nullable<String>,
    /// The first name.
    ///
    /// At most 191 characters.
    pub first_name: Nullable<String>,
    /// The last name.
    ///
    /// At most 191 characters.
    pub last_name: Nullable<String>,
    /// The job title.
    ///
    /// At most 191 characters.
    pub job_title: Nullable<String>,
    /// Your own id of the person's manager.
    ///
    /// At most 191 characters.
    pub manager_id: Nullable<String>,
    /// The full name of the person's manager.
    ///
    /// At most 191 characters.
    pub manager_name: Nullable<String>,
    /// When the person joined.
    pub started_at: Nullable<DateTime>,
    /// When the person left. Written once: while a date is stored, another one is ignored. To
    /// change it, send `null` first and the new date in a later request.
    pub separated_at: Nullable<DateTime>,
    /// Whether the person is a contractor (`true`) or an employee (`false`); `null` if unknown.
    pub is_contractor: Nullable<bool>,
}

object! { HrisIdentityRecord {
    identity_id: "identityId" required,
    email: "email",
    secondary_email: "secondaryEmail",
    first_name: "firstName",
    last_name: "lastName",
    job_title: "jobTitle",
    manager_id: "managerId",
    manager_name: "managerName",
    started_at: "startedAt",
    separated_at: "separatedAt",
    is_contractor: "isContractor",
} }

impl HrisIdentityRecord {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(identity_id: impl Into<String>) -> Self {
        Self {
            identity_id: identity_id.into(),
            ..Decode::blank()
        }
    }
}

setters! { HrisIdentityRecord {
    email: Nullable<String>,
    secondary_email: Nullable<String>,
    first_name: Nullable<String>,
    last_name: Nullable<String>,
    job_title: Nullable<String>,
    manager_id: Nullable<String>,
    manager_name: Nullable<String>,
    started_at: Nullable<DateTime>,
    separated_at: Nullable<DateTime>,
    is_contractor: Nullable<bool>,
} }
