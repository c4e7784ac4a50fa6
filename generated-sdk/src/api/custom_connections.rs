// @generated from the API document. Do not edit: the next run writes this file anew.

//! The connections themselves: what kind of data each of them holds, which workspaces it
//! belongs to, and for `CUSTOM` the shape of a record.

use crate::runtime::Client;

pub mod create;
pub mod delete;
pub mod get;
pub mod list;
pub mod update;

/// The connections themselves: what kind of data each of them holds, which workspaces it
/// belongs to, and for `CUSTOM` the shape of a record.
#[derive(Clone, Copy, Debug)]
pub struct CustomConnections<'c> {
    pub(crate) client: &'c Client,
}

impl<'c> From<&'c Client> for CustomConnections<'c> {
    fn from(client: &'c Client) -> Self {
        Self { client }
    }
}
