//! Connections that are right by construction: one constructor for each kind.
//!
//! The vendor's document calls every member of a create request but two optional. Which of them are needed, allowed or
//! refused depends on the kind of the connection; these constructors know. The plain
//! [`CustomConnectionCreateRequest::new`] stays for what they don't foresee.

use std::fmt;

use crate::Map;
use crate::schema::InvalidSchema;
use crate::types::{CustomConnectionCreateRequest, ProviderType, WorkspaceId};
use serde_json::Value;

impl CustomConnectionCreateRequest {
    /// A connection for records of your own, of a shape that a JSON Schema describes.
    ///
    /// `display_name_key` names the member by which people know a record. Write a `required` list into the schema: without
    /// one the vendor is said to take every property as required.
    ///
    /// # Errors
    /// When no workspace is given, or `display_name_key` is not a top-level property of the schema.
    ///
    /// # Examples
    /// ```
    /// use drata_custom_connections::types::{CustomConnectionCreateRequest, WorkspaceId};
    /// use serde_json::{Value, json};
    ///
    /// let schema = serde_json::from_value(json!({
    ///     "type": "object",
    ///     "properties": { "id": { "type": "string" }, "name": { "type": "string" } },
    ///     "required": ["id", "name"],
    /// }))?;
    /// let request = CustomConnectionCreateRequest::custom("Software Inventory", [WorkspaceId::new(1)], schema, "name")?;
    /// assert!(request.sample_data.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn custom(
        name: impl Into<String>,
        workspaces: impl IntoIterator<Item = WorkspaceId>,
        schema: Map<Value>,
        display_name_key: impl Into<String>,
    ) -> Result<Self, InvalidConnection> {
        let display_name_key = display_name_key.into();
        let properties = schema.get("properties").and_then(Value::as_object);
        if !properties.is_some_and(|properties| properties.contains_key(&display_name_key)) {
            let known = properties
                .into_iter()
                .flat_map(|properties| properties.keys().cloned())
                .collect();
            return Err(InvalidConnection::UnknownDisplayNameKey {
                key: display_name_key,
                known,
            });
        }
        Ok(Self::of_kind(name, ProviderType::Custom)
            .schema(schema)
            .display_name_key(display_name_key)
            .workspace_ids(some(workspaces)?))
    }

    /// A connection for records of your own, of a shape that the server infers from a sample record.
    ///
    /// # Errors
    /// When no workspace is given, or `display_name_key` is not a member of the sample.
    pub fn custom_from_sample(
        name: impl Into<String>,
        workspaces: impl IntoIterator<Item = WorkspaceId>,
        sample: Map<Value>,
        display_name_key: impl Into<String>,
    ) -> Result<Self, InvalidConnection> {
        let display_name_key = display_name_key.into();
        if !sample.contains_key(&display_name_key) {
            let known = sample.keys().cloned().collect();
            return Err(InvalidConnection::UnknownDisplayNameKey {
                key: display_name_key,
                known,
            });
        }
        Ok(Self::of_kind(name, ProviderType::Custom)
            .sample_data(sample)
            .display_name_key(display_name_key)
            .workspace_ids(some(workspaces)?))
    }

    /// A connection for devices.
    #[must_use]
    pub fn mdm(name: impl Into<String>) -> Self {
        Self::of_kind(name, ProviderType::Mdm)
    }

    /// A connection for the people of an HR system.
    #[must_use]
    pub fn hris(name: impl Into<String>) -> Self {
        Self::of_kind(name, ProviderType::Hris)
    }

    fn of_kind(name: impl Into<String>, kind: ProviderType) -> Self {
        Self::new(name, [kind])
    }
}

fn some(
    workspaces: impl IntoIterator<Item = WorkspaceId>,
) -> Result<Vec<WorkspaceId>, InvalidConnection> {
    let workspaces: Vec<WorkspaceId> = workspaces.into_iter().collect();
    if workspaces.is_empty() {
        Err(InvalidConnection::NoWorkspace)
    } else {
        Ok(workspaces)
    }
}

/// Why a connection would be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidConnection {
    /// A connection for records belongs to one workspace at least.
    NoWorkspace,
    /// The key is not a top-level property of a record.
    UnknownDisplayNameKey {
        /// The key.
        key: String,
        /// The properties that there are.
        known: Vec<String>,
    },
    /// The schema can't be that of a record.
    Schema(InvalidSchema),
}

impl fmt::Display for InvalidConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWorkspace => {
                f.write_str("a connection for records needs at least one workspace")
            }
            Self::Schema(invalid) => write!(f, "{invalid}"),
            Self::UnknownDisplayNameKey { key, known } if known.is_empty() => {
                write!(
                    f,
                    "`{key}` is not a top-level property of a record: the schema has no `properties`"
                )
            }
            Self::UnknownDisplayNameKey { key, known } => {
                write!(
                    f,
                    "`{key}` is not a top-level property of a record; those are: {}",
                    known.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for InvalidConnection {}
