//! The runtime of every generated SDK, as a crate of its own so that it can be tested.
//!
//! `src/runtime` is copied into each SDK as it stands, and is all that this crate consists of.

pub mod runtime;

#[cfg(test)]
mod tests;
