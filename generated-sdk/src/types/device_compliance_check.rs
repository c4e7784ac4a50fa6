// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceComplianceCheckResponsePublicV2Dto`.

use crate::runtime::wire::{DateTime, object};
use crate::types::{CheckFrequency, ComplianceCheckStatus, ComplianceCheckType};

/// A compliance check of a device.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DeviceComplianceCheck {
    /// The id of the check.
    pub id: i64,
    /// What the check looks at.
    pub r#type: ComplianceCheckType,
    /// How the check turned out.
    pub status: ComplianceCheckStatus,
    /// How often the check is made.
    pub check_frequency: CheckFrequency,
    /// When the requirement was met.
    pub completion_date: Option<DateTime>,
    /// When the check is due again.
    pub expires_at: Option<DateTime>,
    /// When the check was last made.
    pub last_checked_at: Option<DateTime>,
    /// When the check was created.
    pub created_at: DateTime,
    /// When the check was last changed.
    pub updated_at: DateTime,
}

object! { DeviceComplianceCheck {
    id: "id" required,
    r#type: "type" required,
    status: "status" required,
    check_frequency: "checkFrequency" required,
    completion_date: "completionDate" required,
    expires_at: "expiresAt" required,
    last_checked_at: "lastCheckedAt" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
} }
