//! What became of the single items of a bulk call: a call that succeeds can still have refused some of them.

use serde_json::Value;

use crate::Error;
use crate::api::hris_identities::HrisIdentities;
use crate::runtime::wire::from_json;
use crate::types::{
    ConnectionId, HrisIdentityRecord, HrisIdentityUpsertResult, RecordUpsertResponse,
    RecordUpsertResult,
};

impl RecordUpsertResponse {
    /// The results in the order of the records, one or many.
    #[must_use]
    pub fn results(&self) -> &[RecordUpsertResult] {
        match self {
            Self::RecordUpsertResult(result) => std::slice::from_ref(result),
            Self::List(results) => results,
            Self::Unrecognized(_) => &[],
        }
    }

    /// The results of records that were refused.
    pub fn failed(&self) -> impl Iterator<Item = &RecordUpsertResult> {
        self.results().iter().filter(|result| result.failed())
    }
}

impl RecordUpsertResult {
    /// Whether the record was refused. Servers were seen to say 201 beside an error: the error counts.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.error.is_some() || self.status_code.is_some_and(|status| status >= 400)
    }

    /// Why the record was refused, for people.
    #[must_use]
    pub fn error_message(&self) -> Option<&str> {
        let error = self.error.as_ref()?;
        let inner = error
            .error
            .as_ref()
            .and_then(|inner| inner.message.as_deref());
        error.message.as_deref().or(inner)
    }

    /// The vendor's own number of the error: 28022 if the record breaks the schema.
    #[must_use]
    pub fn error_code(&self) -> Option<i64> {
        let error = self.error.as_ref()?;
        error
            .code
            .or(error.error.as_ref().and_then(|inner| inner.code))
    }

    /// Your own id of the record, which the server sends back in `data`.
    #[must_use]
    pub fn record_id(&self) -> Option<&str> {
        self.data.as_ref()?.get("id").and_then(Value::as_str)
    }
}

impl HrisIdentityUpsertResult {
    /// Whether the item was refused. `data` alone doesn't tell: it is also null where nothing had to be changed.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.error.is_some() || self.status_code >= 400
    }

    /// Whether the item was equal to what is stored already.
    #[must_use]
    pub fn unchanged(&self) -> bool {
        !self.failed() && self.data.is_none()
    }
}

impl HrisIdentities<'_> {
    /// Creates or updates up to 1,000 people and gives the outcome of each, in order.
    ///
    /// Unlike [`upsert`](Self::upsert), a batch of which every item is refused is no error, whatever status the server
    /// gives it: the outcomes say so.
    ///
    /// # Errors
    /// When the call as a whole fails.
    pub async fn upsert_batch(
        &self,
        connection: ConnectionId,
        identities: &[HrisIdentityRecord],
    ) -> Result<Vec<HrisIdentityUpsertResult>, Error> {
        outcomes_of_batch(self.upsert(connection, identities).send().await)
    }
}

/// The outcomes of a batch. Where all items are refused, the call itself may be answered with 400, and the outcomes are
/// in the body of the error.
pub(crate) fn outcomes_of_batch(
    answer: Result<Vec<HrisIdentityUpsertResult>, Error>,
) -> Result<Vec<HrisIdentityUpsertResult>, Error> {
    match answer {
        Err(error) if error.status().is_some_and(|status| status == 400) => {
            match error.raw_body().map(|body| from_json(body)) {
                Some(Ok(outcomes)) => Ok(outcomes),
                _ => Err(error),
            }
        }
        answer => answer,
    }
}
