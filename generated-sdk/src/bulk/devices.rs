//! Devices, which the API takes one by one.

use std::borrow::Borrow;

use super::batch::Batch;
use super::builder::{Bulk, Kind, Takes};
use super::settings::FailurePolicy;
use super::target::{BatchError, Form, Pending, Target, Verdict, send};
use crate::Client;
use crate::api::devices::{Devices, upsert::Upsert};
use crate::runtime::wire::to_json;
use crate::runtime::{Operation as _, Repeat, RetryPolicy, Spec};
use crate::types::{ConnectionId, DeviceCreateRequest, DevicePlatform};

impl Devices<'_> {
    /// Creates or updates any number of devices.
    ///
    /// The API takes one in a request, so that [`concurrency`](Bulk::concurrency) decides how fast it goes, up to the
    /// client's rate limit. A device that the server refuses (400, 409, 413, 422) doesn't stop the others, unless the first
    /// hundred are refused for the same reason. Requests are repeated only for devices with a serial number, a MAC address
    /// or an external id (empty ones don't count), by which they are known again.
    ///
    /// # Examples
    /// ```no_run
    /// use drata_custom_connections::Client;
    /// use drata_custom_connections::types::device_create_request::PersonnelId;
    /// use drata_custom_connections::types::{ConnectionId, DeviceCreateRequest, DevicePlatform};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let laptop = DeviceCreateRequest::new(PersonnelId::by_email("ada@example.com"), DevicePlatform::Macos, "15.1")
    ///     .serial_number("C02XG2JH")
    ///     .encryption_enabled(true);
    /// let report = client.devices().upsert_all(ConnectionId::new(9)).send([laptop]).await?;
    /// println!("{report}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert_all<'b>(&self, connection: ConnectionId) -> Bulk<'b, DeviceUpserts> {
        let kind = DeviceUpserts {
            client: self.client.clone(),
            connection,
        };
        Bulk::new(kind, FailurePolicy::Any)
    }
}

/// Devices; see [`Devices::upsert_all`].
#[derive(Clone, Debug)]
pub struct DeviceUpserts {
    client: Client,
    connection: ConnectionId,
}

/// A device that is known again is updated when it is sent twice.
static REPEATABLE: Spec = Spec {
    repeat: Repeat::Safe,
    ..Upsert::SPEC
};

static FORM: Form = Form {
    before: b"",
    after: b"",
    most: 1,
    keys: &["serialNumber", "macAddress", "externalId"],
    is_distinct: false,
    first_alone: false,
    refusals: &[400, 409, 413, 422],
};

impl Kind for DeviceUpserts {}

/// By value or by reference.
impl<T: Borrow<DeviceCreateRequest>> Takes<T> for DeviceUpserts {
    fn write(item: &T, out: &mut Vec<u8>) -> Result<(), String> {
        out.extend(to_json(item.borrow()));
        Ok(())
    }
}

impl Target for DeviceUpserts {
    fn form(&self) -> &'static Form {
        &FORM
    }

    fn client(&self) -> &Client {
        &self.client
    }

    fn send<'a>(
        &'a self,
        batch: &'a Batch,
        retry: Option<&'a RetryPolicy>,
    ) -> Pending<'a, Result<Vec<Verdict>, BatchError>> {
        // The batch has the real one.
        let blank = DeviceCreateRequest::new(0, DevicePlatform::Linux, "");
        let mut call = self.client.devices().upsert(self.connection, &blank);
        if batch.is_keyed {
            call.request.spec = &REPEATABLE;
        }
        Box::pin(async move {
            send(call, batch, retry).await?;
            Ok(vec![Ok(())])
        })
    }
}
