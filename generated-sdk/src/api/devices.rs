// @generated from the API document. Do not edit: the next run writes this file anew.

//! The devices of an `MDM` connection and what is known of their security settings.

use crate::runtime::Client;

pub mod delete;
pub mod list;
pub mod upsert;

/// The devices of an `MDM` connection and what is known of their security settings.
#[derive(Clone, Copy, Debug)]
pub struct Devices<'c> {
    pub(crate) client: &'c Client,
}

impl<'c> From<&'c Client> for Devices<'c> {
    fn from(client: &'c Client) -> Self {
        Self { client }
    }
}
