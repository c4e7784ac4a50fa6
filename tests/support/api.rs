//! The sandbox, its client, and a resource to work on.

use std::collections::BTreeMap;
use std::time::Duration;

use drata_custom_connections::bulk::{Bulk, Replacement};
use drata_custom_connections::runtime::RetryPolicy;
use drata_custom_connections::session::OpenSession;
use drata_custom_connections::types::{
    ConnectionId, Record, RecordUpsertRequest, RecordUpsertResponse, ResourceId, SessionStatus,
};
use drata_custom_connections::{Client, ClientBuilder, Error, Map};
use sandbox::{ConnectionType, Fault, Options, Quirks, RequestLog, Sandbox};
use serde_json::Value;

use crate::data::{records, schema, session_id};
use crate::proxy::Proxy;

/// Repeats as often as the default does, without making a test wait.
pub fn fast_retries() -> RetryPolicy {
    RetryPolicy::default()
        .base_delay(Duration::from_millis(1))
        .jitter(false)
}

/// A sandbox and a client of it.
#[derive(Debug)]
pub struct Api {
    /// The server.
    pub sandbox: Sandbox,
    /// A client with the right key that repeats fast.
    pub client: Client,
}

impl Api {
    /// A sandbox without quirks.
    pub fn start() -> Self {
        Self::start_with(Options::default())
    }

    /// A sandbox with quirks.
    pub fn with_quirks(quirks: Quirks) -> Self {
        Self::start_with(Options {
            quirks,
            ..Options::default()
        })
    }

    /// A sandbox with options.
    pub fn start_with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).unwrap();
        let client = builder(&sandbox).build().unwrap();
        Self { sandbox, client }
    }

    /// Another client of the same sandbox, set up differently.
    pub fn client_with(&self, set_up: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        set_up(builder(&self.sandbox)).build().unwrap()
    }

    /// Another client of the same sandbox, behind a proxy.
    pub fn client_through(
        &self,
        proxy: &Proxy,
        set_up: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Client {
        self.client_with(|builder| set_up(builder.base_url(proxy.url())))
    }

    /// A new CUSTOM connection and its resource, made without a request.
    pub fn resource(&self) -> ResourceUnderTest<'_> {
        let seeded = self
            .sandbox
            .seed_resource("Software", &schema(), "name")
            .unwrap();
        ResourceUnderTest {
            api: self,
            connection: seeded.connection_id.into(),
            resource: seeded.resource_id.into(),
        }
    }

    /// A new MDM connection, made without a request.
    pub fn mdm(&self) -> ConnectionId {
        self.sandbox
            .seed_connection(ConnectionType::Mdm, "Laptops")
            .unwrap()
            .into()
    }

    /// A new HRIS connection, made without a request.
    pub fn hris(&self) -> ConnectionId {
        self.sandbox
            .seed_connection(ConnectionType::Hris, "People")
            .unwrap()
            .into()
    }

    /// How many requests of a method have arrived.
    pub fn count(&self, method: &str) -> usize {
        self.sandbox
            .requests()
            .iter()
            .filter(|request| request.method == method)
            .count()
    }

    /// The request that arrived last.
    pub fn last_request(&self) -> RequestLog {
        self.sandbox.requests().pop().expect("a request was sent")
    }

    /// Has the next request succeed with this JSON, whatever it is.
    pub fn answer_next(&self, status: u16, json: &serde_json::Value) {
        let answer = answer(status, "application/json", json.to_string());
        self.sandbox.fail_next(answer);
    }

    /// Lets so many requests pass before the next fault.
    pub fn let_pass(&self, requests: usize) {
        for _ in 0..requests {
            self.sandbox.fail_next(Fault::Stall(Duration::ZERO));
        }
    }
}

/// An answer in place of the handling.
pub fn answer(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Fault {
    Fault::Answer {
        status,
        headers: vec![("content-type".to_owned(), media_type.to_owned())],
        body: Some(body.into()),
    }
}

fn builder(sandbox: &Sandbox) -> ClientBuilder {
    Client::builder()
        .base_url(sandbox.url())
        .api_key(sandbox.key())
        .retry(fast_retries())
        .without_rate_limit()
}

/// A CUSTOM connection's resource, and what tests do with it all the time.
#[derive(Clone, Copy, Debug)]
pub struct ResourceUnderTest<'a> {
    api: &'a Api,
    /// The connection's id.
    pub connection: ConnectionId,
    /// The resource's id.
    pub resource: ResourceId,
}

impl ResourceUnderTest<'_> {
    /// Sends records straight into the live data.
    pub async fn upsert(&self, ids: &[&str]) -> RecordUpsertResponse {
        self.try_upsert(RecordUpsertRequest::new(records(ids)))
            .await
            .unwrap()
    }

    /// Sends a request of records straight into the live data.
    pub async fn try_upsert(
        &self,
        request: RecordUpsertRequest,
    ) -> Result<RecordUpsertResponse, Error> {
        let records = self.api.client.records();
        records
            .upsert(self.connection, self.resource, &request)
            .send()
            .await
    }

    /// A handle on a session; nothing is sent.
    pub fn session(&self, id: &str) -> OpenSession {
        self.api
            .client
            .sessions()
            .open(self.connection, self.resource, session_id(id))
    }

    /// A session with staged records.
    pub async fn staged(&self, id: &str, ids: &[&str]) -> OpenSession {
        let session = self.session(id);
        session.upload(records(ids)).await.unwrap();
        session
    }

    /// Where a session stands; `None` if it has not begun.
    pub async fn status_of(&self, id: &str) -> Option<SessionStatus> {
        let sessions = self.api.client.sessions();
        let found = sessions
            .find(self.connection, self.resource, &session_id(id))
            .await
            .unwrap();
        found.map(|session| session.status)
    }

    /// A replacement of the live data that is yet to start.
    pub fn replace(&self, session: &str) -> Bulk<'static, Replacement> {
        let records = self.api.client.records();
        records.replace_all(self.connection, self.resource, session_id(session))
    }

    /// All live records by their ids.
    pub async fn data_set(&self) -> BTreeMap<String, Map<Value>> {
        let records = self.api.client.records();
        let call = records.list(self.connection, self.resource).size(500);
        let mut pages = call.stream();
        let mut found = BTreeMap::new();
        while let Some(record) = pages.try_next().await.unwrap() {
            let twice = found.insert(record.id.into(), record.attributes);
            assert_eq!(twice, None, "a record is there once");
        }
        found
    }

    /// The live records.
    pub async fn live_records(&self) -> Vec<Record> {
        let records = self
            .api
            .client
            .records()
            .list(self.connection, self.resource);
        records.send().await.unwrap().data
    }

    /// The ids of the live records, in their order.
    pub async fn live(&self) -> Vec<String> {
        self.live_records()
            .await
            .into_iter()
            .map(|record| record.id.into())
            .collect()
    }
}
