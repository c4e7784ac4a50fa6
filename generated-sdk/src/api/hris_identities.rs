// @generated from the API document. Do not edit: the next run writes this file anew.

//! The people of an `HRIS` connection, keyed by your own `identityId`. A change takes effect at
//! the next identity sync, which runs every night unless configured otherwise. Beta.

use crate::runtime::Client;

pub mod delete;
pub mod get;
pub mod list;
pub mod upsert;

/// The people of an `HRIS` connection, keyed by your own `identityId`. A change takes effect at
/// the next identity sync, which runs every night unless configured otherwise. Beta.
#[derive(Clone, Copy, Debug)]
pub struct HrisIdentities<'c> {
    pub(crate) client: &'c Client,
}

impl<'c> From<&'c Client> for HrisIdentities<'c> {
    fn from(client: &'c Client) -> Self {
        Self { client }
    }
}
