//! Table `resources`: what a custom connection's records belong to.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::{Object, read_json, write_json};
use crate::time;

/// A row.
pub(crate) struct Resource {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) schema: Object,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

impl Resource {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            schema: read_json(row, "schema")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

pub(crate) fn find(database: &Connection, connection_id: i64, id: i64) -> Result<Option<Resource>> {
    database
        .query_row(
            "SELECT * FROM resources WHERE id = ? AND connection_id = ?",
            [id, connection_id],
            Resource::read,
        )
        .optional()
}

pub(crate) fn of_connection(database: &Connection, connection_id: i64) -> Result<Vec<Resource>> {
    database
        .prepare_cached("SELECT * FROM resources WHERE connection_id = ? ORDER BY id")?
        .query_map([connection_id], Resource::read)?
        .collect()
}

/// Adds the resource of a new connection and returns its id.
pub(crate) fn insert(
    database: &Connection,
    connection_id: i64,
    name: &str,
    description: Option<&str>,
    schema: &Object,
    display_name_key: &str,
) -> Result<i64> {
    let now = time::now();
    database.execute(
        "INSERT INTO resources
         (connection_id, name, description, schema, display_name_key, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![
            connection_id,
            name,
            description,
            write_json(schema)?,
            display_name_key,
            now,
            now
        ],
    )?;
    Ok(database.last_insert_rowid())
}
