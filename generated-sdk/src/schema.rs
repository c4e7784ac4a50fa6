//! What a record looks like: the JSON Schema of a connection, written by hand, taken from a Rust type, or as the server
//! keeps it, and records checked against it.
//!
//! With the features `schema` and `validate` one Rust type is both the shape of the connection and of what is sent, so
//! that a program doesn't upload what the connection refuses:
//!
#![cfg_attr(all(feature = "schema", feature = "validate"), doc = "```no_run")]
#![cfg_attr(not(all(feature = "schema", feature = "validate")), doc = "```ignore")]
//! use drata_custom_connections::Client;
//! use drata_custom_connections::schema::RecordSchema;
//! use drata_custom_connections::types::{
//!     CustomConnectionCreateRequest, CustomConnectionExpand, SessionId, WorkspaceId,
//! };
//! use schemars::JsonSchema;
//! use serde::Serialize;
//!
//! #[derive(JsonSchema, Serialize)]
//! struct Application {
//!     id: String,
//!     name: String,
//!     version: Option<String>,
//! }
//!
//! # async fn example(client: Client, applications: Vec<Application>) -> Result<(), Box<dyn std::error::Error>> {
//! let request = CustomConnectionCreateRequest::for_records::<Application>("Inventory", [WorkspaceId::new(1)], "name")?;
//! let made = client.custom_connections().create(&request).send().await?;
//! let connection = client
//!     .custom_connections()
//!     .get(made.id)
//!     .expand([CustomConnectionExpand::CustomResources])
//!     .send()
//!     .await?;
//! let resource = connection.custom_resources.iter().flatten().next().ok_or("no resource")?;
//!
//! let checker = RecordSchema::from(resource).checker()?;
//! let report = client
//!     .records()
//!     .replace_all(connection.id, resource.id, SessionId::new("nightly-2026-11-24")?)
//!     .check_against(&checker)
//!     .send(applications)
//!     .await?;
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "validate")]
mod checker;
#[cfg(feature = "schema")]
mod of_type;

#[cfg(feature = "validate")]
pub use checker::{Problem, SchemaChecker, SchemaViolation};

use std::fmt;

use serde_json::Value;

use crate::Map;
use crate::types::Resource;

/// The JSON Schema of a connection's records, of an object with properties. Its rules are those of the draft that `$schema`
/// names, of 2020-12 where it names none.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordSchema(Map<Value>);

impl RecordSchema {
    /// A schema that was written by hand. Write a `required` list into it: without one the vendor is said to take every
    /// property as required.
    ///
    /// # Errors
    /// When it is not the schema of an object, or names no properties.
    pub fn new(schema: Map<Value>) -> Result<Self, InvalidSchema> {
        if schema.get("type").is_none_or(|kind| kind != "object") {
            return Err(InvalidSchema::NotAnObject);
        }
        match schema.get("properties").and_then(Value::as_object) {
            Some(properties) if !properties.is_empty() => Ok(Self(schema)),
            _ => Err(InvalidSchema::NoProperties),
        }
    }

    /// The schema of a Rust type as it is serialised.
    ///
    /// It stays within what checkers of draft 7 know: schemas of other types stand where they are used, unless a type
    /// holds itself, formats that are Rust's own are left out, and there always is a `required` list.
    ///
    /// # Errors
    /// When the type is not serialised as an object with known members.
    #[cfg(feature = "schema")]
    pub fn of<T: schemars::JsonSchema>() -> Result<Self, InvalidSchema> {
        Self::new(of_type::schema::<T>())
    }

    /// The schema in which objects without a `required` list require all of their properties, as the vendor is said to
    /// take them. A checker of it passes nothing that a vendor of this kind refuses, and refuses some of what others take.
    #[must_use]
    pub fn requiring_every_property(mut self) -> Self {
        let mut schema = Value::Object(self.0.clone().into_iter().collect());
        require_every_property(&mut schema);
        if let Value::Object(members) = schema {
            self.0 = members.into_iter().collect();
        }
        self
    }

    /// The schema as an object.
    #[must_use]
    pub fn as_map(&self) -> &Map<Value> {
        &self.0
    }

    /// What checks records against this schema.
    ///
    /// # Errors
    /// When the schema breaks the rules of JSON Schema, or refers to what is not in it.
    #[cfg(feature = "validate")]
    pub fn checker(&self) -> Result<SchemaChecker, InvalidSchema> {
        checker::SchemaChecker::new(&self.0)
    }
}

fn require_every_property(schema: &mut Value) {
    if let Some(items) = schema.get_mut("items") {
        require_every_property(items);
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    properties.values_mut().for_each(require_every_property);
    let names = properties.keys().cloned().map(Value::String).collect();
    if let Some(schema) = schema.as_object_mut() {
        schema.entry("required").or_insert(Value::Array(names));
    }
}

/// The schema as the server keeps it, which its records are checked against: that of the day on which the connection was
/// made, whatever the Rust type has become since.
impl From<&Resource> for RecordSchema {
    fn from(resource: &Resource) -> Self {
        Self(resource.schema.clone())
    }
}

impl From<RecordSchema> for Map<Value> {
    fn from(schema: RecordSchema) -> Self {
        schema.0
    }
}

/// Why a schema can't be that of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidSchema {
    /// A record is an object: the schema has to say `"type": "object"`.
    NotAnObject,
    /// The schema names no properties.
    NoProperties,
    /// The schema breaks the rules of JSON Schema.
    Malformed(String),
}

impl fmt::Display for InvalidSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject => f.write_str(
                "a record is an object: the schema needs `\"type\": \"object\"`, a Rust type named members",
            ),
            Self::NoProperties => f.write_str("the schema names no `properties`"),
            Self::Malformed(why) => write!(f, "the schema breaks the rules of JSON Schema: {why}"),
        }
    }
}

impl std::error::Error for InvalidSchema {}
