//! The runtime's macros, which only the crate that they stand in can use.
