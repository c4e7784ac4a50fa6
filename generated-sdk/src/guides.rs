//! A guide for each task, from the first connection to the tests of your own program.
//!
//! | Task | |
//! |---|---|
//! | Replace a whole data set at once | [`push_a_data_set`] |
//! | Create and update single records | [`upsert_records`] |
//! | Keep a data set up to date without sending all of it | [`incremental_sync`] |
//! | Delete | [`deletion`] |
//! | Report devices | [`devices`] |
//! | Report people | [`people`] |
//! | What goes wrong, and what is repeated | [`errors_and_retries`] |
//! | See what a client does: hooks, metrics, traces | [`observing`] |
//! | Test a program without an account | [`testing`] |
//!
//! All that sends many items does it by [`bulk`](crate::bulk), which cuts batches, keeps the rate limit and reports what
//! was refused.

pub mod push_a_data_set {
    //! Replace the whole data set of a connection, at once, by a session.
    //!
    //! **1. Make a connection**, once. Its schema says what a record looks like; write a `required` list into it. The
    //! resource that the records go to is told when it is asked for.
    //!
    //! ```no_run
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::types::{CustomConnectionCreateRequest, CustomConnectionExpand, WorkspaceId};
    //! use serde_json::json;
    //!
    //! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    //! let schema = serde_json::from_value(json!({
    //!     "type": "object",
    //!     "properties": { "id": { "type": "string" }, "name": { "type": "string" } },
    //!     "required": ["id", "name"],
    //! }))?;
    //! let request = CustomConnectionCreateRequest::custom("Software Inventory", [WorkspaceId::new(1)], schema, "name")?;
    //! let connection = client.custom_connections().create(&request).send().await?;
    //!
    //! let get = client.custom_connections().get(connection.id);
    //! let connection = get.expand([CustomConnectionExpand::CustomResources]).send().await?;
    //! let resource = connection.custom_resources.iter().flatten().next().ok_or("no resource")?.id;
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! **2. Replace the data set**, each time. Records are staged in a session, and nobody sees them before it is
    //! completed; then they are the whole live data set. A record is whatever serde makes a JSON object of.
    //!
    //! ```no_run
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::types::{ConnectionId, ResourceId, SessionId};
    //! use serde_json::json;
    //!
    //! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    //! let session = SessionId::new("inventory-2026-11-25")?;
    //! let records = [
    //!     json!({ "id": "app-1", "name": "Wiki" }),
    //!     json!({ "id": "app-2", "name": "Build server" }),
    //! ];
    //! let replacement = client.records().replace_all(ConnectionId::new(7), ResourceId::new(8), session);
    //! let report = replacement.send(records).await?;
    //! println!("{report}");
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! A session's id serves once, completed or not: with the date in it, a second run on the same day ends with
    //! [`SessionStands`](crate::bulk::BulkErrorKind::SessionStands). Put the time into it, or a number.
    //!
    //! One record that breaks the schema leaves the live data as it was, unless
    //! [`accept`](crate::bulk::Bulk::accept) allows for some. Completing can't be undone: what was live before is deleted,
    //! records that were sent directly included. One session of a resource is in progress at a time;
    //! [`cancel_unfinished`](crate::bulk::Bulk::cancel_unfinished) clears one away that a crash left behind, and
    //! [`resume_after`](crate::bulk::Bulk::resume_after) goes on with it. To stage records yourself, see
    //! [`session`](crate::session).
    //!
    //! With the feature `schema` the schema comes from a Rust type, and with `validate` records are checked before they are
    //! sent: see [`schema`](crate::schema). The example `nightly_sync` of this crate is the whole program.
}

pub mod upsert_records {
    //! Create and update records in the live data; those that aren't sent stay.
    //!
    //! ```no_run
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::types::{ConnectionId, ResourceId};
    //! use serde_json::json;
    //!
    //! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    //! let changed = [json!({ "id": "app-1", "name": "Wiki" })];
    //! let report = client.records().upsert_all(ConnectionId::new(7), ResourceId::new(8)).send(changed).await?;
    //! for refused in &report.rejected {
    //!     println!("number {} was refused: {}", refused.index, refused.reason);
    //! }
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! Records are matched by their `id`: give each one. Without it the server makes one up, and a record that is sent twice
    //! is there twice; that is why a request that holds such a record isn't repeated by itself. Records that the server
    //! refuses are no error of the run: look at [`rejected`](crate::bulk::Report::rejected).
}

