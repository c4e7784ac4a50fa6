// @generated from the API document. Do not edit: the next run writes this file anew.

//! `GET /custom-connections/{connectionId}/hris-user-identities/{userIdentityId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`HrisIdentities::get`](super::HrisIdentities::get).
pub enum Get {}

impl<'c> super::HrisIdentities<'c> {
    /// Get HRIS User Identity (beta)
    ///
    /// Reads one person of an `HRIS` connection. Beta; it may still change.
    ///
    /// `GET /custom-connections/{connectionId}/hris-user-identities/{userIdentityId}`
    ///
    /// # Errors
    ///
    /// | Status | Body | |
    /// |---|---|---|
    /// | 400 | [`types::ErrorResponse`] | The request is malformed or breaks a rule. |
    /// | 401 | [`types::ErrorResponse`] | The API key is missing, unknown, expired or revoked. |
    /// | 402 | [`types::ErrorResponse`] | The plan of the account doesn't include custom connections. |
    /// | 403 | [`types::ErrorResponse`] | The API key lacks the permission that this operation needs. |
    /// | 404 | [`types::ErrorResponse`] | Something that the path names doesn't exist. |
    /// | 412 | [`types::ErrorResponse`] | The account hasn't accepted the terms of the API yet. |
    /// | 500 | [`types::ErrorResponse`] | The server failed. |
    /// | other | [`types::ErrorResponse`] | Any other error. |
    ///
    /// # Examples
    /// ```no_run
    /// # use drata_custom_connections::types;
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, user_identity_id: &types::UserIdentityId) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.hris_identities().get(connection_id, user_identity_id).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn get(
        &self,
        connection_id: types::ConnectionId,
        user_identity_id: &types::UserIdentityId,
    ) -> Call<'c, Get> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("userIdentityId", user_identity_id)
    }
}

impl Operation for Get {
    type Success = Json<types::HrisIdentity>;
    const SPEC: Spec = Spec {
        id: "CustomHrisUserIdentitiesPublicV2Controller_getCustomHrisUserIdentity",
        method: "GET",
        path: "/custom-connections/{connectionId}/hris-user-identities/{userIdentityId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
