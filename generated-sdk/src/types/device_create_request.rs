// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceCreateRequestPublicV2Dto`.

use serde_json::Value;

use crate::runtime::wire::{Decode, Nullable, object, setters, union};
use crate::types::{AppTypeRequest, DevicePlatform, WindowsServiceRequest};

/// A device to create or update. `serialNumber`, `macAddress` and `externalId` tell whether it
/// is known already.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DeviceCreateRequest {
    /// Whose device it is.
    pub personnel_id: PersonnelId,
    /// The operating system.
    pub platform_name: DevicePlatform,
    /// The version of the operating system.
    ///
    /// At most 191 characters.
    pub platform_version: String,
    /// What the device is called.
    ///
    /// At most 191 characters.
    pub alias: Option<String>,
    /// The model of the device.
    ///
    /// At most 191 characters.
    pub model: Option<String>,
    /// The id of the device in your own system.
    pub external_id: Option<String>,
    /// The serial number.
    pub serial_number: Option<String>,
    /// The MAC address.
    pub mac_address: Nullable<String>,
    /// Whether antivirus software is at work.
    pub antivirus_enabled: Nullable<bool>,
    /// Whether updates are installed automatically.
    pub auto_update_enabled: Nullable<bool>,
    /// Whether the firewall is on.
    pub firewall_enabled: Nullable<bool>,
    /// Whether a password manager is in use.
    pub password_manager_enabled: Nullable<bool>,
    /// Whether the disk is encrypted.
    pub encryption_enabled: Nullable<bool>,
    /// Whether the screen locks itself.
    pub screen_lock_enabled: Nullable<bool>,
    /// How long the device idles before the screen locks. The unit isn't documented.
    pub screen_lock_time: Option<i64>,
    /// The installed applications.
    pub app_list: Option<Vec<AppTypeRequest>>,
    /// The installed browser extensions.
    pub browser_extensions: Option<Vec<AppTypeRequest>>,
    /// The Windows services, on a device that has any.
    pub windows_services: Option<Vec<WindowsServiceRequest>>,
    /// What `antivirusEnabled` rests on, usually a text or an object.
    pub antivirus_explanation: Nullable<Value>,
    /// What `autoUpdateEnabled` rests on, usually a text or an object.
    pub auto_update_explanation: Nullable<Value>,
    /// What `encryptionEnabled` rests on, usually a text or an object.
    pub encryption_explanation: Nullable<Value>,
    /// What `firewallEnabled` rests on, usually a text or an object.
    pub firewall_explanation: Nullable<Value>,
    /// What `passwordManagerEnabled` rests on, usually a text or an object.
    pub password_manager_explanation: Nullable<Value>,
    /// What the screen lock fields rest on, usually a text or an object.
    pub screen_lock_explanation: Nullable<Value>,
}

object! { DeviceCreateRequest {
    personnel_id: "personnelId" required,
    platform_name: "platformName" required,
    platform_version: "platformVersion" required,
    alias: "alias",
    model: "model",
    external_id: "externalId",
    serial_number: "serialNumber",
    mac_address: "macAddress",
    antivirus_enabled: "antivirusEnabled",
    auto_update_enabled: "autoUpdateEnabled",
    firewall_enabled: "firewallEnabled",
    password_manager_enabled: "passwordManagerEnabled",
    encryption_enabled: "encryptionEnabled",
    screen_lock_enabled: "screenLockEnabled",
    screen_lock_time: "screenLockTime",
    app_list: "appList",
    browser_extensions: "browserExtensions",
    windows_services: "windowsServices",
    antivirus_explanation: "antivirusExplanation",
    auto_update_explanation: "autoUpdateExplanation",
    encryption_explanation: "encryptionExplanation",
    firewall_explanation: "firewallExplanation",
    password_manager_explanation: "passwordManagerExplanation",
    screen_lock_explanation: "screenLockExplanation",
} }

impl DeviceCreateRequest {
    /// A value with the required members; the others are not set.
    #[must_use]
    pub fn new(
        personnel_id: impl Into<PersonnelId>,
        platform_name: DevicePlatform,
        platform_version: impl Into<String>,
    ) -> Self {
        Self {
            personnel_id: personnel_id.into(),
            platform_name,
            platform_version: platform_version.into(),
            ..Decode::blank()
        }
    }
}

setters! { DeviceCreateRequest {
    alias: String,
    model: String,
    external_id: String,
    serial_number: String,
    mac_address: Nullable<String>,
    antivirus_enabled: Nullable<bool>,
    auto_update_enabled: Nullable<bool>,
    firewall_enabled: Nullable<bool>,
    password_manager_enabled: Nullable<bool>,
    encryption_enabled: Nullable<bool>,
    screen_lock_enabled: Nullable<bool>,
    screen_lock_time: i64,
    app_list: Vec<AppTypeRequest>,
    browser_extensions: Vec<AppTypeRequest>,
    windows_services: Vec<WindowsServiceRequest>,
    antivirus_explanation: Nullable<Value>,
    auto_update_explanation: Nullable<Value>,
    encryption_explanation: Nullable<Value>,
    firewall_explanation: Nullable<Value>,
    password_manager_explanation: Nullable<Value>,
    screen_lock_explanation: Nullable<Value>,
} }

/// Whose device it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PersonnelId {
    /// The numeric id of the person.
    Integer(i64),
    /// The email address of the person with `email:` before it.
    Text(String),
    /// A value that fits none of the variants, as it came.
    Unrecognized(Value),
}

union! { PersonnelId {
    Integer(i64),
    Text(String),
} }

impl From<i64> for PersonnelId {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<String> for PersonnelId {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for PersonnelId {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
