// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `ConnectionProviderType`.

use crate::runtime::wire::enumeration;

/// What kind of data a connection provides.
#[derive(Clone)]
#[non_exhaustive]
pub enum ConnectionProviderType {
    /// `IDENTITY`
    Identity,
    /// `INFRASTRUCTURE`
    Infrastructure,
    /// `VERSION_CONTROL`
    VersionControl,
    /// `TICKETING`
    Ticketing,
    /// `HRIS`
    Hris,
    /// `BACKGROUND_CHECK`
    BackgroundCheck,
    /// `SINGLE_SIGN_ON`
    SingleSignOn,
    /// `ENTERPRISE_SSO`
    EnterpriseSso,
    /// `MDM`
    Mdm,
    /// `SECURITY_TRAINING`
    SecurityTraining,
    /// `OBSERVABILITY`
    Observability,
    /// `COMMUNICATION`
    Communication,
    /// `DIGITAL_SIGNATURE`
    DigitalSignature,
    /// `EXTERNAL_POLICY`
    ExternalPolicy,
    /// `VULNERABILITY`
    Vulnerability,
    /// `EDR`
    Edr,
    /// `USER_ACCESS_REVIEW`
    UserAccessReview,
    /// `CSPM`
    Cspm,
    /// `CODEBASE`
    Codebase,
    /// `CYBER_INSURANCE`
    CyberInsurance,
    /// `CRM`
    Crm,
    /// `CUSTOM`
    Custom,
    /// `AUTOMATION_TOOLS`
    AutomationTools,
    /// `SECURITY_REVIEWS`
    SecurityReviews,
    /// `PROCUREMENT`
    Procurement,
    /// `AUDITS`
    Audits,
    /// `MFA`
    Mfa,
    /// `PRIVACY`
    Privacy,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { ConnectionProviderType {
    Identity: "IDENTITY",
    Infrastructure: "INFRASTRUCTURE",
    VersionControl: "VERSION_CONTROL",
    Ticketing: "TICKETING",
    Hris: "HRIS",
    BackgroundCheck: "BACKGROUND_CHECK",
    SingleSignOn: "SINGLE_SIGN_ON",
    EnterpriseSso: "ENTERPRISE_SSO",
    Mdm: "MDM",
    SecurityTraining: "SECURITY_TRAINING",
    Observability: "OBSERVABILITY",
    Communication: "COMMUNICATION",
    DigitalSignature: "DIGITAL_SIGNATURE",
    ExternalPolicy: "EXTERNAL_POLICY",
    Vulnerability: "VULNERABILITY",
    Edr: "EDR",
    UserAccessReview: "USER_ACCESS_REVIEW",
    Cspm: "CSPM",
    Codebase: "CODEBASE",
    CyberInsurance: "CYBER_INSURANCE",
    Crm: "CRM",
    Custom: "CUSTOM",
    AutomationTools: "AUTOMATION_TOOLS",
    SecurityReviews: "SECURITY_REVIEWS",
    Procurement: "PROCUREMENT",
    Audits: "AUDITS",
    Mfa: "MFA",
    Privacy: "PRIVACY",
} }
