// @generated from the API document. Do not edit: the next run writes this file anew.

//! `POST /custom-connections/{connectionId}/hris-user-identities`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`HrisIdentities::upsert`](super::HrisIdentities::upsert).
pub enum Upsert {}

impl<'c> super::HrisIdentities<'c> {
    /// Create or Update HRIS User Identities (beta)
    ///
    /// Creates or updates 1 to 1000 people, matched by `identityId`. A field that is left out stays
    /// as it is, and `null` clears it. A bad item doesn't stop the good ones, and an `identityId`
    /// that occurs twice in a batch is an error on both of its items. Sending a deleted person
    /// again restores them. Beta; it may still change.
    ///
    /// Every item gets a result: it failed if, and only if, the result holds an `error`.
    ///
    /// `POST /custom-connections/{connectionId}/hris-user-identities`
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
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, body: &[types::HrisIdentityRecord]) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.hris_identities().upsert(connection_id, body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn upsert(
        &self,
        connection_id: types::ConnectionId,
        body: &[types::HrisIdentityRecord],
    ) -> Call<'c, Upsert> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .json_body("application/json", &body)
    }
}

impl Operation for Upsert {
    type Success = Json<Vec<types::HrisIdentityUpsertResult>>;
    const SPEC: Spec = Spec {
        id: "CustomHrisUserIdentitiesPublicV2Controller_createCustomHrisUserIdentities",
        method: "POST",
        path: "/custom-connections/{connectionId}/hris-user-identities",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
