// @generated from the API document. Do not edit: the next run writes this file anew.

//! `GET /custom-connections`

use crate::client::API_KEY;
use crate::runtime::{Call, Cursor, Failure, Json, Operation, Paginated, Repeat, Spec};
use crate::types;

/// The operation behind [`CustomConnections::list`](super::CustomConnections::list).
pub enum List {}

impl<'c> super::CustomConnections<'c> {
    /// List Custom Connections
    ///
    /// Lists the connections that the API key may see, page by page.
    ///
    /// `GET /custom-connections`
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
    /// # async fn example(client: drata_custom_connections::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut items = client.custom_connections().list().stream();
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{item:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list(&self) -> Call<'c, List> {
        Call::new(self.client)
    }
}

impl Call<'_, List> {
    /// Where the page starts: the `pagination.cursor` of the page before it. Left out for the first
    /// page.
    pub fn cursor(self, cursor: &str) -> Self {
        self.in_query("cursor", &cursor)
    }

    /// The largest number of items in a page.
    ///
    /// Default: `50`. 1 to 500.
    pub fn size(self, size: i64) -> Self {
        self.in_query("size", &size)
    }

    /// What the items are sorted by. The default isn't documented.
    pub fn sort(self, sort: types::SortField) -> Self {
        self.in_query("sort", &sort)
    }

    /// Which way the items are sorted. The default isn't documented.
    pub fn sort_dir(self, sort_dir: types::SortDirection) -> Self {
        self.in_query("sortDir", &sort_dir)
    }

    /// Whether to count the items of all pages. It has an effect on the first page only, the one
    /// without a `cursor`.
    ///
    /// Default: `false`.
    pub fn include_total_count(self, include_total_count: bool) -> Self {
        self.in_query("includeTotalCount", &include_total_count)
    }

    /// What to include with each connection; left out unless asked for.
    pub fn expand(self, expand: impl AsRef<[types::CustomConnectionExpand]>) -> Self {
        self.in_query("expand[]", &expand.as_ref())
    }
}

impl Operation for List {
    type Success = Json<types::CustomConnectionPage>;
    const SPEC: Spec = Spec {
        id: "CustomConnectionsPublicV2Controller_listCustomConnections",
        method: "GET",
        path: "/custom-connections",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "400 401 402 403 412 500 default",
        )],
        servers: None,
    };
}

impl Paginated for List {
    type Item = types::CustomConnection;
    const CURSOR: Cursor = Cursor::Query("cursor");

    fn page(output: types::CustomConnectionPage) -> (Vec<Self::Item>, Option<String>) {
        let next = output.pagination.cursor.value().cloned();
        (output.data, next)
    }
}
