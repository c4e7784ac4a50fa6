// @generated from the API document. Do not edit: the next run writes this file anew.

//! # Drata Custom Connections
//!
//! Brings data from systems that Drata has no integration for into its compliance monitoring. A
//! connection is of one kind: `CUSTOM` holds records of a shape of your own, `MDM` holds
//! devices, and `HRIS` holds the people of an HR system.
//!
//! A source address may send 500 requests a minute. Beyond that the answer is status 429 with a
//! `Retry-After` header, on any operation.
//!
//! # A first program
//!
//! ```toml
//! [dependencies]
//! drata-custom-connections = "0.1.0"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```no_run
//! use drata_custom_connections::{Client, Region};
//!
//! # #[cfg(not(feature = "custom-connections"))]
//! # fn main() {}
//! # #[cfg(feature = "custom-connections")]
//! #[tokio::main]
//! async fn main() -> Result<(), drata_custom_connections::Error> {
//!     let client = Client::builder().region(Region::Us).api_key("...").build()?;
//!     let reply = client.custom_connections().list().send().await?;
//!     println!("{reply:?}");
//!     Ok(())
//! }
//! ```
//!
//! # Where to look
//!
//! - [`api`]: the operations; [`types`]: what they take and give
//! - [`ErrorKind`]: what goes wrong; [`RetryPolicy`](runtime::RetryPolicy): what is sent
//!   again, and when; the README has both in tables

#![cfg_attr(
    all(
        feature = "custom-connections",
        feature = "devices",
        feature = "hris-identities",
        feature = "records",
        feature = "sessions"
    ),
    doc = "- [`bulk`]: whole data sets, of any size: what a nightly sync sends"
)]
#![cfg_attr(
    all(
        feature = "custom-connections",
        feature = "devices",
        feature = "hris-identities",
        feature = "records",
        feature = "sessions"
    ),
    doc = "- [`guides`]: a guide for each task, from the first connection to the tests of your own program"
)]
#![cfg_attr(
    feature = "custom-connections",
    doc = "- [`schema`]: the schema of a connection from a Rust type, and records checked against it"
)]
#![cfg_attr(
    all(feature = "records", feature = "sessions"),
    doc = "- [`session`]: upload sessions as handles that can't be used wrongly"
)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![allow(
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = "names and shapes are those of the API"
)]

pub mod api;
#[cfg(all(
    feature = "custom-connections",
    feature = "devices",
    feature = "hris-identities",
    feature = "records",
    feature = "sessions"
))]
pub mod bulk;
#[allow(unused_imports, reason = "without features there are no operations")]
mod client;
#[cfg(feature = "custom-connections")]
pub mod connection;
#[cfg(all(
    feature = "custom-connections",
    feature = "devices",
    feature = "hris-identities",
    feature = "records",
    feature = "sessions"
))]
pub mod guides;
#[cfg(all(feature = "devices", feature = "hris-identities"))]
pub mod identifiers;
#[cfg(all(feature = "hris-identities", feature = "records"))]
pub mod outcome;
#[allow(dead_code, unused_imports, reason = "no API uses all of it")]
pub mod runtime;
#[cfg(feature = "custom-connections")]
pub mod schema;
#[cfg(all(feature = "records", feature = "sessions"))]
pub mod session;
pub mod types;

pub use client::Region;
pub use jiff::civil::Date;
#[cfg(feature = "mock")]
pub use runtime::MockServer;
pub use runtime::wire::{Base64, DateTime, DecodeError, File, Map, Nullable};
pub use runtime::{Call, Client, ClientBuilder, Error, ErrorKind, Response};
