// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `AgentPlatformEnum`.

use crate::runtime::wire::enumeration;

/// The operating system of a device.
#[derive(Clone)]
#[non_exhaustive]
pub enum DevicePlatform {
    /// `MACOS`
    Macos,
    /// `WINDOWS`
    Windows,
    /// `LINUX`
    Linux,
    /// `UNIX`
    Unix,
    /// `ANDROID`
    Android,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { DevicePlatform {
    Macos: "MACOS",
    Windows: "WINDOWS",
    Linux: "LINUX",
    Unix: "UNIX",
    Android: "ANDROID",
} }
