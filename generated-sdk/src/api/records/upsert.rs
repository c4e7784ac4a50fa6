// @generated from the API document. Do not edit: the next run writes this file anew.

//! `POST /custom-connections/{connectionId}/resources/{resourceId}/records`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Records::upsert`](super::Records::upsert).
pub enum Upsert {}

impl<'c> super::Records<'c> {
    /// Upsert Custom Data Records
    ///
    /// Sends one record or several straight into the live data. A record whose `id` is known is
    /// updated, any other one is created, and records that aren't sent stay as they are. Where a
    /// session is `ACTIVE`, the records join it.
    ///
    /// A record that breaks the schema doesn't fail the call: it comes back with an `error`, and
    /// the others are stored. Look at each result.
    ///
    /// `POST /custom-connections/{connectionId}/resources/{resourceId}/records`
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
    /// # async fn example(client: drata_custom_connections::Client, body: &types::RecordUpsertRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.records().upsert(types::ConnectionId::new(1), types::ResourceId::new(1), body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn upsert(
        &self,
        connection_id: types::ConnectionId,
        resource_id: types::ResourceId,
        body: &types::RecordUpsertRequest,
    ) -> Call<'c, Upsert> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("resourceId", &resource_id)
            .json_body("application/json", body)
    }
}

impl Operation for Upsert {
    type Success = Json<types::RecordUpsertResponse>;
    const SPEC: Spec = Spec {
        id: "CustomDataRecordsPublicV2Controller_createCustomData",
        method: "POST",
        path: "/custom-connections/{connectionId}/resources/{resourceId}/records",
        repeat: Repeat::Never,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
