//! A sandbox, a client of it, a bad network between them, and the data that most tests begin with.

#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "whatever fails here fails the test that uses it"
)]

mod answers;
mod api;
mod data;
mod outcome;
mod proxy;

pub use answers::{Answers, Question};
pub use api::{Api, ResourceUnderTest, answer, fast_retries};
pub use data::{object, record, records, schema, session_id};
pub use outcome::{refusal, soon};
pub use proxy::{Alteration, Ending, Moment, NetworkFault, Proxy, Reply, Request};
