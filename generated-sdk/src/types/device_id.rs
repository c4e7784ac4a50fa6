// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `DeviceId`.

use crate::runtime::wire::newtype;

/// The id of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(i64);

newtype! { DeviceId(i64) lenient }
