//! Calls, from their arguments to what comes of them, against scripted replies and against a real socket.

#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod credentials;
mod errors;
mod events;
mod hooks;
mod limits;
#[cfg(feature = "mock")]
mod mock;
mod pages;
mod parameters;
mod retries;
mod script;
mod secrets;
mod sending;
mod setup;
mod socket;
// Apple's library takes no certificate that is valid for so long.
#[cfg(all(
    any(feature = "rustls", feature = "native-tls"),
    not(target_vendor = "apple")
))]
mod tls;
mod tokens;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "tracing")]
mod trace;

use crate::runtime::{Client, ClientBuilder, Defaults, Operation, Repeat, Spec, Text};
use script::Script;

static DEFAULTS: Defaults = Defaults {
    base_url: "https://api.example.com/v1",
    user_agent: "sdk/1.0",
    error_message: &["/message", "/error/message"],
    error_code: &["/code"],
    request_id_headers: &["x-request-id"],
    rate_limit: None,
};

/// An operation that takes and gives nothing in particular.
const PLAIN: Spec = Spec {
    id: "getThing",
    method: "GET",
    path: "/things",
    repeat: Repeat::Safe,
    accept: "",
    security: &[],
    failures: &[],
    servers: None,
};

/// May be repeated.
#[derive(Debug)]
enum GetThing {}

impl Operation for GetThing {
    type Success = Text;
    const SPEC: Spec = PLAIN;
}

/// Must not be repeated.
#[derive(Debug)]
enum MakeThing {}

impl Operation for MakeThing {
    type Success = Text;
    const SPEC: Spec = Spec {
        id: "makeThing",
        method: "POST",
        repeat: Repeat::Never,
        ..PLAIN
    };
}

fn builder() -> ClientBuilder {
    #[cfg(feature = "tracing")]
    trace::listen();
    ClientBuilder::new(&DEFAULTS)
}

fn client(script: &Script) -> Client {
    builder().transport(script.clone()).build().unwrap()
}