pub mod incremental_sync {
    //! Keep a data set up to date without a session: send what changed, delete what went.
    //!
    //! ```no_run
    //! use std::collections::BTreeSet;
    //!
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::types::{ConnectionId, ResourceId};
    //!
    //! # async fn example(client: Client, at_the_source: BTreeSet<String>) -> Result<(), drata_custom_connections::Error> {
    //! let (connection, resource) = (ConnectionId::new(7), ResourceId::new(8));
    //! let mut gone = Vec::new();
    //! let mut live = client.records().list(connection, resource).size(500).stream();
    //! while let Some(record) = live.try_next().await? {
    //!     if !at_the_source.contains(record.id.as_str()) {
    //!         gone.push(record.id);
    //!     }
    //! }
    //! for id in &gone {
    //!     match client.records().delete(connection, resource, id).send().await {
    //!         // It is gone already: see the guide on deletion.
    //!         Err(error) if error.status().is_some_and(|status| status.as_u16() == 404) => {}
    //!         outcome => outcome?,
    //!     }
    //! }
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! Collect first and delete afterwards, so that the list isn't read while it changes. What changed goes by
    //! [`upsert_records`](super::upsert_records). While a session is active, records that are sent directly join it, and
    //! the next session that completes replaces them too: choose one of the two ways for a resource. The example
    //! `incremental_sync` of this crate is the whole program.
}

pub mod deletion {
    //! Delete a record, a device, a person, or a connection with all that it holds.
    //!
    //! ```no_run
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::types::{ConnectionId, DeviceId, RecordId, ResourceId, UserIdentityId};
    //!
    //! # async fn example(client: Client) -> Result<(), drata_custom_connections::Error> {
    //! let connection = ConnectionId::new(7);
    //! client.records().delete(connection, ResourceId::new(8), &RecordId::new("app-1")).send().await?;
    //! client.devices().delete(connection, DeviceId::new(3)).send().await?;
    //! client.hris_identities().delete(connection, &UserIdentityId::by_identity_id("e-42")).send().await?;
    //! client.custom_connections().delete(connection).send().await?;
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! A deletion is repeated after a lost answer, and the second attempt may then find nothing: a 404 with
    //! [`attempts`](crate::Error::attempts) above 1 means that it is gone.
    //!
    //! ```no_run
    //! # use drata_custom_connections::{Client, Error, types::ConnectionId};
    //! # async fn example(client: Client) -> Result<(), Error> {
    //! match client.custom_connections().delete(ConnectionId::new(7)).send().await {
    //!     Err(error) if error.status().is_some_and(|status| status.as_u16() == 404) => {}
    //!     outcome => outcome?,
    //! }
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! People who left are not deleted but marked; see [`people`](super::people).
}

pub mod devices {
    //! Report the devices of a connection of the kind MDM.
    //!
    //! ```no_run
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::types::device_create_request::PersonnelId;
    //! use drata_custom_connections::types::{ConnectionId, DeviceCreateRequest, DevicePlatform};
    //!
    //! # async fn example(client: Client) -> Result<(), drata_custom_connections::Error> {
    //! let owner = PersonnelId::by_email("ada@example.com");
    //! let device = DeviceCreateRequest::new(owner, DevicePlatform::Macos, "15.1")
    //!     .serial_number("C02XYZ")
    //!     .encryption_enabled(true)
    //!     .screen_lock_enabled(true);
    //! let device = client.devices().upsert(ConnectionId::new(7), &device).send().await?;
    //! println!("device {}", device.id);
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! A device that has the same serial number, MAC address or external id is updated, any other is made anew: give at
    //! least one of the three. Without one a repeated call would make a second device, which is why this call isn't
    //! repeated by itself. [`upsert_all`](crate::api::devices::Devices::upsert_all) sends any number of devices.
}

pub mod people {
    //! Report the people of a connection of the kind HRIS.
    //!
    //! ```no_run
    //! use drata_custom_connections::types::{ConnectionId, HrisIdentityRecord};
    //! use drata_custom_connections::{Client, DateTime, Nullable};
    //!
    //! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    //! let left: DateTime = "2026-10-31T00:00:00Z".parse()?;
    //! let people = [
    //!     HrisIdentityRecord::new("e-42").email("ada@example.com".to_owned()).job_title(Nullable::Null),
    //!     HrisIdentityRecord::new("e-43").separated_at(left),
    //! ];
    //! let report = client.hris_identities().upsert_all(ConnectionId::new(7)).send(people).await?;
    //! for refused in &report.rejected {
    //!     println!("number {} was refused: {}", refused.index, refused.reason);
    //! }
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! A field that isn't set stays as it is, and null clears it. `separatedAt` is written once: to correct it, clear it
    //! first and send the new date in another call. Changes take effect when the vendor syncs identities, at night by
    //! default.
}

