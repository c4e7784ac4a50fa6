// @generated from the API document. Do not edit: the next run writes this file anew.

//! `GET /connections/{connectionId}/devices`

use crate::client::API_KEY;
use crate::runtime::{Call, Cursor, Failure, Json, Operation, Paginated, Repeat, Spec};
use crate::types;

/// The operation behind [`Devices::list`](super::Devices::list).
pub enum List {}

impl<'c> super::Devices<'c> {
    /// List Devices for Connection (beta)
    ///
    /// Lists the devices of a connection, page by page. Beta; it may still change.
    ///
    /// `GET /connections/{connectionId}/devices`
    ///
    /// # Errors
    ///
    /// | Status | Body | |
    /// |---|---|---|
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
    /// let mut items = client.devices().list(types::ConnectionId::new(1)).stream();
    /// while let Some(item) = items.try_next().await? {
    ///     println!("{item:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list(&self, connection_id: types::ConnectionId) -> Call<'c, List> {
        Call::new(self.client).in_path("connectionId", &connection_id)
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

    /// What to include with each device; left out unless asked for.
    pub fn expand(self, expand: impl AsRef<[types::DeviceExpand]>) -> Self {
        self.in_query("expand[]", &expand.as_ref())
    }

    /// Only the device with this id in your own system.
    ///
    /// At most 191 characters.
    pub fn external_id(self, external_id: &str) -> Self {
        self.in_query("externalId", &external_id)
    }

    /// Only the devices with this MAC address.
    pub fn mac_address(self, mac_address: &str) -> Self {
        self.in_query("macAddress", &mac_address)
    }

    /// Only the devices with this serial number.
    pub fn serial_number(self, serial_number: &str) -> Self {
        self.in_query("serialNumber", &serial_number)
    }

    /// Only the devices of this person.
    pub fn personnel_id(self, personnel_id: i64) -> Self {
        self.in_query("personnelId", &personnel_id)
    }
}

impl Operation for List {
    type Success = Json<types::DevicePage>;
    const SPEC: Spec = Spec {
        id: "DevicesPublicV2Controller_getDevicesForCustomConnection",
        method: "GET",
        path: "/connections/{connectionId}/devices",
        repeat: Repeat::Safe,
        accept: "application/json",
        security: &[&[&API_KEY]],
        failures: &[Failure::json::<types::ErrorResponse>(
            "401 403 404 412 500 default",
        )],
        servers: None,
    };
}

impl Paginated for List {
    type Item = types::Device;
    const CURSOR: Cursor = Cursor::Query("cursor");

    fn page(output: types::DevicePage) -> (Vec<Self::Item>, Option<String>) {
        let next = output.pagination.cursor.value().cloned();
        (output.data, next)
    }
}
