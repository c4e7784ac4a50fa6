//! Table `identities`.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::listing::Listing;
use super::{Object, read_json, write_json};
use crate::time;

/// A row.
pub(crate) struct Identity {
    pub(crate) id: i64,
    pub(crate) identity_id: String,
    pub(crate) fields: Object,
    pub(crate) deleted: bool,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

impl Identity {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            identity_id: row.get("identity_id")?,
            fields: read_json(row, "fields")?,
            deleted: row.get::<_, Option<String>>("deleted_at")?.is_some(),
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// Those that haven't been removed.
pub(crate) fn list(connection_id: i64) -> Listing<Identity> {
    Listing::new("identities", Identity::read)
        .filter("connection_id = ?", connection_id)
        .filter("(deleted_at IS NULL) = ?", true)
}

/// By the sandbox's own number, removed or not.
pub(crate) fn find(database: &Connection, connection_id: i64, id: i64) -> Result<Option<Identity>> {
    database
        .query_row(
            "SELECT * FROM identities WHERE connection_id = ? AND id = ?",
            [connection_id, id],
            Identity::read,
        )
        .optional()
}

/// By the customer's id, removed or not.
pub(crate) fn find_by_identity_id(
    database: &Connection,
    connection_id: i64,
    identity_id: &str,
) -> Result<Option<Identity>> {
    database
        .query_row(
            "SELECT * FROM identities WHERE connection_id = ? AND identity_id = ?",
            params![connection_id, identity_id],
            Identity::read,
        )
        .optional()
}

/// Adds an identity and returns its number.
pub(crate) fn insert(
    database: &Connection,
    connection_id: i64,
    identity_id: &str,
    fields: &Object,
) -> Result<i64> {
    let now = time::now();
    database.execute(
        "INSERT INTO identities (connection_id, identity_id, fields, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?)",
        params![connection_id, identity_id, write_json(fields)?, now, now],
    )?;
    Ok(database.last_insert_rowid())
}

/// Replaces the fields, and restores the identity where it had been removed.
pub(crate) fn update(database: &Connection, id: i64, fields: &Object) -> Result<usize> {
    database.execute(
        "UPDATE identities SET fields = ?, deleted_at = NULL, updated_at = ? WHERE id = ?",
        params![write_json(fields)?, time::now(), id],
    )
}

/// Marks an identity as removed.
pub(crate) fn remove(database: &Connection, id: i64) -> Result<usize> {
    database.execute(
        "UPDATE identities SET deleted_at = ? WHERE id = ?",
        params![time::now(), id],
    )
}
