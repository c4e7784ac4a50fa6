// @generated from the API document. Do not edit: the next run writes this file anew.

//! `DELETE /custom-connections/{connectionId}/devices/{deviceId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Nothing, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Devices::delete`](super::Devices::delete).
pub enum Delete {}

impl<'c> super::Devices<'c> {
    /// Delete Device
    ///
    /// Removes a device from a connection. When the call is repeated, 404 means that it is already
    /// gone.
    ///
    /// `DELETE /custom-connections/{connectionId}/devices/{deviceId}`
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
    /// | 500 | [`types::ErrorResponse`] | The server failed. |
    /// | other | [`types::ErrorResponse`] | Any other error. |
    ///
    /// # Examples
    /// ```no_run
    /// # use drata_custom_connections::types;
    /// # async fn example(client: drata_custom_connections::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.devices().delete(types::ConnectionId::new(1), types::DeviceId::new(1)).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn delete(
        &self,
        connection_id: types::ConnectionId,
        device_id: types::DeviceId,
    ) -> Call<'c, Delete> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("deviceId", &device_id)
    }
}

impl Operation for Delete {
    type Success = Nothing;
    const SPEC: Spec = Spec {
        id: "DevicesPublicV2Controller_deleteDeviceFromCustomConnection",
        method: "DELETE",
        path: "/custom-connections/{connectionId}/devices/{deviceId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 403 404 412 500 default",
        )],
        servers: None,
    };
}
