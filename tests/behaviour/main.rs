//! What the generated SDK does against the sandbox.
//!
//! Tests whose names begin with `r` and a number are about the API's rules of that number, those
//! with `d` and a number about points on which the vendor's documents disagree.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever fails here fails the test"
)]

mod blocking;
mod bulk;
mod bulk_answers;
mod bulk_endings;
mod bulk_interrupted;
mod bulk_storm;
mod bulk_upserts;
mod completions;
mod connections;
mod devices;
mod disagreements;
mod errors;
mod faults;
mod hris;
mod limits;
mod mock;
mod network;
mod pages;
mod rate;
mod recipe;
mod records;
mod replies;
mod schema;
mod schema_agreement;
mod secrets;
mod sessions;
mod staging;
