// @generated from the API document. Do not edit: the next run writes this file anew.

//! `POST /custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}/actions`

use crate::client::API_KEY;
use crate::runtime::{Call, Failure, Json, Maybe, Operation, Repeat, Spec};
use crate::types;

/// The operation behind [`Sessions::act`](super::Sessions::act).
pub enum Act {}

impl<'c> super::Sessions<'c> {
    /// Perform Session Action
    ///
    /// Ends a session that is `IN_PROGRESS`.
    ///
    /// `complete` makes its records the whole live data set, at once. The session that was `ACTIVE`
    /// becomes `ARCHIVED`, and its records are deleted for good, as is every record that was sent
    /// directly. This can't be undone. A session without records can't be completed.
    ///
    /// `cancel` deletes the staged records and leaves the live data alone.
    ///
    /// A repeated call may get 422 although the first one worked; list the sessions to find out.
    ///
    /// `POST /custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}/actions`
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
    /// | 422 | [`types::ErrorResponse`] | The state of the session doesn't allow the action. |
    /// | 500 | [`types::ErrorResponse`] | The server failed. |
    /// | other | [`types::ErrorResponse`] | Any other error. |
    ///
    /// # Examples
    /// ```no_run
    /// # use drata_custom_connections::types;
    /// # async fn example(client: drata_custom_connections::Client, connection_id: types::ConnectionId, resource_id: types::ResourceId, session_id: &types::SessionId, body: &types::SessionActionRequest) -> Result<(), Box<dyn std::error::Error>> {
    /// let reply = client.sessions().act(connection_id, resource_id, session_id, body).send().await?;
    /// # Ok(()) }
    /// ```
    pub fn act(
        &self,
        connection_id: types::ConnectionId,
        resource_id: types::ResourceId,
        session_id: &types::SessionId,
        body: &types::SessionActionRequest,
    ) -> Call<'c, Act> {
        Call::new(self.client)
            .in_path("connectionId", &connection_id)
            .in_path("resourceId", &resource_id)
            .in_path("sessionId", session_id)
            .json_body("application/json", body)
    }
}

impl Operation for Act {
    type Success = Maybe<Json<types::SessionActionResult>>;
    const SPEC: Spec = Spec {
        id: "CustomDataRecordsPublicV2Controller_performSessionAction",
        method: "POST",
        path: "/custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}/actions",
        repeat: Repeat::Never,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 404 412 422 500 default",
        )],
        servers: None,
    };
}
