//! Data put in without a request, for tests whose subject it isn't.

use std::fmt;

use serde_json::Value;

use crate::connections::{self, CreateRequest};
use crate::errors::ApiError;
use crate::store::resources;
use crate::upload::UploadRequest;
use crate::{ConnectionType, Sandbox, records};

/// A custom connection and its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeededResource {
    /// The connection's id.
    pub connection_id: i64,
    /// The resource's id.
    pub resource_id: i64,
}

impl Sandbox {
    /// Adds an MDM or HRIS connection and returns its id.
    ///
    /// # Errors
    /// Where a request with the same content would be refused; a custom connection always is,
    /// [`seed_resource`](Self::seed_resource) adds those.
    pub fn seed_connection(
        &self,
        connection_type: ConnectionType,
        name: &str,
    ) -> Result<i64, SeedError> {
        let request = CreateRequest {
            name: name.to_owned(),
            provider_types: vec![connection_type],
            workspace_ids: None,
            schema: None,
            sample_data: None,
            display_name_key: None,
            description: None,
        };
        Ok(connections::add(&self.app.database(), &request)?)
    }

    /// Adds a custom connection, in workspace 1, with this JSON Schema for its records.
    ///
    /// # Errors
    /// Where a request with the same content would be refused.
    pub fn seed_resource(
        &self,
        name: &str,
        schema: &Value,
        display_name_key: &str,
    ) -> Result<SeededResource, SeedError> {
        let request = CreateRequest {
            name: name.to_owned(),
            provider_types: vec![ConnectionType::Custom],
            workspace_ids: Some(vec![1]),
            schema: schema.as_object().cloned(),
            sample_data: None,
            display_name_key: Some(display_name_key.to_owned()),
            description: None,
        };
        let mut database = self.app.database();
        let transaction = database.transaction()?;
        let connection_id = connections::add(&transaction, &request)?;
        let resources = resources::of_connection(&transaction, connection_id)?;
        let resource_id = resources
            .first()
            .map(|resource| resource.id)
            .unwrap_or_default();
        transaction.commit()?;
        Ok(SeededResource {
            connection_id,
            resource_id,
        })
    }

    /// Upserts records (an object or an array of them) directly, as operation 7 does.
    ///
    /// # Errors
    /// Where the resource is unknown or a record is refused.
    pub fn seed_records(&self, resource: SeededResource, data: Value) -> Result<(), SeedError> {
        let mut database = self.app.database();
        let transaction = database.transaction()?;
        let SeededResource {
            connection_id,
            resource_id,
        } = resource;
        let resource = connections::require_resource(&transaction, connection_id, resource_id)?;
        let request = UploadRequest { data };
        let uploaded = records::upload_live(&transaction, &resource, request, &self.quirks())?;
        if let Some(message) = uploaded.first_rejection() {
            return Err(SeedError(message.to_owned()));
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Why data can't be put in: what the answer to a request would say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError(String);

impl fmt::Display for SeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for SeedError {}

impl From<ApiError> for SeedError {
    fn from(error: ApiError) -> Self {
        Self(error.message().to_owned())
    }
}

impl From<rusqlite::Error> for SeedError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}
