// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CustomUserIdentityResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, object};
use crate::types::HrisIdentityNumber;

/// A person of an `HRIS` connection.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct HrisIdentity {
    /// The numeric id of the identity.
    pub id: HrisIdentityNumber,
    /// Your own id of the person.
    pub identity_id: String,
    /// The email address.
    pub email: Option<String>,
    /// Another email address of the person.
    pub secondary_email: Option<String>,
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// The job title.
    pub job_title: Option<String>,
    /// Your own id of the person's manager.
    pub manager_id: Option<String>,
    /// The full name of the person's manager.
    pub manager_name: Option<String>,
    /// When the person joined.
    pub started_at: Option<DateTime>,
    /// When the person left.
    pub separated_at: Option<DateTime>,
    /// Whether the person is a contractor (`true`) or an employee (`false`); `null` if unknown.
    pub is_contractor: Option<bool>,
    /// When the identity was created.
    pub created_at: DateTime,
    /// When the identity was last changed.
    pub updated_at: DateTime,
}

object! { HrisIdentity {
    id: "id" required,
    identity_id: "identityId" required,
    email: "email" required,
    secondary_email: "secondaryEmail" required,
    first_name: "firstName" required,
    last_name: "lastName" required,
    job_title: "jobTitle" required,
    manager_id: "managerId" required,
    manager_name: "managerName" required,
    started_at: "startedAt" required,
    separated_at: "separatedAt" required,
    is_contractor: "isContractor" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
} }
