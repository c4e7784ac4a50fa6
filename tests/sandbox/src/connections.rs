//! Operations 1 to 5: custom connections.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::Quirks;
use crate::app::Shared;
use crate::errors::ApiError;
use crate::extract::{Body, Path, Query};
use crate::pages::{self, PageRequest};
use crate::schema::{self, Checker};
use crate::store::Object;
use crate::store::connections::{self, CustomConnection};
use crate::store::resources::{self, Resource};

/// The user that all connections are said to be created by.
const CREATOR: i64 = 1;

/// What a connection is for; a connection has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ConnectionType {
    /// Records of the caller's own shape, and sessions of them.
    Custom,
    /// Devices.
    Mdm,
    /// User identities.
    Hris,
}

impl ConnectionType {
    fn as_str(self) -> &'static str {
        match self {
            Self::Custom => "CUSTOM",
            Self::Mdm => "MDM",
            Self::Hris => "HRIS",
        }
    }
}

/// The body of a creation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CreateRequest {
    pub(crate) name: String,
    pub(crate) provider_types: Vec<ConnectionType>,
    pub(crate) workspace_ids: Option<Vec<i64>>,
    pub(crate) schema: Option<Object>,
    pub(crate) sample_data: Option<Object>,
    pub(crate) display_name_key: Option<String>,
    pub(crate) description: Option<String>,
}

/// The body of a change. Whatever else is sent can't be changed and is not looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UpdateRequest {
    #[serde(default, deserialize_with = "present")]
    client_alias: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    description: Option<Option<String>>,
}

/// Tells a field that is null (`Some(None)`) from one that is absent (`None`).
fn present<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(source).map(Some)
}

#[derive(Clone, Copy, PartialEq)]
enum Expand {
    CreatedByUser,
    CustomResources,
}

fn expand(query: &Query) -> Result<Vec<Expand>, ApiError> {
    let choices = [
        ("createdByUser", Expand::CreatedByUser),
        ("customResources", Expand::CustomResources),
    ];
    query.choices("expand[]", &choices)
}

pub(crate) async fn list(State(app): State<Shared>, query: Query) -> Result<Json<Value>, ApiError> {
    let request = PageRequest::from_query(&query)?;
    let expand = expand(&query)?;
    let quirks = app.quirks();
    let database = app.database();
    let page = connections::list().page(&database, &request)?;
    let resources = page
        .items
        .iter()
        .map(|connection| resources::of_connection(&database, connection.id))
        .collect::<Result<Vec<_>, _>>()?;
    let mut resources = resources.into_iter();
    Ok(pages::envelope(page, &request, &quirks, |connection| {
        view(
            &connection,
            &resources.next().unwrap_or_default(),
            &expand,
            &quirks,
        )
    }))
}

pub(crate) async fn create(
    State(app): State<Shared>,
    Body(request): Body<CreateRequest>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let mut database = app.database();
    let transaction = database.transaction()?;
    let id = add(&transaction, &request)?;
    let connection = one(&transaction, id, &[], &app.quirks())?;
    transaction.commit()?;
    Ok((StatusCode::CREATED, connection))
}

pub(crate) async fn show(
    State(app): State<Shared>,
    Path(id): Path<i64>,
    query: Query,
) -> Result<Json<Value>, ApiError> {
    one(&app.database(), id, &expand(&query)?, &app.quirks())
}

pub(crate) async fn update(
    State(app): State<Shared>,
    Path(id): Path<i64>,
    Body(request): Body<UpdateRequest>,
) -> Result<Json<Value>, ApiError> {
    let mut database = app.database();
    let transaction = database.transaction()?;
    if let Some(alias) = request.client_alias {
        connections::rename(&transaction, id, alias.as_deref())?;
    }
    if let Some(description) = request.description {
        connections::describe(&transaction, id, description.as_deref())?;
    }
    let connection = one(&transaction, id, &[], &app.quirks())?;
    transaction.commit()?;
    Ok(connection)
}

pub(crate) async fn remove(
    State(app): State<Shared>,
    Path(id): Path<i64>,
) -> Result<StatusCode, ApiError> {
    match connections::delete(&app.database(), id)? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(no_connection(id)),
    }
}

/// Adds a connection, with its resource if it is a custom one, and returns its id.
pub(crate) fn add(database: &Connection, request: &CreateRequest) -> Result<i64, ApiError> {
    let [connection_type] = request.provider_types[..] else {
        return Err(ApiError::bad_request(
            "providerTypes must hold exactly one type",
        ));
    };
    let resource = match connection_type {
        ConnectionType::Custom => Some(resource_to_be(request)?),
        ConnectionType::Mdm | ConnectionType::Hris => {
            refuse_custom_fields(request)?;
            None
        }
    };
    let workspaces = request.workspace_ids.as_deref().unwrap_or_default();
    let description = request.description.as_deref();
    let name = &request.name;
    let id = connections::insert(
        database,
        connection_type.as_str(),
        name,
        description,
        workspaces,
    )?;
    if let Some((schema, display_name_key)) = resource {
        resources::insert(database, id, name, description, &schema, display_name_key)?;
    }
    Ok(id)
}

