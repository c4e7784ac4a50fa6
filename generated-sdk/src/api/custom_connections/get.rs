// @generated from the API document. Do not edit: the next run writes this file anew.

//! `GET /custom-connections/{connectionId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`CustomConnections::get`](super::CustomConnections::get).
pub enum Get {}

impl<'c> super::CustomConnections<'c> {
    /// Get Custom Connection
    ///
    /// Reads one connection. Expand `customResources` to learn the id of the resource that holds
    /// its records.
    ///
    /// `GET /custom-connections/{connectionId}`
    ///
    /// # Errors
    ///
    /// | Status | Body | |
    /// |---|---|---|
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
    /// # async fn example(client: drata_custom_connections::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.custom_connections().get(types::ConnectionId::new(1)).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn get(&self, connection_id: types::ConnectionId) -> Call<'c, Get> {
        Call::new(self.client).in_path("connectionId", &connection_id)
    }
}

impl Call<'_, Get> {
    /// What to include with each connection; left out unless asked for.
    pub fn expand(self, expand: impl AsRef<[types::CustomConnectionExpand]>) -> Self {
        self.in_query("expand[]", &expand.as_ref())
    }
}

impl Operation for Get {
    type Success = Json<types::CustomConnection>;
    const SPEC: Spec = Spec {
        id: "CustomConnectionsPublicV2Controller_getCustomConnection",
        method: "GET",
        path: "/custom-connections/{connectionId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
