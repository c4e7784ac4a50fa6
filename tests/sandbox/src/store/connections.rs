//! Table `connections`.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::listing::Listing;
use super::write_json;
use crate::time;

/// A row.
pub(crate) struct CustomConnection {
    pub(crate) id: i64,
    /// `CUSTOM`, `MDM` or `HRIS`.
    pub(crate) connection_type: String,
    pub(crate) client_alias: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

impl CustomConnection {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            connection_type: row.get("type")?,
            client_alias: row.get("client_alias")?,
            description: row.get("description")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

pub(crate) fn list() -> Listing<CustomConnection> {
    Listing::new("connections", CustomConnection::read)
}

pub(crate) fn find(database: &Connection, id: i64) -> Result<Option<CustomConnection>> {
    database
        .query_row(
            "SELECT * FROM connections WHERE id = ?",
            [id],
            CustomConnection::read,
        )
        .optional()
}

/// Adds a connection and returns its id.
pub(crate) fn insert(
    database: &Connection,
    connection_type: &str,
    name: &str,
    description: Option<&str>,
    workspace_ids: &[i64],
) -> Result<i64> {
    let now = time::now();
    database.execute(
        "INSERT INTO connections
         (type, client_alias, description, workspace_ids, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?)",
        params![
            connection_type,
            name,
            description,
            write_json(&workspace_ids)?,
            now,
            now
        ],
    )?;
    Ok(database.last_insert_rowid())
}

pub(crate) fn rename(database: &Connection, id: i64, alias: Option<&str>) -> Result<usize> {
    database.execute(
        "UPDATE connections SET client_alias = ?, updated_at = ? WHERE id = ?",
        params![alias, time::now(), id],
    )
}

pub(crate) fn describe(database: &Connection, id: i64, text: Option<&str>) -> Result<usize> {
    database.execute(
        "UPDATE connections SET description = ?, updated_at = ? WHERE id = ?",
        params![text, time::now(), id],
    )
}

/// Removes a connection and all that belongs to it; `false` where there is none.
pub(crate) fn delete(database: &Connection, id: i64) -> Result<bool> {
    Ok(database.execute("DELETE FROM connections WHERE id = ?", [id])? > 0)
}
