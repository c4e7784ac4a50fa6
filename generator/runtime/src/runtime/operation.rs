//! What is known of an operation before it is called.

use std::any::Any;

use super::credential::SecurityScheme;
use super::reply::Reply;
use super::wire::{Decode, DecodeError};

/// An operation of the API. A type that stands for one ties its description to what it gives back.
pub trait Operation: 'static {
    /// What a successful call gives.
    type Output;

    /// The description.
    const SPEC: Spec;

    /// The status of success with content, as the API document has it.
    const STATUS_WITH_CONTENT: u16 = 200;

    /// The status of success without content, as the API document has it.
    const STATUS_WITHOUT_CONTENT: u16 = 204;

    /// Decodes a reply of a 2xx status, declared or not.
    ///
    /// # Errors
    /// When the body isn't what the operation promises.
    fn decode(reply: &Reply) -> Result<Self::Output, DecodeError>;
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
    /// Acting on it twice may do harm.
    Never,
}

/// A declared error reply: which statuses it is for, and what its body is.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    statuses: Statuses,
    decode: fn(&Reply) -> Result<ErrorBody, DecodeError>,
}

/// A decoded error body of any type.
pub(crate) type ErrorBody = Box<dyn Any + Send + Sync>;

/// The keys of a Responses Object (OpenAPI 3.0, 4.7.16), from the most to the least specific.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Statuses {
    One(u16),
    /// All of a class, such as 4 for `4XX`.
    Class(u16),
    Default,
}

impl Statuses {
    fn include(self, status: u16) -> bool {
        match self {
            Self::One(one) => status == one,
            Self::Class(class) => status / 100 == class,
            Self::Default => true,
        }
    }
}

impl Failure {
    /// A JSON body of type `T` for one status, such as 404.
    #[must_use]
    pub const fn json<T: Decode + Send + Sync>(status: u16) -> Self {
        Self {
            statuses: Statuses::One(status),
            decode: decode_json::<T>,
        }
    }

    /// A JSON body of type `T` for a class of statuses, such as 4 for `4XX`.
    #[must_use]
    pub const fn json_range<T: Decode + Send + Sync>(class: u16) -> Self {
        Self {
            statuses: Statuses::Class(class),
            decode: decode_json::<T>,
        }
    }

    /// A JSON body of type `T` for all statuses that aren't declared otherwise.
    #[must_use]
    pub const fn json_default<T: Decode + Send + Sync>() -> Self {
        Self {
            statuses: Statuses::Default,
            decode: decode_json::<T>,
        }
    }

    /// The body of an error reply by the most specific of `failures`; none where it is of no declared form.
    #[cold]
    pub(crate) fn decode_body(failures: &[Self], reply: &Reply) -> Option<ErrorBody> {
        let status = reply.status().as_u16();
        let declared = failures
            .iter()
            .filter(|failure| failure.statuses.include(status));
        let failure = declared.min_by_key(|failure| failure.statuses)?;
        (failure.decode)(reply).ok()
    }
}

fn decode_json<T: Decode + Send + Sync>(reply: &Reply) -> Result<ErrorBody, DecodeError> {
    Ok(Box::new(reply.json::<T>()?))
}
