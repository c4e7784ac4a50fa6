//! Table `devices`.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::listing::Listing;
use super::{Object, read_json, write_json};
use crate::time;

/// A row.
pub(crate) struct Device {
    pub(crate) id: i64,
    pub(crate) personnel_id: i64,
    /// All fields of the requests so far.
    pub(crate) fields: Object,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

impl Device {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            personnel_id: row.get("personnel_id")?,
            fields: read_json(row, "fields")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// What a device is recognised by; an absent or empty key matches nothing.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) serial_number: Option<String>,
    pub(crate) mac_address: Option<String>,
    pub(crate) external_id: Option<String>,
}

pub(crate) fn list(connection_id: i64) -> Listing<Device> {
    Listing::new("devices", Device::read).filter("connection_id = ?", connection_id)
}

/// The first device that has at least one of the keys.
pub(crate) fn find(
    database: &Connection,
    connection_id: i64,
    keys: &Keys,
) -> Result<Option<Device>> {
    database
        .query_row(
            "SELECT * FROM devices WHERE connection_id = ?
             AND (serial_number = ? OR mac_address = ? OR external_id = ?) ORDER BY id",
            params![
                connection_id,
                keys.serial_number,
                keys.mac_address,
                keys.external_id
            ],
            Device::read,
        )
        .optional()
}

/// Adds a device without fields and returns its id.
pub(crate) fn insert(database: &Connection, connection_id: i64, personnel_id: i64) -> Result<i64> {
    let now = time::now();
    database.execute(
        "INSERT INTO devices (connection_id, personnel_id, fields, created_at, updated_at)
         VALUES (?, ?, '{}', ?, ?)",
        params![connection_id, personnel_id, now, now],
    )?;
    Ok(database.last_insert_rowid())
}

/// Replaces a device's owner, keys and fields, and returns it.
pub(crate) fn update(
    database: &Connection,
    id: i64,
    personnel_id: i64,
    keys: &Keys,
    fields: &Object,
) -> Result<Device> {
    database.query_row(
        "UPDATE devices SET personnel_id = ?, serial_number = ?, mac_address = ?, external_id = ?,
         fields = ?, updated_at = ? WHERE id = ? RETURNING *",
        params![
            personnel_id,
            keys.serial_number,
            keys.mac_address,
            keys.external_id,
            write_json(fields)?,
            time::now(),
            id,
        ],
        Device::read,
    )
}

/// Removes a device; `false` where the connection has none of that id.
pub(crate) fn delete(database: &Connection, connection_id: i64, id: i64) -> Result<bool> {
    let deleted = database.execute(
        "DELETE FROM devices WHERE connection_id = ? AND id = ?",
        [connection_id, id],
    )?;
    Ok(deleted > 0)
}
