//! What is known of an operation before it is called.

use std::any::Any;

use super::credential::SecurityScheme;
use super::reply::Reply;
use super::success::Success;
use super::wire::{Decode, DecodeError};

/// An operation of the API. A type that stands for one ties its description to what it gives back.
pub trait Operation: 'static {
    /// What its success responses hold.
    type Success: Success;

    /// The description.
    const SPEC: Spec;

    /// The status of success with content, as the API document has it.
    const STATUS_WITH_CONTENT: u16 = 200;

    /// The status of success without content, as the API document has it.
    const STATUS_WITHOUT_CONTENT: u16 = 204;
}

/// The description of an operation: all that is the same in each call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Spec {
    /// The operation's name in messages and traces, usually its `operationId`.
    pub id: &'static str,
    /// The method, such as `GET`.
    pub method: &'static str,
    /// The path template below the server's base URL, such as `/users/{id}`.
    pub path: &'static str,
    /// Whether a request that may have been acted upon can be sent again.
    pub repeat: Repeat,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// The alternatives of authentication, each a set of schemes needed together (OpenAPI 3.0, 4.7.30).
    pub security: &'static [&'static [&'static SecurityScheme]],
    /// The error replies that the operation declares.
    pub failures: &'static [Failure],
    /// The base URL of a server of the operation's own: absolute, or a path on the client's server.
    pub servers: Option<&'static str>,
}

/// Whether a request that may have been acted upon can be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Acting on it twice is the same as acting on it once.
    Safe,
    /// Acting on it twice may do harm, unless an `Idempotency-Key` header tells the server that it is the same request.
    Never,
}

/// Declared error replies: which statuses they are for, and what their body is.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    statuses: &'static str,
    decode: fn(&Reply) -> Result<ErrorBody, DecodeError>,
}

/// A decoded error body of any type.
pub(crate) type ErrorBody = Box<dyn Any + Send + Sync>;

impl Failure {
    /// A JSON body of type `T` for the statuses of some keys of the Responses Object (OpenAPI 3.0, 4.7.16) with a space
    /// between them, such as `400 404 5XX default`.
    #[must_use]
    pub const fn json<T: Decode + Send + Sync>(statuses: &'static str) -> Self {
        Self {
            statuses,
            decode: decode_json::<T>,
        }
    }

    /// The body of an error reply by the most specific of `failures`; none where it is of no declared form.
    #[cold]
    pub(crate) fn decode_body(failures: &[Self], reply: &Reply) -> Option<ErrorBody> {
        let status = reply.status();
        let class = format!("{}XX", status.as_u16() / 100);
        let keys = [status.as_str(), &class, "default"];
        let declared = |key: &&str| failures.iter().find(|failure| failure.is_for(key));
        let failure = keys.iter().find_map(declared)?;
        (failure.decode)(reply).ok()
    }

    fn is_for(&self, key: &str) -> bool {
        self.statuses.split(' ').any(|status| status == key)
    }
}

fn decode_json<T: Decode + Send + Sync>(reply: &Reply) -> Result<ErrorBody, DecodeError> {
    Ok(Box::new(reply.json::<T>()?))
}
