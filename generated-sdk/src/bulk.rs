//! Whole data sets: what a nightly sync sends.
//!
//! | Call | What it does |
//! |---|---|
//! | [`records().replace_all`](crate::api::records::Records::replace_all) | replaces the live data set of a resource at once, through a session |
//! | [`records().upsert_all`](crate::api::records::Records::upsert_all) | creates or updates records in the live data |
//! | [`hris_identities().upsert_all`](crate::api::hris_identities::HrisIdentities::upsert_all) | creates or updates people |
//! | [`devices().upsert_all`](crate::api::devices::Devices::upsert_all) | creates or updates devices |
//!
//! All of them are a [`Bulk`], which is set up and then takes its items from an iterator or a stream of any length, one
//! after the other: memory holds a few batches and no more. Requests go out several at a time, as fast as the client's
//! rate limit allows.
//!
//! What the server refuses is no error. A run that came to its end gives a [`Report`], which lists each refused item with
//! its place and the reason. A run that ended early gives a [`BulkError`], which has the report of what was done.
//!
//! A million records take less than 100 MB, whatever becomes of them: `RECORDS=1000000 cargo test -p tests --test memory`,
//! in the project that this crate is made in, sends as many.
//!
//! # On a bad network
//!
//! Requests are repeated where that does no harm, and items of one key wait for each other, so that the last one counts.
//! One thing no client can prevent: a request that was given up for taking too long may still reach the server, late.
//! Should the source have given a newer item of the same id by then, the older one takes its place: give each id once in
//! a run. What the server makes of an upload that arrives after its session was completed isn't documented.
//!
//! # After a crash
//!
//! Store [`Progress::acknowledged`] as the run goes, and hand it to [`Bulk::resume_after`]:
//!
//! ```no_run
//! use drata_custom_connections::Client;
//! use drata_custom_connections::types::{ConnectionId, ResourceId, SessionId};
//! # fn stored() -> u64 { 0 }
//! # fn store(_: u64) {}
//! # fn inventory() -> Vec<serde_json::Value> { Vec::new() }
//!
//! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
//! let report = client
//!     .records()
//!     .replace_all(ConnectionId::new(7), ResourceId::new(8), SessionId::new("nightly-2026-11-24")?)
//!     .resume_after(stored())
//!     .on_progress(|progress| store(progress.acknowledged))
//!     .send(inventory())
//!     .await?;
//! # Ok(())
//! # }
//! ```

mod batch;
mod blame;
mod builder;
mod devices;
mod error;
mod identities;
mod item;
mod progress;
mod records;
mod replacement;
mod report;
mod run;
mod settings;
mod tally;
mod target;
mod verdicts;

pub use builder::{Bulk, Kind, Takes};
pub use devices::DeviceUpserts;
pub use error::{BulkError, BulkErrorKind};
pub use identities::IdentityUpserts;
pub use progress::Progress;
pub use records::RecordUpserts;
pub use replacement::Replacement;
pub use report::{Reason, Rejected, Report};
pub use settings::FailurePolicy;
