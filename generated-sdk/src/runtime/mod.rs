// @generated from the API document. Do not edit: the next run writes this file anew.

//! What every client is built on. Nothing here knows a particular API.

mod authenticate;
#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod client;
mod credential;
mod cursor;
mod error;
mod exchange;
mod form;
mod hook;
mod http_options;
mod http_transport;
#[cfg(feature = "mock")]
mod mock;
mod operation;
mod pagination;
mod parameters;
mod rate_limit;
mod raw_body;
mod reply;
mod request;
mod request_body;
mod retry;
mod secrets;
mod sending;
mod server;
mod success;
mod time;
#[cfg(feature = "tower")]
mod tower;
mod trace;
mod transport;
pub mod wire;

pub use authenticate::{Authenticate, AuthenticateFuture};
#[cfg(feature = "blocking")]
#[allow(unused_imports, reason = "hand-written modules of a crate may need it")]
pub(crate) use blocking::block_on;
#[cfg(feature = "blocking")]
pub use blocking::{BlockingItems, BlockingPages};
pub use call::Call;
pub use client::{Client, ClientBuilder, Defaults};
pub use credential::{Credential, Place, SecurityScheme};
pub use cursor::Cursor;
pub use error::{Error, ErrorKind};
pub use hook::{Attempt, Hook, HookFuture};
pub use http_options::HttpOptions;
pub use http_transport::HttpTransport;
#[cfg(feature = "mock")]
pub use mock::{Answer, MockOutput, MockServer, Mocked};
pub use operation::{Failure, Operation, Repeat, Spec};
pub use pagination::{Items, NextPage, Page, Pages, Paginated};
pub use parameters::Style;
pub use rate_limit::RateLimit;
pub use reply::{Reply, Response};
pub use request_body::{RequestBody, RequestChunks};
pub use retry::RetryPolicy;
pub use sending::Sending;
pub use success::{Binary, Json, Maybe, Nothing, Output, Success, Text};
#[allow(unused_imports, reason = "hand-written modules of a crate may need it")]
pub(crate) use time::Time;
#[cfg(feature = "tower")]
pub use tower::TowerTransport;
pub use transport::{ReplyBody, Transport, TransportError, TransportFuture};
