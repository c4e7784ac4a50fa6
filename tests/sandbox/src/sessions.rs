//! Operations 10 to 12: sessions of staged uploads.
//!
//! ```text
//! first upload -> IN_PROGRESS -> complete -> ACTIVE -> another one completes -> ARCHIVED
//!                             -> cancel   -> CANCELED
//! ```

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Quirks;
use crate::app::Shared;
use crate::connections::require_resource;
use crate::errors::ApiError;
use crate::extract::{Body, Path, Query};
use crate::pages::{self, PageRequest};
use crate::store::records::{self, Target};
use crate::store::sessions::{self, Session, Status};
use crate::upload::{self, UploadRequest};

/// The body of an action.
#[derive(Deserialize)]
pub(crate) struct ActionRequest {
    action: Action,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Complete,
    Cancel,
}

pub(crate) async fn list(
    State(app): State<Shared>,
    Path((connection_id, resource_id)): Path<(i64, i64)>,
    query: Query,
) -> Result<Json<Value>, ApiError> {
    let request = PageRequest::from_query(&query)?;
    let status = query.choice("status", &Status::ALL)?;
    let quirks = app.quirks();
    let database = app.database();
    let resource = require_resource(&database, connection_id, resource_id)?;
    let status = status.filter(|_| !quirks.status_filter_ignored);
    let page = sessions::list(resource.id)
        .filter_if(
            "status = ?",
            status.map(|status| status.as_str().to_owned()),
        )
        .page(&database, &request)?;
    Ok(pages::envelope(page, &request, &quirks, |session| {
        view(&session, &quirks)
    }))
}

pub(crate) async fn upload(
    State(app): State<Shared>,
    Path((connection_id, resource_id, session_id)): Path<(i64, i64, String)>,
    Body(request): Body<UploadRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    check_session_id(&session_id)?;
    let mut database = app.database();
    let transaction = database.transaction()?;
    let resource = require_resource(&transaction, connection_id, resource_id)?;
    open(&transaction, resource.id, &session_id)?;
    let target = Target::staged(&resource, session_id);
    let quirks = app.quirks();
    let uploaded = upload::upload(&transaction, &target, &resource.schema, request, &quirks)?;
    transaction.commit()?;
    Ok(uploaded.answer(&quirks))
}

/// Begins the session, or goes on with it where it is in progress.
fn open(database: &Connection, resource_id: i64, session_id: &str) -> Result<(), ApiError> {
    match sessions::find(database, resource_id, session_id)? {
        Some(session) if session.status == Status::InProgress => {
            sessions::touch(database, session.id)?;
        }
        Some(session) => {
            let status = session.status.as_str();
            let message = format!("Session {session_id} is {status} and takes no more records");
            return Err(ApiError::bad_request(message));
        }
        None => {
            if let Some(other) = sessions::current(database, resource_id, Status::InProgress)? {
                let message = format!("Session {} is still IN_PROGRESS", other.session_id);
                return Err(ApiError::bad_request(message));
            }
            sessions::insert(database, resource_id, session_id)?;
        }
    }
    Ok(())
}

pub(crate) async fn act(
    State(app): State<Shared>,
    Path((connection_id, resource_id, session_id)): Path<(i64, i64, String)>,
    Body(request): Body<ActionRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    check_session_id(&session_id)?;
    let mut database = app.database();
    let transaction = database.transaction()?;
    let resource = require_resource(&transaction, connection_id, resource_id)?;
    let session = sessions::find(&transaction, resource.id, &session_id)?
        .ok_or_else(|| ApiError::not_found(format!("There is no session {session_id}")))?;
    let status = perform(&transaction, resource.id, &session, request.action)?;
    transaction.commit()?;

    let quirks = app.quirks();
    if quirks.untyped_action_answer {
        return Ok((StatusCode::CREATED, Json(json!({}))));
    }
    let answer = json!({
        "sessionId": session_id,
        "status": status_text(status, &quirks),
        "action": request.action,
        "connectionId": quirks.id(connection_id),
        "resourceId": quirks.id(resource_id),
    });
    Ok((StatusCode::OK, Json(answer)))
}

/// Moves a session on and returns where it stands then.
fn perform(
    database: &Connection,
    resource_id: i64,
    session: &Session,
    action: Action,
) -> Result<Status, ApiError> {
    if session.status != Status::InProgress {
        let status = session.status.as_str();
        let message = format!(
            "Session {} is {status}, not IN_PROGRESS",
            session.session_id
        );
        return Err(ApiError::unprocessable(message));
    }
    match action {
        Action::Complete => complete(database, resource_id, session),
        Action::Cancel => {
            records::discard_staged(database, resource_id)?;
            sessions::cancel(database, session.id)?;
            Ok(Status::Canceled)
        }
    }
}

/// The staged records take the place of all live ones, those uploaded directly included.
fn complete(
    database: &Connection,
    resource_id: i64,
    session: &Session,
) -> Result<Status, ApiError> {
    if !records::any_staged(database, resource_id)? {
        let message = "Cannot complete a session with no data records";
        return Err(ApiError::unprocessable(message));
    }
    records::publish_staged(database, resource_id)?;
    sessions::archive(database, resource_id)?;
    sessions::activate(database, session.id)?;
    Ok(Status::Active)
}

/// The rule for the session ids that callers choose: `^[A-Za-z0-9_-]{3,64}$`.
pub(crate) fn check_session_id(session_id: &str) -> Result<(), ApiError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if (3..=64).contains(&session_id.len()) && session_id.bytes().all(allowed) {
        return Ok(());
    }
    Err(ApiError::bad_request(
        "sessionId must be 3 to 64 letters, digits, - or _",
    ))
}

fn status_text(status: Status, quirks: &Quirks) -> &'static str {
    match status {
        Status::Canceled if quirks.cancelled_with_two_l => "CANCELLED",
        other => other.as_str(),
    }
}

fn view(session: &Session, quirks: &Quirks) -> Value {
    json!({
        "id": quirks.id(session.id),
        "sessionId": session.session_id,
        "status": status_text(session.status, quirks),
        "createdAt": session.created_at,
        "updatedAt": session.updated_at,
        "activatedAt": session.activated_at,
        "canceledAt": session.canceled_at,
    })
}
