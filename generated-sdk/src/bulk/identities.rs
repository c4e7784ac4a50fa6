//! The people of an HR system.

use std::borrow::Borrow;

use super::batch::Batch;
use super::builder::{Bulk, Kind, Takes};
use super::report::Reason;
use super::settings::FailurePolicy;
use super::target::{BatchError, Form, Pending, Target, Verdict, send};
use super::verdicts::{Answer, in_order};
use crate::Client;
use crate::api::hris_identities::HrisIdentities;
use crate::outcome::outcomes_of_batch;
use crate::runtime::RetryPolicy;
use crate::runtime::wire::to_json;
use crate::types::{ConnectionId, HrisIdentityRecord, HrisIdentityUpsertResult};

impl HrisIdentities<'_> {
    /// Creates or updates any number of people.
    ///
    /// People of the same `identityId` go into different requests, one after the other, since the API refuses them
    /// within one. Where it refuses a whole request (400), that is sent in halves until each person who is to blame stands
    /// alone, and the others are stored. Where nobody is, since all people of the first request, or a hundred, were refused
    /// for the same reason before any was stored, the run ends with the error of the call.
    ///
    /// # Examples
    /// ```no_run
    /// use drata_custom_connections::Client;
    /// use drata_custom_connections::types::{ConnectionId, HrisIdentityRecord};
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let people = (1..=5_000).map(|number| HrisIdentityRecord::new(format!("emp-{number}")).job_title("Engineer"));
    /// let report = client.hris_identities().upsert_all(ConnectionId::new(9)).send(people).await?;
    /// println!("{report}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert_all<'b>(&self, connection: ConnectionId) -> Bulk<'b, IdentityUpserts> {
        let kind = IdentityUpserts {
            client: self.client.clone(),
            connection,
        };
        Bulk::new(kind, FailurePolicy::Any)
    }
}

/// The people of an HR system; see [`HrisIdentities::upsert_all`].
#[derive(Clone, Debug)]
pub struct IdentityUpserts {
    client: Client,
    connection: ConnectionId,
}

static FORM: Form = Form {
    before: b"[",
    after: b"]",
    most: 1_000,
    keys: &["identityId"],
    is_distinct: true,
    first_alone: false,
    // What the API says where all of them fail is left open.
    refusals: &[400, 413],
};

impl Kind for IdentityUpserts {}

/// By value or by reference.
impl<T: Borrow<HrisIdentityRecord>> Takes<T> for IdentityUpserts {
    fn write(item: &T, out: &mut Vec<u8>) -> Result<(), String> {
        out.extend(to_json(item.borrow()));
        Ok(())
    }
}

impl Target for IdentityUpserts {
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
        let call = self.client.hris_identities().upsert(self.connection, &[]);
        Box::pin(async move {
            let outcomes = outcomes_of_batch(send(call, batch, retry).await)?;
            in_order(batch, "identityId", &outcomes)
        })
    }
}

impl Answer for HrisIdentityUpsertResult {
    fn key(&self) -> Option<String> {
        Some(self.data.as_ref()?.identity_id.clone())
    }

    fn verdict(&self) -> Verdict {
        if !self.failed() {
            return Ok(());
        }
        Err(Reason::Server {
            message: self.error.as_ref().map(|error| error.message.clone()),
            code: None,
        })
    }
}
