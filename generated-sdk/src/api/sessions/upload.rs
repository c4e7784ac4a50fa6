// @generated from the API document. Do not edit: the next run writes this file anew.

//! `POST /custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Sessions::upload`](super::Sessions::upload).
pub enum Upload {}

impl<'c> super::Sessions<'c> {
    /// Upsert Custom Data Records with Session Management
    ///
    /// Stages one record or several in a session. The first upload to a new `sessionId` opens the
    /// session as `IN_PROGRESS`; further uploads add to it. A resource has at most one session in
    /// progress, and a second one is refused until the first is completed or cancelled.
    ///
    /// Staged records stay out of the live data until the session is completed. A record that
    /// breaks the schema doesn't fail the call: it comes back with an `error`. Look at each result.
    ///
    /// The vendor's guide knows this operation as `manageSession`.
    ///
    /// `POST /custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}`
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
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, resource_id: types::ResourceId, session_id: &types::SessionId, body: &types::SessionUploadRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.sessions().upload(connection_id, resource_id, session_id, body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn upload(
        &self,
        connection_id: types::ConnectionId,
        resource_id: types::ResourceId,
        session_id: &types::SessionId,
        body: &types::SessionUploadRequest,
    ) -> Call<'c, Upload> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("resourceId", &resource_id)
            .in_path("sessionId", session_id)
            .json_body("application/json", body)
    }
}

impl Operation for Upload {
    type Success = Json<types::RecordUpsertResponse>;
    const SPEC: Spec = Spec {
        id: "CustomDataRecordsPublicV2Controller_uploadSessionRecords",
        method: "POST",
        path: "/custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}",
        repeat: Repeat::Never,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 500 default",
        )],
        servers: None,
    };
}
