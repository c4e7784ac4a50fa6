//! Ids that can be given in two ways: the vendor's number, or your own key behind a prefix.

use crate::types::UserIdentityId;
use crate::types::device_create_request::PersonnelId;

impl UserIdentityId {
    /// The person with this `identityId`, your own key.
    #[must_use]
    pub fn by_identity_id(identity_id: &str) -> Self {
        Self::Text(format!("identity-id:{identity_id}"))
    }
}

impl PersonnelId {
    /// The person with this email address.
    #[must_use]
    pub fn by_email(address: &str) -> Self {
        Self::Text(format!("email:{address}"))
    }
}
