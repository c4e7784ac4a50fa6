//! The vendor's two error bodies.
//!
//! `ExceptionResponseDto` (401, 402, 403, 412, 429, 500) and `ExceptionResponsePublicV2Dto`
//! (400, 404, 413, 422, 503), which has a `name` besides.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::{DebugInfo, Quirks};

/// The vendor's number for a record that its schema refuses; the only one with a known meaning
/// besides that of 401.
pub(crate) const SCHEMA_VIOLATION: u32 = 28022;

const UNAUTHORIZED: u32 = 12300;

/// An answer that says what is wrong.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: u32,
    message: String,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let code = match status {
            StatusCode::UNAUTHORIZED => UNAUTHORIZED,
            // The vendor publishes no list; this one can't be mistaken for a status.
            other => u32::from(other.as_u16()) * 100,
        };
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    pub(crate) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, message)
    }

    pub(crate) fn with_code(self, code: u32) -> Self {
        Self { code, ..self }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    fn body(&self, debug_info: DebugInfo) -> Value {
        let mut body = json!({
            "statusCode": self.status.as_u16(),
            "message": self.message,
            "code": self.code,
        });
        if let Some(name) = exception_name(self.status) {
            body["name"] = json!(name);
        }
        match debug_info {
            DebugInfo::Absent => {}
            DebugInfo::Null => body["debugInfo"] = Value::Null,
            DebugInfo::Object => {
                body["debugInfo"] = json!({
                    "name": "HttpException",
                    "message": self.message,
                    "stack": "HttpException\n    at sandbox",
                });
            }
        }
        body
    }
}

/// The `name` of the second form of error body; `None` for statuses that use the first.
fn exception_name(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::BAD_REQUEST => Some("BadRequestException"),
        StatusCode::NOT_FOUND => Some("NotFoundException"),
        StatusCode::PAYLOAD_TOO_LARGE => Some("PayloadTooLargeException"),
        StatusCode::UNPROCESSABLE_ENTITY => Some("UnprocessableEntityException"),
        StatusCode::SERVICE_UNAVAILABLE => Some("ServiceUnavailableException"),
        _ => None,
    }
}

/// The body is written by [`render`], which knows the quirks; until then the error travels along
/// in the response's extensions.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of an error response; leaves all others as they are.
pub(crate) fn render(mut response: Response, quirks: &Quirks) -> Response {
    let Some(error) = response.extensions_mut().remove::<ApiError>() else {
        return response;
    };
    let mut headers = std::mem::take(response.headers_mut());
    // It counts the body that isn't there yet.
    headers.remove(header::CONTENT_LENGTH);
    let mut rendered = (error.status, Json(error.body(quirks.debug_info))).into_response();
    rendered.headers_mut().extend(headers);
    rendered
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("The store failed: {error}"),
        )
    }
}
