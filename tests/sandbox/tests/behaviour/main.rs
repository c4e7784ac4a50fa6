//! Each rule of the API, over plain HTTP. Tests are named by the rule that they hold to.

#![allow(
    clippy::unwrap_used,
    reason = "whatever fails in a test fails the test"
)]

mod client;
mod connections;
mod devices;
mod errors;
mod faults;
mod hris;
mod page;
mod pages;
mod program;
mod quirks;
mod rate_limit;
mod records;
mod requests;
mod sessions;
