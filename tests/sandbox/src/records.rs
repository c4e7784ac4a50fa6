//! Operations 6 to 9: the live records of a resource.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Quirks;
use crate::app::Shared;
use crate::connections::require_resource;
use crate::errors::ApiError;
use crate::extract::{Body, Path, Query};
use crate::pages::{self, PageRequest};
use crate::sessions::check_session_id;
use crate::store::Object;
use crate::store::records::{self, Record, Target};
use crate::store::resources::Resource;
use crate::store::sessions::{self, Status};
use crate::upload::{self, UploadRequest, Uploaded};

/// The body of a change.
#[derive(Deserialize)]
pub(crate) struct UpdateRequest {
    data: Object,
}

/// Without `sessionId` the live records; with it those of the session, staged ones included.
pub(crate) async fn list(
    State(app): State<Shared>,
    Path((connection_id, resource_id)): Path<(i64, i64)>,
    query: Query,
) -> Result<Json<Value>, ApiError> {
    let request = PageRequest::from_query(&query)?;
    let session_id = query.one("sessionId")?;
    let database = app.database();
    let resource = require_resource(&database, connection_id, resource_id)?;
    let records = match session_id {
        None => records::list_live(resource.id),
        Some(session_id) => {
            check_session_id(session_id)?;
            records::list_session(resource.id, session_id)
        }
    };
    let page = records.page(&database, &request)?;
    Ok(pages::envelope(page, &request, &app.quirks(), |record| {
        view(&record)
    }))
}

pub(crate) async fn upsert(
    State(app): State<Shared>,
    Path((connection_id, resource_id)): Path<(i64, i64)>,
    Body(request): Body<UploadRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let mut database = app.database();
    let transaction = database.transaction()?;
    let resource = require_resource(&transaction, connection_id, resource_id)?;
    let quirks = app.quirks();
    let uploaded = upload_live(&transaction, &resource, request, &quirks)?;
    transaction.commit()?;
    Ok(uploaded.answer(&quirks))
}

/// Upserts live records; they belong to the active session where there is one.
pub(crate) fn upload_live(
    database: &Connection,
    resource: &Resource,
    request: UploadRequest,
    quirks: &Quirks,
) -> Result<Uploaded, ApiError> {
    let active = sessions::current(database, resource.id, Status::Active)?;
    let target = Target::live(resource, active.map(|session| session.session_id));
    upload::upload(database, &target, &resource.schema, request, quirks)
}

/// Merges at the top level: fields that aren't sent stay as they are.
pub(crate) async fn update(
    State(app): State<Shared>,
    Path((connection_id, resource_id, record_id)): Path<(i64, i64, String)>,
    Body(request): Body<UpdateRequest>,
) -> Result<Json<Value>, ApiError> {
    let mut database = app.database();
    let transaction = database.transaction()?;
    let resource = require_resource(&transaction, connection_id, resource_id)?;
    let record = records::find_live(&transaction, resource.id, &record_id)?
        .ok_or_else(|| no_record(&record_id))?;

    let mut attributes = record.attributes;
    for (name, value) in request.data {
        attributes[name] = value;
    }
    upload::checker(&resource.schema, &app.quirks())?
        .check(&attributes)
        .map_err(upload::violation)?;
    refuse_other_id(&attributes["id"], &record_id)?;

    let target = Target::live(&resource, record.session_id);
    let (_, record) = records::upsert(&transaction, &target, &record_id, &attributes)?;
    transaction.commit()?;
    Ok(Json(view(&record)))
}

/// The id in the path is the record's; another one in the body would make it a different record.
fn refuse_other_id(id: &Value, record_id: &str) -> Result<(), ApiError> {
    if id.is_null() || upload::id_text(id).is_some_and(|id| id == record_id) {
        return Ok(());
    }
    Err(ApiError::bad_request(format!(
        "data.id differs from the record's id {record_id}"
    )))
}

pub(crate) async fn remove(
    State(app): State<Shared>,
    Path((connection_id, resource_id, record_id)): Path<(i64, i64, String)>,
) -> Result<StatusCode, ApiError> {
    let database = app.database();
    let resource = require_resource(&database, connection_id, resource_id)?;
    match records::delete_live(&database, resource.id, &record_id)? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(no_record(&record_id)),
    }
}

fn no_record(record_id: &str) -> ApiError {
    ApiError::not_found(format!("There is no live record {record_id}"))
}

fn view(record: &Record) -> Value {
    json!({
        "id": record.record_id,
        "attributes": record.attributes,
        "sessionId": record.session_id,
        "createdAt": record.created_at,
        "updatedAt": record.updated_at,
    })
}
