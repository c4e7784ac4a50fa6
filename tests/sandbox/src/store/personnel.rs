//! Table `personnel`.

use rusqlite::{Connection, Result};

/// The number of the person with this email address, given out at first mention.
pub(crate) fn number(database: &Connection, email: &str) -> Result<i64> {
    database.execute(
        "INSERT OR IGNORE INTO personnel (email) VALUES (?)",
        [email],
    )?;
    database.query_row("SELECT id FROM personnel WHERE email = ?", [email], |row| {
        row.get(0)
    })
}
