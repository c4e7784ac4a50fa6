//! Upserts of records, one or many, with an outcome for each.

use axum::Json;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::errors::{ApiError, SCHEMA_VIOLATION};
use crate::schema::Checker;
use crate::store::Object;
use crate::store::records::{self, Record, Target};
use crate::{Quirks, time};

/// The body of an upload.
#[derive(Deserialize)]
pub(crate) struct UploadRequest {
    pub(crate) data: Value,
}

impl UploadRequest {
    /// The records, and whether they came as an array.
    fn records(self) -> Result<(Vec<Value>, bool), ApiError> {
        let (records, is_array) = match self.data {
            Value::Array(records) => (records, true),
            record => (vec![record], false),
        };
        if records.iter().all(Value::is_object) {
            return Ok((records, is_array));
        }
        Err(ApiError::bad_request(
            "data must be an object or an array of objects",
        ))
    }
}

/// What became of one record.
enum Outcome {
    Created(Record),
    Updated(Record),
    Rejected(Value, String),
}

/// What became of all records of an upload.
pub(crate) struct Uploaded {
    outcomes: Vec<Outcome>,
    is_array: bool,
}

/// Stores the good records of an upload.
pub(crate) fn upload(
    database: &Connection,
    target: &Target,
    schema: &Object,
    request: UploadRequest,
    quirks: &Quirks,
) -> Result<Uploaded, ApiError> {
    let (records, is_array) = request.records()?;
    let checker = checker(schema, quirks)?;
    let store = |record| store_one(database, target, &checker, record);
    let outcomes = records.into_iter().map(store).collect::<Result<_, _>>()?;
    Ok(Uploaded { outcomes, is_array })
}

impl Uploaded {
    /// What is wrong with the first record that was rejected.
    pub(crate) fn first_rejection(&self) -> Option<&str> {
        self.outcomes.iter().find_map(|outcome| match outcome {
            Outcome::Rejected(_, message) => Some(message.as_str()),
            Outcome::Created(_) | Outcome::Updated(_) => None,
        })
    }

    /// The answer: an array where an array was sent; 201 where all results say so, otherwise 200.
    pub(crate) fn answer(self, quirks: &Quirks) -> (StatusCode, Json<Value>) {
        let results: Vec<_> = self
            .outcomes
            .into_iter()
            .map(|outcome| view(outcome, quirks))
            .collect();
        let all_created = results.iter().all(|result| result["statusCode"] == 201);
        let status = if all_created && !results.is_empty() {
            StatusCode::CREATED
        } else {
            StatusCode::OK
        };
        let body = if self.is_array {
            Value::Array(results)
        } else {
            results.into_iter().next().unwrap_or_default()
        };
        (status, Json(body))
    }
}

/// The checker of a resource's records.
pub(crate) fn checker(schema: &Object, quirks: &Quirks) -> Result<Checker, ApiError> {
    // The schema was checked when the connection was created.
    Checker::new(schema, quirks.every_property_required)
        .map_err(|error| ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, error))
}

fn store_one(
    database: &Connection,
    target: &Target,
    checker: &Checker,
    record: Value,
) -> Result<Outcome, ApiError> {
    let record_id = checker
        .check(&record)
        .and_then(|()| record_id(&record["id"]));
    match record_id {
        Err(message) => Ok(Outcome::Rejected(record, message)),
        Ok(record_id) => match records::upsert(database, target, &record_id, &record)? {
            (true, record) => Ok(Outcome::Created(record)),
            (false, record) => Ok(Outcome::Updated(record)),
        },
    }
}

/// The id by which a record is matched: its `id`, as text; without one a new UUID.
fn record_id(id: &Value) -> Result<String, String> {
    match id_text(id) {
        Some(id) => Ok(id),
        None if id.is_null() => Ok(Uuid::new_v4().to_string()),
        None => Err(r#"Schema validation failed for data: [{"/id":"must be string"}]"#.to_owned()),
    }
}

/// The text of a record's `id`, which may be a number, too.
pub(crate) fn id_text(id: &Value) -> Option<String> {
    match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn view(outcome: Outcome, quirks: &Quirks) -> Value {
    let stored = |record: Record, status: u16| {
        json!({
            "id": record.record_id,
            "createdAt": time::without_zone(&record.created_at),
            "updatedAt": time::without_zone(&record.updated_at),
            "statusCode": status,
            "data": record.attributes,
        })
    };
    match outcome {
        Outcome::Created(record) => stored(record, 201),
        Outcome::Updated(record) => stored(record, 200),
        Outcome::Rejected(data, message) => json!({
            "statusCode": if quirks.rejected_says_created { 201 } else { 400 },
            "data": data,
            "error": record_error(&message, quirks),
        }),
    }
}

fn record_error(message: &str, quirks: &Quirks) -> Value {
    let error = json!({ "message": message, "code": SCHEMA_VIOLATION });
    if quirks.nested_record_error {
        json!({ "error": error })
    } else {
        error
    }
}

/// The 400 of a single record that its schema refuses, where there are no per-record results.
pub(crate) fn violation(message: String) -> ApiError {
    ApiError::bad_request(message).with_code(SCHEMA_VIOLATION)
}
