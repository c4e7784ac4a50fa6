//! What comes out of the generator.
//!
//! | module | what it holds fast |
//! |---|---|
//! | `snapshots` | the text of every emitted file, for each feature of OpenAPI and for the SDK of this workspace |
//! | `diagnostics` | the text of every message |
//! | `drift` | the committed SDK is what its document gives |
//! | `determinism` | one document gives one crate, in whatever order its maps stand |
//! | `wire` | emitted clients call a server, which looks at every byte |
//! | `bounds` | hostile and broken inputs end, with a message |
//! | `mutations` | any change of a document gives files or messages, never a panic |
//! | `changes` | the verdict on a change of the document is what the compiler finds |
//! | `names_stay` | what is added, removed or moved renames nothing else |
//! | `local_diffs` | a small change of a large document is a small change of the crate |
//! | `widths` | names of every length are laid out as rustfmt does |
//! | `cleanliness` | rustfmt, clippy and rustdoc have nothing to say about emitted crates |
//!
//! `tests/fixtures/<feature>/` holds a small document a feature (`openapi.yaml`, with `sdk.toml` and `overlay.yaml` where
//! the feature needs them), `tests/fixtures/faulty/` one a fault. A changed snapshot is taken over with
//! `INSTA_UPDATE=always cargo test -p tests --test generation`, and then read in the diff.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    unused_must_use,
    reason = "whatever fails here fails the test"
)]

mod bounds;
mod changes;
mod cleanliness;
mod determinism;
mod diagnostics;
mod drift;
mod inputs;
mod local_diffs;
mod mutations;
mod names_stay;
mod random;
mod scratch;
mod snapshots;
mod watchdog;
mod widths;
mod wire;
