//! A local server that behaves as the vendor's *Custom Connections* API does.
//!
//! ```
//! # fn main() -> Result<(), sandbox::StartError> {
//! use sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::start(Options::default())?;
//! assert!(sandbox.url().ends_with("/public/v2"));
//! # Ok(())
//! # }
//! ```
//!
//! Every [`Sandbox`] has a port, a store and a thread of its own, so that tests can run side by
//! side and both blocking and async ones can use it. It ends when it is dropped.
//!
//! - [`Options`] says how it starts: the key, where the data lives, the rate limit.
//! - [`Quirks`] are the vendor's deviations from its own documents, each switchable at any time.
//! - [`Fault`] spoils a request: an error status, a lost connection, a body cut off. One is ordered
//!   for the next request, or a [`FaultPlan`] says which requests meet which.
//! - [`RequestLog`] is what arrived, so that a test can count the repeats.
//!
//! Its web page, [`Sandbox::page_url`], shows what is stored and what arrives.
//!
//! The rules it keeps, and what it does where the vendor is silent, are in the package's README.

mod app;
mod auth;
mod connections;
mod control;
mod devices;
mod errors;
mod exchange;
mod extract;
mod faults;
mod fields;
mod hris;
mod live;
mod log;
mod options;
mod page;
mod pages;
mod quirks;
mod rate_limit;
mod records;
mod routes;
mod sandbox;
mod schema;
mod seed;
mod server;
mod sessions;
mod socket;
mod store;
mod time;
mod upload;

pub use connections::ConnectionType;
pub use faults::{FAULT_HEADER, Fault, FaultNotationError, FaultPlan, FaultRule, KINDS, Strikes};
pub use log::{LogBounds, RequestLog};
pub use options::{Options, Storage, VENDOR_RATE_LIMIT};
pub use quirks::{DebugInfo, IdForm, LastCursor, Quirks, Refusal, RetryAfter};
pub use sandbox::{Sandbox, StartError};
pub use seed::{SeedError, SeededResource};
