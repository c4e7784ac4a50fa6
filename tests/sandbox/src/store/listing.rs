//! One page of a table, cut by position (not by number, so that removing a row skips none).

use rusqlite::types::Value;
use rusqlite::{Connection, Result, Row, params_from_iter};

use crate::pages::{PageRequest, Position};

/// The rows of a table that are wanted, before a page is cut.
pub(crate) struct Listing<T> {
    table: &'static str,
    conditions: Vec<&'static str>,
    values: Vec<Value>,
    read: fn(&Row<'_>) -> Result<T>,
}

/// One page.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub(crate) next: Option<Position>,
    /// The number of rows on all pages, where it was asked for.
    pub(crate) total: Option<i64>,
}

impl<T> Listing<T> {
    pub(crate) fn new(table: &'static str, read: fn(&Row<'_>) -> Result<T>) -> Self {
        Self {
            table,
            conditions: Vec::new(),
            values: Vec::new(),
            read,
        }
    }

    /// Narrows the listing by a condition with one `?`.
    pub(crate) fn filter(mut self, condition: &'static str, value: impl Into<Value>) -> Self {
        self.conditions.push(condition);
        self.values.push(value.into());
        self
    }

    /// Narrows the listing where there is a value to narrow it by.
    pub(crate) fn filter_if(
        self,
        condition: &'static str,
        value: Option<impl Into<Value>>,
    ) -> Self {
        match value {
            Some(value) => self.filter(condition, value),
            None => self,
        }
    }

    /// Cuts a page.
    pub(crate) fn page(self, database: &Connection, request: &PageRequest) -> Result<Page<T>> {
        let total = request
            .with_total
            .then(|| self.count(database))
            .transpose()?;
        let mut rows = self.rows(database, request)?;
        let more = rows.len() > request.size;
        rows.truncate(request.size);
        let next = if more {
            rows.last().map(|(position, _)| position.clone())
        } else {
            None
        };
        Ok(Page {
            items: rows.into_iter().map(|(_, item)| item).collect(),
            next,
            total,
        })
    }

    /// The number of rows on all pages.
    pub(crate) fn count(&self, database: &Connection) -> Result<i64> {
        let sql = format!(
            "SELECT count(*) FROM {} WHERE {}",
            self.table,
            self.where_clause()
        );
        database.query_row(&sql, params_from_iter(&self.values), |row| row.get(0))
    }

    /// The rows of the page and one more, which tells whether another page follows.
    fn rows(&self, database: &Connection, request: &PageRequest) -> Result<Vec<(Position, T)>> {
        let column = request.order.column();
        let direction = request.order.direction();
        let mut sql = format!("SELECT * FROM {} WHERE {}", self.table, self.where_clause());
        let mut values = self.values.clone();
        if let Some(after) = &request.after {
            let comparison = request.order.comparison();
            sql.push_str(&format!(" AND ({column}, id) {comparison} (?, ?)"));
            values.extend([Value::from(after.moment.clone()), Value::from(after.id)]);
        }
        let limit = request.size + 1;
        sql.push_str(&format!(
            " ORDER BY {column} {direction}, id {direction} LIMIT {limit}"
        ));
        let read = |row: &Row<'_>| {
            let position = Position {
                moment: row.get(column)?,
                id: row.get("id")?,
            };
            Ok((position, (self.read)(row)?))
        };
        database
            .prepare_cached(&sql)?
            .query_map(params_from_iter(values), read)?
            .collect()
    }

    fn where_clause(&self) -> String {
        if self.conditions.is_empty() {
            "1".to_owned()
        } else {
            self.conditions.join(" AND ")
        }
    }
}
