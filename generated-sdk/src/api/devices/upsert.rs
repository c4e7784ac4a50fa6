// @generated from the API document. Do not edit: the next run writes this file anew.

//! `POST /custom-connections/{connectionId}/devices`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Devices::upsert`](super::Devices::upsert).
pub enum Upsert {}

impl<'c> super::Devices<'c> {
    /// Create or update Device for Custom Connection (beta)
    ///
    /// Creates one device of an `MDM` connection, or updates the one that has the same
    /// `serialNumber`, `macAddress` or `externalId`. Both answer with status 201. Give at least one
    /// of the three if the call may be repeated. Beta; it may still change.
    ///
    /// `POST /custom-connections/{connectionId}/devices`
    ///
    /// # Errors
    ///
    /// | Status | Body | |
    /// |---|---|---|
    /// | 400 | [`types::ErrorResponse`] | The request is malformed or breaks a rule. |
    /// | 401 | [`types::ErrorResponse`] | The API key is missing, unknown, expired or revoked. |
    /// | 403 | [`types::ErrorResponse`] | The API key lacks the permission that this operation needs. |
    /// | 404 | [`types::ErrorResponse`] | Something that the path names doesn't exist. |
    /// | 412 | [`types::ErrorResponse`] | The account hasn't accepted the terms of the API yet. |
    /// | 413 | [`types::ErrorResponse`] | The request body is too large. |
    /// | 500 | [`types::ErrorResponse`] | The server failed. |
    /// | 503 | [`types::ErrorResponse`] | The server can't take the request at the moment. |
    /// | other | [`types::ErrorResponse`] | Any other error. |
    ///
    /// # Examples
    /// ```no_run
    /// # use drata_custom_connections::types;
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, body: &types::DeviceCreateRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.devices().upsert(connection_id, body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn upsert(
        &self,
        connection_id: types::ConnectionId,
        body: &types::DeviceCreateRequest,
    ) -> Call<'c, Upsert> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .json_body("application/json", body)
    }
}

impl Operation for Upsert {
    type Success = Json<types::Device>;
    const SPEC: Spec = Spec {
        id: "DevicesPublicV2Controller_createDeviceForCustomConnection",
        method: "POST",
        path: "/custom-connections/{connectionId}/devices",
        repeat: Repeat::Never,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 403 404 412 413 500 503 default",
        )],
        servers: None,
    };
}
