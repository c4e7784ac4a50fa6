//! What the benchmarks share: one thing measured beside another.

pub mod alternating;
