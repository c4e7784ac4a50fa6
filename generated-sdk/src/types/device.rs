// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceResponsePublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{DateTime, Nullable, object};
use crate::types::{
    AssetCompact, AssetId, DeviceComplianceCheck, DeviceDocument, DeviceId, DeviceIdentifier,
    DeviceSource, PersonnelNumber, UserId,
};

/// A device.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Device {
    /// The id of the device.
    pub id: DeviceId,
    /// The id of the person whose device it is.
    pub personnel_id: PersonnelNumber,
    /// The id of the asset that stands for the device.
    pub asset_id: Option<AssetId>,
    /// The number of installed applications.
    pub apps_count: Option<i64>,
    /// How long the device idles before the screen locks. The unit isn't documented.
    pub screen_lock_time: Option<i64>,
    /// The operating system and its version.
    pub os_version: Option<String>,
    /// The serial number.
    pub serial_number: Option<String>,
    /// The model of the device.
    pub model: Option<String>,
    /// The MAC address, or several with commas between them.
    pub mac_address: Option<String>,
    /// When the source last looked at the device.
    pub last_checked_at: Option<DateTime>,
    /// When the device was deleted, if it was.
    pub deleted_at: Option<DateTime>,
    /// Where the data of the device comes from.
    pub source_type: DeviceSource,
    /// When the device was created.
    pub created_at: DateTime,
    /// When the device was last changed.
    pub updated_at: DateTime,
    /// Whether antivirus software is at work.
    pub antivirus_enabled: Option<bool>,
    /// Whether updates are installed automatically.
    pub auto_update_enabled: Option<bool>,
    /// Whether a password manager is in use.
    pub password_manager_enabled: Option<bool>,
    /// Whether the disk is encrypted.
    pub encryption_enabled: Option<bool>,
    /// Whether the firewall is on.
    pub firewall_enabled: Option<bool>,
    /// The id of the device in your own system.
    ///
    /// At most 191 characters.
    pub external_id: Option<String>,
    /// The id of the user whose device it is.
    pub user_id: Nullable<UserId>,
    /// Whether the device meets all requirements. Only there when `expand[]` asks for
    /// `complianceChecks`.
    pub is_device_compliant: Option<bool>,
    /// The compliance checks of the device. Only there when `expand[]` asks for `complianceChecks`.
    pub compliance_checks: Option<Vec<DeviceComplianceCheck>>,
    /// The identifiers of the device. Only there when `expand[]` asks for `identifiers`.
    pub identifiers: Option<Vec<DeviceIdentifier>>,
    /// The documents of the device. Only there when `expand[]` asks for `documents`.
    pub documents: Option<Vec<DeviceDocument>>,
    /// The asset that stands for the device. Only there when `expand[]` asks for `asset`.
    pub asset: Nullable<AssetCompact>,
    /// What `antivirusEnabled` rests on, usually a text or an object.
    pub antivirus_explanation: Value,
    /// What `autoUpdateEnabled` rests on, usually a text or an object.
    pub auto_update_explanation: Value,
    /// What `encryptionEnabled` rests on, usually a text or an object.
    pub encryption_explanation: Value,
    /// What `firewallEnabled` rests on, usually a text or an object.
    pub firewall_explanation: Value,
    /// What `passwordManagerEnabled` rests on, usually a text or an object.
    pub password_manager_explanation: Value,
    /// What the screen lock fields rest on, usually a text or an object.
    pub screen_lock_explanation: Value,
}

object! { Device {
    id: "id" required,
    personnel_id: "personnelId" required,
    asset_id: "assetId" required,
    apps_count: "appsCount" required,
    screen_lock_time: "screenLockTime" required,
    os_version: "osVersion" required,
    serial_number: "serialNumber" required,
    model: "model" required,
    mac_address: "macAddress" required,
    last_checked_at: "lastCheckedAt" required,
    deleted_at: "deletedAt" required,
    source_type: "sourceType" required,
    created_at: "createdAt" required,
    updated_at: "updatedAt" required,
    antivirus_enabled: "antivirusEnabled" required,
    auto_update_enabled: "autoUpdateEnabled" required,
    password_manager_enabled: "passwordManagerEnabled" required,
    encryption_enabled: "encryptionEnabled" required,
    firewall_enabled: "firewallEnabled" required,
    external_id: "externalId" required,
    user_id: "userId",
    is_device_compliant: "isDeviceCompliant",
    compliance_checks: "complianceChecks",
    identifiers: "identifiers",
    documents: "documents",
    asset: "asset",
    antivirus_explanation: "antivirusExplanation" required,
    auto_update_explanation: "autoUpdateExplanation" required,
    encryption_explanation: "encryptionExplanation" required,
    firewall_explanation: "firewallExplanation" required,
    password_manager_explanation: "passwordManagerExplanation" required,
    screen_lock_explanation: "screenLockExplanation" required,
} }
