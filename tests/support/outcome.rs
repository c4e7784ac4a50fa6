//! What calls are expected to end with.

use std::fmt::Debug;
use std::time::Duration;

use drata_custom_connections::{Error, ErrorKind};

/// Many times what anything takes, on a slow machine too, and short beside waits that have no end.
const PATIENCE: Duration = Duration::from_secs(300);

/// Waits for what has to come to an end.
pub async fn soon<T>(outcome: impl Future<Output = T>) -> T {
    let outcome = tokio::time::timeout(PATIENCE, outcome).await;
    outcome.expect("it comes to an end")
}

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
