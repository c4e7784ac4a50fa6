// @generated from the API document. Do not edit: the next run writes this file anew.

//! `DELETE /custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Nothing, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Records::delete`](super::Records::delete).
pub enum Delete {}

impl<'c> super::Records<'c> {
    /// Delete Custom Connection Data Record
    ///
    /// Deletes one record. When the call is repeated, 404 means that it is already gone.
    ///
    /// `DELETE /custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}`
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
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, resource_id: types::ResourceId, record_id: &types::RecordId) -> Result<(), Box<dyn std::error::Error>> {
    /// client.records().delete(connection_id, resource_id, record_id).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn delete(
        &self,
        connection_id: types::ConnectionId,
        resource_id: types::ResourceId,
        record_id: &types::RecordId,
    ) -> Call<'c, Delete> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("resourceId", &resource_id)
            .in_path("recordId", record_id)
    }
}

impl Operation for Delete {
    type Success = Nothing;
    const SPEC: Spec = Spec {
        id: "CustomDataRecordsPublicV2Controller_deleteCustomData",
        method: "DELETE",
        path: "/custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
