//! The data, in SQLite: one module a table, plain functions over a connection.

pub(crate) mod connections;
pub(crate) mod devices;
pub(crate) mod identities;
pub(crate) mod listing;
pub(crate) mod personnel;
pub(crate) mod records;
pub(crate) mod resources;
pub(crate) mod sessions;

use rusqlite::types::Type;
use rusqlite::{Connection, Result, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Storage;

/// A JSON object as it is stored.
pub(crate) type Object = serde_json::Map<String, serde_json::Value>;

/// Opens the store and makes the tables that it lacks.
pub(crate) fn open(storage: &Storage) -> Result<Connection> {
    let database = match storage {
        Storage::Memory => Connection::open_in_memory()?,
        Storage::File(path) => Connection::open(path)?,
    };
    database.pragma_update(None, "foreign_keys", true)?;
    database.execute_batch(include_str!("schema.sql"))?;
    Ok(database)
}

/// Removes all data; ids go on from where they were.
pub(crate) fn clear(database: &mut Connection) -> Result<()> {
    let transaction = database.transaction()?;
    // What belongs to a connection goes with it.
    transaction.execute_batch("DELETE FROM connections; DELETE FROM personnel;")?;
    transaction.commit()
}

/// Reads a column that holds JSON.
fn read_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

/// The text of a column that holds JSON.
fn write_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
