//! Cursor pages: the same five parameters and the same envelope on all lists.

use axum::Json;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::errors::ApiError;
use crate::extract::Query;
use crate::store::listing::Page;
use crate::{LastCursor, Quirks};

const DEFAULT_SIZE: usize = 50;
const LARGEST_SIZE: usize = 500;

/// Which page is wanted.
pub(crate) struct PageRequest {
    /// Items a page, 1 to 500.
    pub(crate) size: usize,
    pub(crate) order: Order,
    /// The item before the page; `None` for the first page.
    pub(crate) after: Option<Position>,
    /// Whether the number of all items is wanted; never beyond the first page.
    pub(crate) with_total: bool,
}

/// By what and in which direction a list is sorted. Default: `createdAt`, `ASC`, so that new
/// items don't shift the pages of a list that is being read.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    sort: Sort,
    direction: Direction,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Sort {
    #[default]
    CreatedAt,
    UpdatedAt,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Direction {
    #[default]
    Ascending,
    Descending,
}

/// Where a row stands in its list.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Position {
    pub(crate) moment: String,
    pub(crate) id: i64,
}

/// What a cursor's text holds.
#[derive(Serialize, Deserialize)]
struct Cursor {
    order: Order,
    after: Option<Position>,
}

impl PageRequest {
    /// So many of the items that changed last, and the number of all.
    pub(crate) fn latest(size: usize) -> Self {
        Self {
            size,
            order: Order {
                sort: Sort::UpdatedAt,
                direction: Direction::Descending,
            },
            after: None,
            with_total: true,
        }
    }
}

impl Order {
    pub(crate) fn column(self) -> &'static str {
        match self.sort {
            Sort::CreatedAt => "created_at",
            Sort::UpdatedAt => "updated_at",
        }
    }

    pub(crate) fn direction(self) -> &'static str {
        match self.direction {
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        }
    }

    /// Holds between a row and the one before it.
    pub(crate) fn comparison(self) -> &'static str {
        match self.direction {
            Direction::Ascending => ">",
            Direction::Descending => "<",
        }
    }
}

impl PageRequest {
    pub(crate) fn from_query(query: &Query) -> Result<Self, ApiError> {
        let cursor = query.one("cursor")?.map(Cursor::parse).transpose()?;
        let order = order(query, cursor.as_ref())?;
        let truth = [("true", true), ("false", false)];
        let with_total = query.choice("includeTotalCount", &truth)?.unwrap_or(false);
        Ok(Self {
            size: size(query)?,
            order,
            with_total: with_total && cursor.is_none(),
            after: cursor.and_then(|cursor| cursor.after),
        })
    }

    fn cursor(&self, after: Option<Position>) -> Value {
        let cursor = Cursor {
            order: self.order,
            after,
        };
        // The alphabet with `+`, `/` and `=` on purpose: whoever forgets to escape it finds out.
        json!(STANDARD.encode(json!(cursor).to_string()))
    }
}

impl Cursor {
    fn parse(text: &str) -> Result<Self, ApiError> {
        let json = STANDARD.decode(text).ok();
        json.and_then(|json| serde_json::from_slice(&json).ok())
            .ok_or_else(|| ApiError::bad_request("cursor is not one that a page has given"))
    }
}

fn size(query: &Query) -> Result<usize, ApiError> {
    let Some(size) = query.integer("size")? else {
        return Ok(DEFAULT_SIZE);
    };
    match usize::try_from(size) {
        Ok(size @ 1..=LARGEST_SIZE) => Ok(size),
        _ => Err(ApiError::bad_request(format!(
            "size must lie between 1 and {LARGEST_SIZE}"
        ))),
    }
}

/// A cursor stands for the order of its first page; to ask for another one beside it is an error.
fn order(query: &Query, cursor: Option<&Cursor>) -> Result<Order, ApiError> {
    let sorts = [
        ("createdAt", Sort::CreatedAt),
        ("updatedAt", Sort::UpdatedAt),
    ];
    let directions = [
        ("ASC", Direction::Ascending),
        ("DESC", Direction::Descending),
    ];
    let begun = cursor.map(|cursor| cursor.order);
    let order = begun.unwrap_or_default();
    let order = Order {
        sort: query.choice("sort", &sorts)?.unwrap_or(order.sort),
        direction: query
            .choice("sortDir", &directions)?
            .unwrap_or(order.direction),
    };
    if begun.is_some_and(|begun| begun != order) {
        return Err(ApiError::bad_request(
            "cursor belongs to a list in another order",
        ));
    }
    Ok(order)
}

/// The envelope of a page.
pub(crate) fn envelope<T>(
    page: Page<T>,
    request: &PageRequest,
    quirks: &Quirks,
    view: impl FnMut(T) -> Value,
) -> Json<Value> {
    let mut pagination = json!({});
    let cursor = match page.next {
        Some(position) => Some(request.cursor(Some(position))),
        None => last_cursor(request, quirks.last_cursor),
    };
    if let Some(cursor) = cursor {
        pagination["cursor"] = cursor;
    }
    if let Some(total) = page.total {
        pagination["totalCount"] = json!(total);
    }
    let data: Vec<_> = page.items.into_iter().map(view).collect();
    Json(json!({ "data": data, "pagination": pagination }))
}

fn last_cursor(request: &PageRequest, form: LastCursor) -> Option<Value> {
    match form {
        LastCursor::Null => Some(Value::Null),
        LastCursor::Empty => Some(json!("")),
        LastCursor::Absent => None,
        LastCursor::Repeated => Some(request.cursor(request.after.clone())),
    }
}
