// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `MobileDeviceManagementSourceTypeEnum`.

use crate::runtime::wire::enumeration;

/// Where the data of a device comes from.
#[derive(Clone)]
#[non_exhaustive]
pub enum DeviceSource {
    /// `AGENT`
    Agent,
    /// `JAMF`
    Jamf,
    /// `INTUNE`
    Intune,
    /// `KANDJI`
    Kandji,
    /// `JUMPCLOUD`
    Jumpcloud,
    /// `HEXNODE_UEM`
    HexnodeUem,
    /// `UNKNOWN`
    Unknown,
    /// `RIPPLING`
    Rippling,
    /// `WORKSPACE_ONE`
    WorkspaceOne,
    /// `KOLIDE`
    Kolide,
    /// `CUSTOM`
    Custom,
    /// `INTUNE_GCC_HIGH`
    IntuneGccHigh,
    /// `CUSTOM_XFA`
    CustomXfa,
    /// `NINJAONE`
    Ninjaone,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { DeviceSource {
    Agent: "AGENT",
    Jamf: "JAMF",
    Intune: "INTUNE",
    Kandji: "KANDJI",
    Jumpcloud: "JUMPCLOUD",
    HexnodeUem: "HEXNODE_UEM",
    Unknown: "UNKNOWN",
    Rippling: "RIPPLING",
    WorkspaceOne: "WORKSPACE_ONE",
    Kolide: "KOLIDE",
    Custom: "CUSTOM",
    IntuneGccHigh: "INTUNE_GCC_HIGH",
    CustomXfa: "CUSTOM_XFA",
    Ninjaone: "NINJAONE",
} }
