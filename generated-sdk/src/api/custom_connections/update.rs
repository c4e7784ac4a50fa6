// @generated from the API document. Do not edit: the next run writes this file anew.

//! `PUT /custom-connections/{connectionId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`CustomConnections::update`](super::CustomConnections::update).
pub enum Update {}

impl<'c> super::CustomConnections<'c> {
    /// Update Custom Connection
    ///
    /// Changes the alias or the description of a connection. Its kind, its schema and its
    /// workspaces are settled when it is created and can't be changed.
    ///
    /// `PUT /custom-connections/{connectionId}`
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
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, body: &types::CustomConnectionUpdateRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.custom_connections().update(connection_id, body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn update(
        &self,
        connection_id: types::ConnectionId,
        body: &types::CustomConnectionUpdateRequest,
    ) -> Call<'c, Update> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .json_body("application/json", body)
    }
}

impl Operation for Update {
    type Success = Json<types::CustomConnection>;
    const SPEC: Spec = Spec {
        id: "CustomConnectionsPublicV2Controller_updateCustomConnection",
        method: "PUT",
        path: "/custom-connections/{connectionId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