pub mod errors_and_retries {
    //! What goes wrong, and what is repeated.
    //!
    //! ```no_run
    //! use drata_custom_connections::types::ConnectionId;
    //! use drata_custom_connections::{Client, ErrorKind};
    //!
    //! # async fn example(client: Client) {
    //! match client.custom_connections().get(ConnectionId::new(7)).send().await {
    //!     Ok(connection) => println!("{:?}", connection.client_alias),
    //!     Err(error) if error.kind() == ErrorKind::Status => {
    //!         println!("refused with {:?}: {:?}", error.status(), error.message());
    //!     }
    //!     Err(error) if error.is_retryable() => {
    //!         println!("after {} attempts and {:?}: {error}", error.attempts(), error.elapsed());
    //!     }
    //!     Err(error) => println!("{error}"),
    //! }
    //! # }
    //! ```
    //!
    //! The client repeats by itself what may pass, as long as a second call does no harm. It is set up when the client is
    //! built:
    //!
    //! ```
    //! use std::time::Duration;
    //!
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::runtime::RetryPolicy;
    //!
    //! # fn main() -> Result<(), drata_custom_connections::Error> {
    //! let client = Client::builder()
    //!     .api_key("...")
    //!     .retry(RetryPolicy::default().max_attempts(6).max_delay(Duration::from_secs(20)))
    //!     .attempt_timeout(Duration::from_secs(30))
    //!     .total_timeout(Duration::from_secs(300))
    //!     .build()?;
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! [`ErrorKind`](crate::ErrorKind) says of each sort of failure whether the server may have acted, and
    //! [`RetryPolicy`](crate::runtime::RetryPolicy) has the table of what is sent again; the README of this crate lists the
    //! operations that aren't, and what each status means.
    //!
    //! Statuses of this API that no repetition helps: 402, the plan has no custom connections; 403, the key lacks the
    //! permission; 412, the terms of the API aren't accepted yet. A 404 can also mean that the connection is of another
    //! kind.
}

pub mod observing {
    //! See what a client does, and have a say in it.
    //!
    //! **Hooks** are functions around each attempt, repeated ones included: for headers of your own, metrics, logs, a stop
    //! at will. For code that waits there is the trait [`Hook`](crate::runtime::Hook).
    //!
    //! ```
    //! use std::sync::Arc;
    //! use std::sync::atomic::{AtomicU64, Ordering};
    //!
    //! use drata_custom_connections::{Client, Error};
    //!
    //! # use drata_custom_connections::runtime::{ReplyBody, RequestBody, Transport, TransportFuture};
    //! # struct Closed;
    //! # impl Transport for Closed {
    //! #     fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
    //! #         assert_eq!(request.headers()["x-run"], "nightly");
    //! #         let mut reply = http::Response::new(ReplyBody::from(bytes::Bytes::new()));
    //! #         *reply.status_mut() = http::StatusCode::FORBIDDEN;
    //! #         Box::pin(async { Ok(reply) })
    //! #     }
    //! # }
    //! # #[tokio::main]
    //! # async fn main() -> Result<(), Error> {
    //! let failures = Arc::new(AtomicU64::new(0));
    //! let counter = failures.clone();
    //! let client = Client::builder()
    //!     .api_key("...")
    //!     .before_each_attempt(|_, request| {
    //!         request.headers_mut().insert("x-run", http::HeaderValue::from_static("nightly"));
    //!         Ok(())
    //!     })
    //!     .after_each_attempt(move |attempt, outcome| {
    //!         counter.fetch_add(u64::from(outcome.is_err()), Ordering::Relaxed);
    //!         println!("{}, attempt {}: {:?}", attempt.operation.id, attempt.number, attempt.elapsed);
    //!         Ok(())
    //!     });
    //! # let client = client.transport(Closed);
    //! let client = client.build()?;
    //! # assert!(client.custom_connections().list().send().await.is_err());
    //! # assert_eq!(failures.load(Ordering::Relaxed), 1);
    //!
    //! // `Error::refused` ends the call, here before anything is sent.
    //! let read_only = Client::builder().api_key("...").before_each_attempt(|_, request| match request.method().as_str() {
    //!     "GET" => Ok(()),
    //!     _ => Err(Error::refused("this program only reads")),
    //! });
    //! # let read_only = read_only.transport(Closed).build()?;
    //! # let id = drata_custom_connections::types::ConnectionId::new(7);
    //! # assert!(read_only.custom_connections().delete(id).send().await.unwrap_err().to_string().contains("only reads"));
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! **Traces**: with the feature `tracing` each call is a span with the names of OpenTelemetry's conventions for HTTP, and
    //! each attempt an event. They hold no headers, and no bodies unless `ClientBuilder::trace_contents` asks for them.
    //!
    //! **Everything**: a [`Transport`](crate::runtime::Transport) of your own sends the requests, or wraps the usual
    //! [`HttpTransport`](crate::runtime::HttpTransport); with the feature `tower` it can be any service. Proxies, pools,
    //! certificates and limits of time are methods of [`ClientBuilder`](crate::ClientBuilder).
}

