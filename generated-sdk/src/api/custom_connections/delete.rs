// @generated from the API document. Do not edit: the next run writes this file anew.

//! `DELETE /custom-connections/{connectionId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Nothing, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`CustomConnections::delete`](super::CustomConnections::delete).
pub enum Delete {}

impl<'c> super::CustomConnections<'c> {
    /// Delete Custom Connection
    ///
    /// Deletes a connection together with all of its records.
    ///
    /// `DELETE /custom-connections/{connectionId}`
    ///
    /// # Errors
    ///
    /// | Status | Body | |
    /// |---|---|---|
    /// | 401 | [`types::ErrorResponse`] | The API key is missing, unknown, expired or revoked. |
    /// | 402 | [`types::ErrorResponse`] | The plan of the account doesn't include custom connections. |
    /// | 403 | [`types::ErrorResponse`] | The API key lacks the permission that this operation needs. |
    /// | 412 | [`types::ErrorResponse`] | The account hasn't accepted the terms of the API yet. |
    /// | 500 | [`types::ErrorResponse`] | The server failed. |
    /// | other | [`types::ErrorResponse`] | Any other error. |
    ///
    /// # Examples
    /// ```no_run
    /// # use drata_custom_connections::types;
    /// # async fn example(client: drata_custom_connections::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.custom_connections().delete(types::ConnectionId::new(1)).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn delete(&self, connection_id: types::ConnectionId) -> Call<'c, Delete> {
        Call::new(self.client).in_path("connectionId", &connection_id)
    }
}

impl Operation for Delete {
    type Success = Nothing;
    const SPEC: Spec = Spec {
        id: "CustomConnectionsPublicV2Controller_deleteCustomConnection",
        method: "DELETE",
        path: "/custom-connections/{connectionId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "401 402 403 412 500 default",
        )],
        servers: None,
    };
}
