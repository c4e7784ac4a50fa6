//! Table `records`: the live ones of a resource, and those staged by its session in progress.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use serde_json::Value;

use super::listing::Listing;
use super::resources::Resource;
use super::{read_json, write_json};
use crate::time;

/// A row.
pub(crate) struct Record {
    pub(crate) record_id: String,
    pub(crate) session_id: Option<String>,
    /// Always a JSON object.
    pub(crate) attributes: Value,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

impl Record {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            record_id: row.get("record_id")?,
            session_id: row.get("session_id")?,
            attributes: read_json(row, "attributes")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// The set that records go into.
pub(crate) struct Target {
    resource_id: i64,
    session_id: Option<String>,
    staged: bool,
}

impl Target {
    /// Where direct uploads go: among the live records, under the active session if there is one.
    pub(crate) fn live(resource: &Resource, active_session: Option<String>) -> Self {
        Self {
            resource_id: resource.id,
            session_id: active_session,
            staged: false,
        }
    }

    /// Where the uploads of a session in progress go.
    pub(crate) fn staged(resource: &Resource, session_id: String) -> Self {
        Self {
            resource_id: resource.id,
            session_id: Some(session_id),
            staged: true,
        }
    }
}

pub(crate) fn list_live(resource_id: i64) -> Listing<Record> {
    list(resource_id, false)
}

pub(crate) fn list_staged(resource_id: i64) -> Listing<Record> {
    list(resource_id, true)
}

fn list(resource_id: i64, staged: bool) -> Listing<Record> {
    Listing::new("records", Record::read)
        .filter("resource_id = ?", resource_id)
        .filter("staged = ?", staged)
}

/// The records of one session, staged or live.
pub(crate) fn list_session(resource_id: i64, session_id: &str) -> Listing<Record> {
    Listing::new("records", Record::read)
        .filter("resource_id = ?", resource_id)
        .filter("session_id = ?", session_id.to_owned())
}

fn find(
    database: &Connection,
    resource_id: i64,
    staged: bool,
    record_id: &str,
) -> Result<Option<Record>> {
    database
        .prepare_cached(
            "SELECT * FROM records WHERE resource_id = ? AND staged = ? AND record_id = ?",
        )?
        .query_row(params![resource_id, staged, record_id], Record::read)
        .optional()
}

pub(crate) fn find_live(
    database: &Connection,
    resource_id: i64,
    record_id: &str,
) -> Result<Option<Record>> {
    find(database, resource_id, false, record_id)
}

/// Adds a record or replaces its attributes; `true` with it where it is new.
pub(crate) fn upsert(
    database: &Connection,
    target: &Target,
    record_id: &str,
    attributes: &Value,
) -> Result<(bool, Record)> {
    let known = find(database, target.resource_id, target.staged, record_id)?;
    let updated_at = time::now();
    let record = Record {
        record_id: record_id.to_owned(),
        session_id: target.session_id.clone(),
        attributes: attributes.clone(),
        created_at: known
            .as_ref()
            .map_or_else(|| updated_at.clone(), |r| r.created_at.clone()),
        updated_at,
    };
    database
        .prepare_cached(
            "INSERT INTO records
             (resource_id, staged, record_id, session_id, attributes, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (resource_id, staged, record_id) DO UPDATE SET
             session_id = excluded.session_id,
             attributes = excluded.attributes,
             updated_at = excluded.updated_at",
        )?
        .execute(params![
            target.resource_id,
            target.staged,
            record_id,
            record.session_id,
            write_json(attributes)?,
            record.created_at,
            record.updated_at,
        ])?;
    Ok((known.is_none(), record))
}

/// Removes a live record; `false` where there is none.
pub(crate) fn delete_live(
    database: &Connection,
    resource_id: i64,
    record_id: &str,
) -> Result<bool> {
    let deleted = database.execute(
        "DELETE FROM records WHERE resource_id = ? AND staged = 0 AND record_id = ?",
        params![resource_id, record_id],
    )?;
    Ok(deleted > 0)
}

/// Whether any record is staged.
pub(crate) fn any_staged(database: &Connection, resource_id: i64) -> Result<bool> {
    database
        .prepare_cached("SELECT 1 FROM records WHERE resource_id = ? AND staged = 1")?
        .exists([resource_id])
}

/// Removes the staged records.
pub(crate) fn discard_staged(database: &Connection, resource_id: i64) -> Result<usize> {
    database.execute(
        "DELETE FROM records WHERE resource_id = ? AND staged = 1",
        [resource_id],
    )
}

/// Removes all live records and makes the staged ones live in their place.
pub(crate) fn publish_staged(database: &Connection, resource_id: i64) -> Result<usize> {
    database.execute(
        "DELETE FROM records WHERE resource_id = ? AND staged = 0",
        [resource_id],
    )?;
    database.execute(
        "UPDATE records SET staged = 0 WHERE resource_id = ?",
        [resource_id],
    )
}
