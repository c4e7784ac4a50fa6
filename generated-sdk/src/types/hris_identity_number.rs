// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `HrisIdentityNumber`.

use crate::runtime::wire::newtype;

/// The vendor's own number of an HRIS identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HrisIdentityNumber(i64);

newtype! { HrisIdentityNumber(i64) lenient }
