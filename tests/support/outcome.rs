//! What calls are expected to end with.

use std::fmt::Debug;

use drata_custom_connections::{Error, ErrorKind};

/// The error of a call that the server refused with this status.
pub fn refusal<T: Debug>(outcome: Result<T, Error>, status: u16) -> Error {
    let error = outcome.expect_err("the server refuses the call");
    assert_eq!(error.kind(), ErrorKind::Status, "{error}");
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(status),
        "{error}"
    );
    error
}
