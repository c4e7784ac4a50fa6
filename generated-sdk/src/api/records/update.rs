// @generated from the API document. Do not edit: the next run writes this file anew.

//! `PUT /custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Records::update`](super::Records::update).
pub enum Update {}

impl<'c> super::Records<'c> {
    /// Update Custom Data Record
    ///
    /// Updates one record and answers with the record as it is now. It isn't specified whether
    /// fields that are left out are kept or removed; send the whole record to be sure.
    ///
    /// `PUT /custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}`
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
    /// | 413 | [`types::ErrorResponse`] | The request body is too large. |
    /// | 500 | [`types::ErrorResponse`] | The server failed. |
    /// | other | [`types::ErrorResponse`] | Any other error. |
    ///
    /// # Examples
    /// ```no_run
    /// # use drata_custom_connections::types;
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, resource_id: types::ResourceId, record_id: &types::RecordId, body: &types::RecordUpdateRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.records().update(connection_id, resource_id, record_id, body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn update(
        &self,
        connection_id: types::ConnectionId,
        resource_id: types::ResourceId,
        record_id: &types::RecordId,
        body: &types::RecordUpdateRequest,
    ) -> Call<'c, Update> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("resourceId", &resource_id)
            .in_path("recordId", record_id)
            .json_body("application/json", body)
    }
}

impl Operation for Update {
    type Success = Json<types::Record>;
    const SPEC: Spec = Spec {
        id: "CustomDataRecordsPublicV2Controller_updateCustomData",
        method: "PUT",
        path: "/custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 413 500 default",
        )],
        servers: None,
    };
}
