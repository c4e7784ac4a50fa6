//! Operations 13 to 16: HRIS user identities.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::Quirks;
use crate::app::Shared;
use crate::connections::{ConnectionType, require};
use crate::errors::ApiError;
use crate::extract::{Body, Path, Query};
use crate::fields::{self, Field, Kind, nullable};
use crate::pages::{self, PageRequest};
use crate::store::Object;
use crate::store::identities::{self, Identity};

const LARGEST_BATCH: usize = 1000;
/// The fields of an identity besides its `identityId`.
const FIELDS: &[Field] = &[
    nullable("email", Kind::Email),
    nullable("secondaryEmail", Kind::Email),
    nullable("firstName", Kind::ShortText),
    nullable("lastName", Kind::ShortText),
    nullable("jobTitle", Kind::ShortText),
    nullable("managerId", Kind::ShortText),
    nullable("managerName", Kind::ShortText),
    nullable("startedAt", Kind::Moment),
    nullable("separatedAt", Kind::Moment),
    nullable("isContractor", Kind::Truth),
];

/// What became of one item of a batch.
enum Outcome {
    Created(Identity),
    Updated(Identity),
    Unchanged,
    Failed(String),
}

pub(crate) async fn list(
    State(app): State<Shared>,
    Path(connection_id): Path<i64>,
    query: Query,
) -> Result<Json<Value>, ApiError> {
    let request = PageRequest::from_query(&query)?;
    let quirks = app.quirks();
    let database = app.database();
    require(&database, connection_id, ConnectionType::Hris)?;
    let page = identities::list(connection_id).page(&database, &request)?;
    Ok(pages::envelope(page, &request, &quirks, |identity| {
        view(&identity, &quirks)
    }))
}

pub(crate) async fn upsert(
    State(app): State<Shared>,
    Path(connection_id): Path<i64>,
    Body(items): Body<Vec<Value>>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    if !(1..=LARGEST_BATCH).contains(&items.len()) {
        let message = format!(
            "A batch holds 1 to {LARGEST_BATCH} items, not {}",
            items.len()
        );
        return Err(ApiError::bad_request(message));
    }
    let quirks = app.quirks();
    let mut database = app.database();
    let transaction = database.transaction()?;
    require(&transaction, connection_id, ConnectionType::Hris)?;
    let occurrences = occurrences(&items);
    let mut outcomes = Vec::with_capacity(items.len());
    for item in &items {
        outcomes.push(upsert_one(&transaction, connection_id, item, &occurrences)?);
    }
    transaction.commit()?;
    let status = batch_status(&outcomes, &quirks);
    let results = outcomes
        .iter()
        .map(|outcome| outcome_view(outcome, &quirks))
        .collect();
    Ok((status, Json(results)))
}

/// How often each `identityId` stands in a batch.
fn occurrences(items: &[Value]) -> HashMap<&str, usize> {
    let mut occurrences = HashMap::new();
    for identity_id in items.iter().filter_map(|item| item["identityId"].as_str()) {
        *occurrences.entry(identity_id).or_default() += 1;
    }
    occurrences
}

fn upsert_one(
    database: &Connection,
    connection_id: i64,
    item: &Value,
    occurrences: &HashMap<&str, usize>,
) -> Result<Outcome, ApiError> {
    let (identity_id, fields) = match parse(item) {
        Ok(parsed) => parsed,
        Err(message) => return Ok(Outcome::Failed(message)),
    };
    if occurrences.get(identity_id).is_some_and(|count| *count > 1) {
        return Ok(Outcome::Failed(format!(
            "identityId {identity_id} is in the batch twice"
        )));
    }
    let known = identities::find_by_identity_id(database, connection_id, identity_id)?;
    let Some(known) = known else {
        let id = identities::insert(database, connection_id, identity_id, &fields)?;
        return Ok(Outcome::Created(find(database, connection_id, id)?));
    };
    let merged = merge(&known.fields, fields);
    if merged == known.fields && !known.deleted {
        return Ok(Outcome::Unchanged);
    }
    identities::update(database, known.id, &merged)?;
    Ok(Outcome::Updated(find(database, connection_id, known.id)?))
}

