// @generated from the API document. Do not edit: the next run writes this file anew.

//! The records of a `CUSTOM` connection. They are either sent directly, which makes them live
//! at once, or staged in a session, which replaces the whole live data set when it is
//! completed.

use crate::runtime::Client;

pub mod act;
pub mod list;
pub mod upload;

/// The records of a `CUSTOM` connection. They are either sent directly, which makes them live
/// at once, or staged in a session, which replaces the whole live data set when it is
/// completed.
#[derive(Clone, Copy, Debug)]
pub struct Sessions<'c> {
    pub(crate) client: &'c Client,
}

impl<'c> From<&'c Client> for Sessions<'c> {
    fn from(client: &'c Client) -> Self {
        Self { client }
    }
}
