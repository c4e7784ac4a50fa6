// @generated from the API document. Do not edit: the next run writes this file anew.

//! `POST /custom-connections`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`CustomConnections::create`](super::CustomConnections::create).
pub enum Create {}

impl<'c> super::CustomConnections<'c> {
    /// Create Custom Connection
    ///
    /// Creates a connection; repeating the call creates another one. A `CUSTOM` connection needs
    /// `workspaceIds`, `displayNameKey` and exactly one of `schema` and `sampleData`, and gets a
    /// resource for its records. `MDM` and `HRIS` connections have a fixed shape and are refused
    /// with any of these four fields.
    ///
    /// `POST /custom-connections`
    ///
    /// # Errors
    ///
    /// | Status | Body | |
    /// |---|---|---|
    /// | 400 | [`types::ErrorResponse`] | The request is malformed or breaks a rule. |
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
    /// # async fn example(client: drata_custom_connections::Client, body: &types::CustomConnectionCreateRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.custom_connections().create(body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn create(&self, body: &types::CustomConnectionCreateRequest) -> Call<'c, Create> {
        Call::new(self.client).json_body("application/json", body)
    }
}

impl Operation for Create {
    type Success = Json<types::CustomConnection>;
    const SPEC: Spec = Spec {
        id: "CustomConnectionsPublicV2Controller_createCustomConnection",
        method: "POST",
        path: "/custom-connections",
        repeat: Repeat::Never,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 412 500 default",
        )],
        servers: None,
    };
    const STATUS_WITH_CONTENT: u16 = 201;
}
