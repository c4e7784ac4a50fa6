// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `PersonnelNumber`.

use crate::runtime::wire::newtype;

/// The vendor's own number of a person. Requests take a `PersonnelId`, which can also be an
/// email address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonnelNumber(i64);

newtype! { PersonnelNumber(i64) lenient }
