//! The schema of a Rust type.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RestrictFormats;
use serde_json::{Value, json};

use crate::Map;
use crate::connection::InvalidConnection;
use crate::schema::RecordSchema;
use crate::types::{CustomConnectionCreateRequest, WorkspaceId};

impl CustomConnectionCreateRequest {
    /// A connection for records of a Rust type (feature `schema`).
    ///
    /// `display_name_key` names the member by which people know a record, as it is serialised.
    ///
    /// # Errors
    /// As [`custom`](Self::custom), and when the type is not serialised as an object with known members.
    pub fn for_records<T: JsonSchema>(
        name: impl Into<String>,
        workspaces: impl IntoIterator<Item = WorkspaceId>,
        display_name_key: impl Into<String>,
    ) -> Result<Self, InvalidConnection> {
        let schema = RecordSchema::of::<T>().map_err(InvalidConnection::Schema)?;
        Self::custom(name, workspaces, schema.into(), display_name_key)
    }
}

/// Formats that draft 7 doesn't know, such as `uint32`, are left out: a checker may refuse the schema over them.
pub(super) fn schema<T: JsonSchema>() -> Map<Value> {
    let settings = SchemaSettings::draft07()
        .for_serialize()
        .with(|settings| settings.inline_subschemas = true)
        .with_transform(RestrictFormats::default());
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    if let Some(members) = schema.as_object_mut() {
        members.entry("required").or_insert_with(|| json!([]));
    }
    match schema.to_value() {
        Value::Object(members) => members.into_iter().collect(),
        _ => Map::new(),
    }
}
