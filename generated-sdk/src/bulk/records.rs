//! Records that go straight into the live data, and what all answers about records have in common.

use serde_core::Serialize;

use super::batch::Batch;
use super::builder::{Bulk, Kind, Takes};
use super::report::Reason;
use super::settings::FailurePolicy;
use super::target::{BatchError, Form, Pending, Target, Verdict, send};
use super::verdicts::{Answer, in_order};
use crate::Client;
use crate::api::records::{Records, upsert::Upsert};
use crate::runtime::{Operation as _, Repeat, RetryPolicy, Spec};
use crate::session;
use crate::types::record_upsert_request::Data;
use crate::types::{
    ConnectionId, RecordUpsertRequest, RecordUpsertResponse, RecordUpsertResult, ResourceId,
};

impl Records<'_> {
    /// Creates or updates any number of records straight in the live data; those that aren't sent stay.
    ///
    /// A record is whatever serde makes a JSON object of. One with an `id` takes the place of the record of that id.
    /// Requests are repeated only where each of their records has one.
    ///
    /// # Examples
    /// ```no_run
    /// use drata_custom_connections::Client;
    /// use drata_custom_connections::types::{ConnectionId, ResourceId};
    /// use serde_json::json;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let changed = [json!({ "id": "app-1", "name": "Wiki" }), json!({ "id": "app-2", "name": "Build server" })];
    /// let report = client.records().upsert_all(ConnectionId::new(7), ResourceId::new(8)).send(changed).await?;
    /// for refused in &report.rejected {
    ///     println!("number {} was refused: {}", refused.index, refused.reason);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert_all<'b>(
        &self,
        connection: ConnectionId,
        resource: ResourceId,
    ) -> Bulk<'b, RecordUpserts> {
        let kind = RecordUpserts {
            client: self.client.clone(),
            connection,
            resource,
        };
        Bulk::new(kind, FailurePolicy::Any)
    }
}

/// Records that go straight into the live data; see [`Records::upsert_all`].
#[derive(Clone, Debug)]
pub struct RecordUpserts {
    client: Client,
    connection: ConnectionId,
    resource: ResourceId,
}

/// Records with an `id` find their own places when they are sent again.
static REPEATABLE: Spec = Spec {
    repeat: Repeat::Safe,
    ..Upsert::SPEC
};

static FORM: Form = Form {
    first_alone: false,
    ..RECORDS
};

/// How records are sent.
pub(super) const RECORDS: Form = Form {
    before: br#"{"data":["#,
    after: b"]}",
    most: usize::MAX,
    keys: &["id"],
    is_distinct: false,
    first_alone: true,
    refusals: &[413],
};

impl Kind for RecordUpserts {}

impl<T: Serialize> Takes<T> for RecordUpserts {
    fn write(item: &T, out: &mut Vec<u8>) -> Result<(), String> {
        write(item, out)
    }
}

impl Target for RecordUpserts {
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
        let empty = RecordUpsertRequest::new(Data::List(Vec::new()));
        let records = self.client.records();
        let mut call = records.upsert(self.connection, self.resource, &empty);
        if batch.is_keyed {
            call.request.spec = &REPEATABLE;
        }
        Box::pin(async move { verdicts(batch, &send(call, batch, retry).await?) })
    }
}

/// Writes anything that serde can.
pub(super) fn write(item: &impl Serialize, out: &mut Vec<u8>) -> Result<(), String> {
    serde_json::to_writer(out, item).map_err(|error| error.to_string())
}

/// The verdicts of an answer, in the order of the batch.
pub(super) fn verdicts(
    batch: &Batch,
    answer: &RecordUpsertResponse,
) -> Result<Vec<Verdict>, BatchError> {
    in_order(batch, "id", answer.results())
}

impl Answer for RecordUpsertResult {
    fn key(&self) -> Option<String> {
        self.data.as_ref()?.get("id").and_then(session::key)
    }

    fn verdict(&self) -> Verdict {
        if !self.failed() {
            return Ok(());
        }
        Err(Reason::Server {
            message: self.error_message().map(str::to_owned),
            code: self.error_code(),
        })
    }
}