/// The customer's id and the fields of an item, or what is wrong with it.
fn parse(item: &Value) -> Result<(&str, Object), String> {
    let identity_id = item["identityId"]
        .as_str()
        .filter(|identity_id| !identity_id.is_empty())
        .ok_or("identityId must be a string that is not empty")?;
    Ok((identity_id, fields::read(item, FIELDS)?))
}

/// What is stored after an item: absent fields stay, null clears, and a stored `separatedAt` is
/// only ever replaced by null.
fn merge(stored: &Object, mut sent: Object) -> Object {
    let separated = stored
        .get("separatedAt")
        .is_some_and(|moment| !moment.is_null());
    if separated
        && sent
            .get("separatedAt")
            .is_some_and(|moment| !moment.is_null())
    {
        sent.remove("separatedAt");
    }
    let mut merged = stored.clone();
    for (name, value) in sent {
        // Null and never sent are the same to whoever reads it.
        if !value.is_null() || merged.contains_key(&name) {
            merged.insert(name, value);
        }
    }
    merged
}

fn batch_status(outcomes: &[Outcome], quirks: &Quirks) -> StatusCode {
    let failed = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Outcome::Failed(_)))
        .count();
    if failed == outcomes.len() && quirks.hris_all_failed_is_400 {
        StatusCode::BAD_REQUEST
    } else if failed > 0 {
        StatusCode::MULTI_STATUS
    } else if outcomes
        .iter()
        .all(|outcome| matches!(outcome, Outcome::Created(_)))
    {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    }
}

fn outcome_view(outcome: &Outcome, quirks: &Quirks) -> Value {
    match outcome {
        Outcome::Created(identity) => json!({ "statusCode": 201, "data": view(identity, quirks) }),
        Outcome::Updated(identity) => json!({ "statusCode": 200, "data": view(identity, quirks) }),
        Outcome::Unchanged => json!({ "statusCode": 200, "data": null }),
        Outcome::Failed(message) => {
            json!({ "statusCode": 400, "data": null, "error": { "message": message } })
        }
    }
}

pub(crate) async fn show(
    State(app): State<Shared>,
    Path((connection_id, name)): Path<(i64, String)>,
) -> Result<Json<Value>, ApiError> {
    let database = app.database();
    let identity = find_by_name(&database, connection_id, &name)?;
    Ok(Json(view(&identity, &app.quirks())))
}

pub(crate) async fn remove(
    State(app): State<Shared>,
    Path((connection_id, name)): Path<(i64, String)>,
) -> Result<StatusCode, ApiError> {
    let database = app.database();
    let identity = find_by_name(&database, connection_id, &name)?;
    identities::remove(&database, identity.id)?;
    Ok(StatusCode::NO_CONTENT)
}

/// An identity by what stands in the path: its number, or `identity-id:` and the customer's id.
fn find_by_name(
    database: &Connection,
    connection_id: i64,
    name: &str,
) -> Result<Identity, ApiError> {
    require(database, connection_id, ConnectionType::Hris)?;
    let found = match (name.strip_prefix("identity-id:"), name.parse()) {
        (Some(identity_id), _) => {
            identities::find_by_identity_id(database, connection_id, identity_id)?
        }
        (None, Ok(id)) => identities::find(database, connection_id, id)?,
        (None, Err(_)) => {
            let message = "userIdentityId must be a number, or identity-id: and an id";
            return Err(ApiError::bad_request(message));
        }
    };
    found
        .filter(|identity| !identity.deleted)
        .ok_or_else(|| ApiError::not_found(format!("There is no user identity {name}")))
}

fn find(database: &Connection, connection_id: i64, id: i64) -> Result<Identity, ApiError> {
    identities::find(database, connection_id, id)?
        .ok_or_else(|| ApiError::not_found(format!("There is no user identity {id}")))
}

fn view(identity: &Identity, quirks: &Quirks) -> Value {
    let mut view = json!({
        "id": quirks.id(identity.id),
        "identityId": identity.identity_id,
    });
    for Field { name, .. } in FIELDS {
        view[*name] = identity.fields.get(*name).cloned().unwrap_or(Value::Null);
    }
    view["createdAt"] = json!(identity.created_at);
    view["updatedAt"] = json!(identity.updated_at);
    view
}
