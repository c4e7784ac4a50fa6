//! Table `sessions`.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::listing::Listing;
use crate::time;

/// Where a session stands. Nothing leads out of `Canceled` and `Archived`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    InProgress,
    Active,
    Canceled,
    Archived,
}

impl Status {
    pub(crate) const ALL: [(&'static str, Self); 4] = [
        ("IN_PROGRESS", Self::InProgress),
        ("ACTIVE", Self::Active),
        ("CANCELED", Self::Canceled),
        ("ARCHIVED", Self::Archived),
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Active => "ACTIVE",
            Self::Canceled => "CANCELED",
            Self::Archived => "ARCHIVED",
        }
    }
}

impl ToSql for Status {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for Status {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let known = Self::ALL.into_iter().find(|(name, _)| *name == text);
        known
            .map(|(_, status)| status)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// A row.
pub(crate) struct Session {
    pub(crate) id: i64,
    pub(crate) session_id: String,
    pub(crate) status: Status,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
    pub(crate) activated_at: Option<String>,
    pub(crate) canceled_at: Option<String>,
}

impl Session {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            session_id: row.get("session_id")?,
            status: row.get("status")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            activated_at: row.get("activated_at")?,
            canceled_at: row.get("canceled_at")?,
        })
    }
}

pub(crate) fn list(resource_id: i64) -> Listing<Session> {
    Listing::new("sessions", Session::read).filter("resource_id = ?", resource_id)
}

pub(crate) fn find(
    database: &Connection,
    resource_id: i64,
    session_id: &str,
) -> Result<Option<Session>> {
    database
        .query_row(
            "SELECT * FROM sessions WHERE resource_id = ? AND session_id = ?",
            params![resource_id, session_id],
            Session::read,
        )
        .optional()
}

/// The one session of a resource that stands at `InProgress` or `Active`.
pub(crate) fn current(
    database: &Connection,
    resource_id: i64,
    status: Status,
) -> Result<Option<Session>> {
    database
        .query_row(
            "SELECT * FROM sessions WHERE resource_id = ? AND status = ?",
            params![resource_id, status],
            Session::read,
        )
        .optional()
}

pub(crate) fn insert(database: &Connection, resource_id: i64, session_id: &str) -> Result<usize> {
    let now = time::now();
    database.execute(
        "INSERT INTO sessions (resource_id, session_id, status, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?)",
        params![resource_id, session_id, Status::InProgress, now, now],
    )
}

/// Notes that records were added.
pub(crate) fn touch(database: &Connection, id: i64) -> Result<usize> {
    database.execute(
        "UPDATE sessions SET updated_at = ? WHERE id = ?",
        params![time::now(), id],
    )
}

/// Archives the active session of a resource, where there is one.
pub(crate) fn archive(database: &Connection, resource_id: i64) -> Result<usize> {
    database.execute(
        "UPDATE sessions SET status = ?, updated_at = ? WHERE resource_id = ? AND status = ?",
        params![Status::Archived, time::now(), resource_id, Status::Active],
    )
}

pub(crate) fn activate(database: &Connection, id: i64) -> Result<usize> {
    let now = time::now();
    database.execute(
        "UPDATE sessions SET status = ?, activated_at = ?, updated_at = ? WHERE id = ?",
        params![Status::Active, now, now, id],
    )
}

pub(crate) fn cancel(database: &Connection, id: i64) -> Result<usize> {
    let now = time::now();
    database.execute(
        "UPDATE sessions SET status = ?, canceled_at = ?, updated_at = ? WHERE id = ?",
        params![Status::Canceled, now, now, id],
    )
}
