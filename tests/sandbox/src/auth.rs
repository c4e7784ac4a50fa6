//! Who is let in: the bearer key (401), then the gates that no key opens (402, 403, 412).

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::Refusal;
use crate::app::Shared;
use crate::errors::ApiError;

/// Lets a request through to an operation, or says why not.
pub(crate) async fn guard(
    State((app, permission)): State<(Shared, &'static str)>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if bearer_token(request.headers()) != Some(app.key.as_str()) {
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, "Unauthorized"));
    }
    match app.quirks().refusal {
        Some(Refusal::EntitlementMissing) if needs_entitlement(permission) => Err(ApiError::new(
            StatusCode::PAYMENT_REQUIRED,
            "The plan lacks the entitlement CUSTOM_CONNECTIONS_AND_TESTS",
        )),
        Some(Refusal::PermissionMissing) => Err(ApiError::new(
            StatusCode::FORBIDDEN,
            format!("The API key lacks the permission {permission}"),
        )),
        Some(Refusal::TermsNotAccepted) => Err(ApiError::new(
            StatusCode::PRECONDITION_FAILED,
            "The terms of the API have not been accepted",
        )),
        Some(Refusal::EntitlementMissing) | None => Ok(next.run(request).await),
    }
}

/// The token of `Authorization: Bearer` (RFC 6750, section 2.1); the scheme's case is of no
/// account (RFC 9110, section 11.1).
fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// The operations on devices are open to every plan.
fn needs_entitlement(permission: &str) -> bool {
    !permission.starts_with("devices-")
}
