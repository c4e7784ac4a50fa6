// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ComplianceCheckTypeEnum`.

use crate::runtime::wire::enumeration;

/// What a compliance check looks at.
#[derive(Clone)]
#[non_exhaustive]
pub enum ComplianceCheckType {
    /// `FULL_COMPLIANCE`
    FullCompliance,
    /// `ACCEPTED_POLICIES`
    AcceptedPolicies,
    /// `IDENTITY_MFA`
    IdentityMfa,
    /// `BG_CHECK`
    BgCheck,
    /// `AGENT_INSTALLED`
    AgentInstalled,
    /// `PASSWORD_MANAGER`
    PasswordManager,
    /// `HDD_ENCRYPTION`
    HddEncryption,
    /// `ANTIVIRUS`
    Antivirus,
    /// `AUTO_UPDATES`
    AutoUpdates,
    /// `LOCK_SCREEN`
    LockScreen,
    /// `SECURITY_TRAINING`
    SecurityTraining,
    /// `LOCATION_SERVICES`
    LocationServices,
    /// `HIPAA_TRAINING`
    HipaaTraining,
    /// `OFFBOARDING`
    Offboarding,
    /// `NIST_AI_TRAINING`
    NistAiTraining,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { ComplianceCheckType {
    FullCompliance: "FULL_COMPLIANCE",
    AcceptedPolicies: "ACCEPTED_POLICIES",
    IdentityMfa: "IDENTITY_MFA",
    BgCheck: "BG_CHECK",
    AgentInstalled: "AGENT_INSTALLED",
    PasswordManager: "PASSWORD_MANAGER",
    HddEncryption: "HDD_ENCRYPTION",
    Antivirus: "ANTIVIRUS",
    AutoUpdates: "AUTO_UPDATES",
    LockScreen: "LOCK_SCREEN",
    SecurityTraining: "SECURITY_TRAINING",
    LocationServices: "LOCATION_SERVICES",
    HipaaTraining: "HIPAA_TRAINING",
    Offboarding: "OFFBOARDING",
    NistAiTraining: "NIST_AI_TRAINING",
} }
