//! What every client is built on. Nothing here knows a particular API.

pub mod wire;