/// The schema and the display name key of a custom connection's resource.
fn resource_to_be(request: &CreateRequest) -> Result<(Object, &str), ApiError> {
    if request.workspace_ids.as_ref().is_none_or(Vec::is_empty) {
        return Err(ApiError::bad_request(
            "A CUSTOM connection needs workspaceIds",
        ));
    }
    let schema = match (&request.schema, &request.sample_data) {
        (Some(schema), None) => schema.clone(),
        (None, Some(sample)) => schema::infer(sample),
        _ => {
            let message = "A CUSTOM connection needs exactly one of schema and sampleData";
            return Err(ApiError::bad_request(message));
        }
    };
    Checker::new(&schema, false)
        .map_err(|error| ApiError::bad_request(format!("schema is not a JSON Schema: {error}")))?;
    let Some(key) = &request.display_name_key else {
        return Err(ApiError::bad_request(
            "A CUSTOM connection needs displayNameKey",
        ));
    };
    if schema
        .get("properties")
        .and_then(|properties| properties.get(key))
        .is_none()
    {
        let message = format!("displayNameKey must name a top-level property; {key} is none");
        return Err(ApiError::bad_request(message));
    }
    Ok((schema, key))
}

fn refuse_custom_fields(request: &CreateRequest) -> Result<(), ApiError> {
    let sent = [
        ("schema", request.schema.is_some()),
        ("sampleData", request.sample_data.is_some()),
        ("displayNameKey", request.display_name_key.is_some()),
        ("workspaceIds", request.workspace_ids.is_some()),
    ];
    match sent.into_iter().find(|(_, is_sent)| *is_sent) {
        None => Ok(()),
        Some((field, _)) => Err(ApiError::bad_request(format!(
            "{field} is for CUSTOM connections only"
        ))),
    }
}

/// The connection, if it is of the type that an operation works on.
///
/// The others are treated as if they didn't exist: 404 is what those operations declare.
pub(crate) fn require(
    database: &Connection,
    id: i64,
    connection_type: ConnectionType,
) -> Result<(), ApiError> {
    let connection = connections::find(database, id)?;
    let wanted = connection_type.as_str();
    match connection.filter(|connection| connection.connection_type == wanted) {
        Some(_) => Ok(()),
        None => Err(ApiError::not_found(format!(
            "There is no {wanted} connection {id}"
        ))),
    }
}

/// A custom connection's resource.
pub(crate) fn require_resource(
    database: &Connection,
    connection_id: i64,
    id: i64,
) -> Result<Resource, ApiError> {
    resources::find(database, connection_id, id)?.ok_or_else(|| {
        ApiError::not_found(format!("Connection {connection_id} has no resource {id}"))
    })
}

fn no_connection(id: i64) -> ApiError {
    ApiError::not_found(format!("There is no custom connection {id}"))
}

fn one(
    database: &Connection,
    id: i64,
    expand: &[Expand],
    quirks: &Quirks,
) -> Result<Json<Value>, ApiError> {
    let connection = connections::find(database, id)?.ok_or_else(|| no_connection(id))?;
    let resources = resources::of_connection(database, id)?;
    Ok(Json(view(&connection, &resources, expand, quirks)))
}

fn view(
    connection: &CustomConnection,
    resources: &[Resource],
    expand: &[Expand],
    quirks: &Quirks,
) -> Value {
    let mut view = json!({
        "id": quirks.id(connection.id),
        "clientAlias": connection.client_alias,
        "description": connection.description,
        "providerTypes": [connection.connection_type],
        "createdAt": connection.created_at,
        "updatedAt": connection.updated_at,
        "createdById": quirks.id(CREATOR),
    });
    if expand.contains(&Expand::CustomResources) {
        let resources = resources
            .iter()
            .map(|resource| resource_view(resource, quirks));
        view["customResources"] = resources.collect();
    }
    if expand.contains(&Expand::CreatedByUser) {
        view["createdByUser"] = creator_view(quirks);
    }
    view
}

fn resource_view(resource: &Resource, quirks: &Quirks) -> Value {
    json!({
        "id": quirks.id(resource.id),
        "name": resource.name,
        "description": resource.description,
        "schema": resource.schema,
        "createdAt": resource.created_at,
        "updatedAt": resource.updated_at,
        "deletedAt": null,
    })
}

fn creator_view(quirks: &Quirks) -> Value {
    json!({
        "id": quirks.id(CREATOR),
        "email": "sandbox@example.com",
        "firstName": "Sandy",
        "lastName": null,
        "createdAt": "2025-07-01T16:45:55.246Z",
        "updatedAt": "2025-07-01T16:45:55.246Z",
    })
}
