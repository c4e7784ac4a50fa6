// @generated from the API document. Do not edit: the next run writes this file anew.

//! The schema `CheckFrequencyEnum`.

use crate::runtime::wire::enumeration;

/// How often a compliance check is made.
#[derive(Clone)]
#[non_exhaustive]
pub enum CheckFrequency {
    /// `ONCE`
    Once,
    /// `HOURLY`
    Hourly,
    /// `QID`
    Qid,
    /// `DAILY`
    Daily,
    /// `WEEKLY`
    Weekly,
    /// `BIWEEKLY`
    Biweekly,
    /// `MONTHLY`
    Monthly,
    /// `QUARTERLY`
    Quarterly,
    /// `YEARLY`
    Yearly,
    /// A value that this version of the crate does not know, as it came.
    Unrecognized(String),
}

enumeration! { CheckFrequency {
    Once: "ONCE",
    Hourly: "HOURLY",
    Qid: "QID",
    Daily: "DAILY",
    Weekly: "WEEKLY",
    Biweekly: "BIWEEKLY",
    Monthly: "MONTHLY",
    Quarterly: "QUARTERLY",
    Yearly: "YEARLY",
} }