pub mod testing {
    //! Test a program without an account.
    //!
    //! **Against the sandbox**, a local server that keeps the rules of the API. It belongs to the project that this crate
    //! is made in; its page shows what a program does, and faults can be ordered there.
    //!
    //! ```no_run
    //! # use drata_custom_connections::Client;
    //! # fn main() -> Result<(), drata_custom_connections::Error> {
    //! let client = Client::builder()
    //!     .base_url("http://127.0.0.1:4010/public/v2")
    //!     .api_key("test-key")
    //!     .build()?;
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! **With mocks**, by the feature `mock`: a server on this machine is told by calls what to expect, and by values what
    //! to answer.
    //!
    #![cfg_attr(feature = "mock", doc = "```")]
    #![cfg_attr(not(feature = "mock"), doc = "```ignore")]
    //! use drata_custom_connections::api::custom_connections::get::Get;
    //! use drata_custom_connections::types::{ConnectionId, CustomConnection};
    //! use drata_custom_connections::{Client, Error, MockServer};
    //! use serde_json::json;
    //!
    //! /// The program under test.
    //! async fn name_of(client: &Client, id: ConnectionId) -> Result<String, Error> {
    //!     let connection = client.custom_connections().get(id).send().await?;
    //!     Ok(connection.client_alias.unwrap_or_default())
    //! }
    //!
    //! # #[tokio::main]
    //! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    //! let connection: CustomConnection = serde_json::from_value(json!({
    //!     "id": 7, "clientAlias": "Laptops", "description": null,
    //!     "createdAt": "2026-11-25T12:00:00Z", "updatedAt": "2026-11-25T12:00:00Z",
    //! }))?;
    //! let mock = MockServer::start(Client::builder().api_key("any"))?;
    //! let got = mock.custom_connections().get(ConnectionId::new(7)).returns(&connection);
    //! assert_eq!(name_of(mock.client(), ConnectionId::new(7)).await?, "Laptops");
    //! assert_eq!(got.calls(), 1);
    //!
    //! // Any arguments, and an error of the server.
    //! mock.any::<Get>().returns_json(403, &json!({ "statusCode": 403, "message": "no", "code": 40300 }));
    //! let error = name_of(mock.client(), ConnectionId::new(8)).await.unwrap_err();
    //! assert_eq!(error.message(), Some("no"));
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! **With a transport of your own**, which answers without any network:
    //!
    //! ```
    //! use drata_custom_connections::Client;
    //! use drata_custom_connections::runtime::{ReplyBody, RequestBody, Transport, TransportFuture};
    //! use drata_custom_connections::types::ConnectionId;
    //!
    //! /// Answers every request alike.
    //! struct Canned(&'static str);
    //!
    //! impl Transport for Canned {
    //!     fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
    //!         assert_eq!(request.method(), "GET");
    //!         let body = ReplyBody::from(bytes::Bytes::from_static(self.0.as_bytes()));
    //!         let mut reply = http::Response::new(body);
    //!         reply.headers_mut().insert("content-type", http::HeaderValue::from_static("application/json"));
    //!         Box::pin(async { Ok(reply) })
    //!     }
    //! }
    //!
    //! # #[tokio::main]
    //! # async fn main() -> Result<(), drata_custom_connections::Error> {
    //! let connection = r#"{ "id": 7, "clientAlias": "Laptops", "description": null,
    //!     "createdAt": "2026-11-25T12:00:00Z", "updatedAt": "2026-11-25T12:00:00Z" }"#;
    //! let client = Client::builder().api_key("any").transport(Canned(connection)).build()?;
    //! let connection = client.custom_connections().get(ConnectionId::new(7)).send().await?;
    //! assert_eq!(connection.client_alias.as_deref(), Some("Laptops"));
    //! # Ok(())
    //! # }
    //! ```
    //!
    //! The crates `http` and `bytes` are the ones whose types stand in the trait; add them to your `dev-dependencies`.
}
