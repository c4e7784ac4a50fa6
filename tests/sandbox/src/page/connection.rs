//! A connection: its resources with sessions and records, its devices or its identities.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use rusqlite::Connection;

use super::{HOME, missing, page, section, table, text};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::extract::Path;
use crate::pages::PageRequest;
use crate::store::connections::CustomConnection;
use crate::store::listing::{Listing, Page};
use crate::store::records::Record;
use crate::store::resources::Resource;
use crate::store::sessions::{Session, Status};
use crate::store::{connections, devices, identities, records, resources, sessions};

/// How many rows of a table are shown.
const ROWS: usize = 100;

pub(crate) async fn show(
    State(app): State<Shared>,
    Path(id): Path<i64>,
) -> Result<Response, ApiError> {
    let database = app.database();
    let Some(connection) = connections::find(&database, id)? else {
        return Ok(missing(&format!("connection {id}")));
    };
    let content = html! {
        (facts(&connection))
        @match connection.connection_type.as_str() {
            "MDM" => (devices(&database, id)?),
            "HRIS" => (identities(&database, id)?),
            _ => @for resource in resources::of_connection(&database, id)? {
                (resource_sections(&database, &resource)?)
            }
        }
    };
    let title = connection.client_alias.as_deref().unwrap_or("(no name)");
    Ok(page(title, &[("Sandbox", HOME)], &content))
}

fn facts(connection: &CustomConnection) -> Markup {
    let content = html! {
        dl {
            dt { "Id" } dd { (connection.id) }
            dt { "Kind" } dd { (connection.connection_type) }
            @if let Some(description) = &connection.description { dt { "Description" } dd { (description) } }
            dt { "Made (UTC)" } dd { (text::moment(&connection.created_at)) }
            dt { "Changed (UTC)" } dd { (text::moment(&connection.updated_at)) }
        }
    };
    section("connection", &html! { "Connection" }, &content)
}

fn resource_sections(database: &Connection, resource: &Resource) -> Result<Markup, ApiError> {
    let id = resource.id;
    let schema = serde_json::to_string_pretty(&resource.schema).unwrap_or_default();
    let about = html! {
        dl { dt { "Id" } dd { (id) } dt { "Name" } dd { (resource.name) } }
        details #{ "schema-" (id) } {
            summary { "Schema of its records" }
            pre tabindex="0" { code { (schema) } }
        }
    };
    let staging = sessions::current(database, id, Status::InProgress)?;
    Ok(html! {
        (section(&format!("resource-{id}"), &html! { "Resource" }, &about))
        (sessions_section(database, id)?)
        @if let Some(session) = staging {
            (rows(
                database, &format!("staged-{id}"), &format!("Staged by {}", session.session_id),
                records::list_staged(id), &["Record", "Fields", "Changed (UTC)"], staged_row,
            )?)
        }
        (rows(
            database, &format!("live-{id}"), "Live records", records::list_live(id),
            &["Record", "Session", "Fields", "Changed (UTC)"], live_row,
        )?)
    })
}

fn sessions_section(database: &Connection, resource: i64) -> Result<Markup, ApiError> {
    let columns = ["Session", "Status", "Begun (UTC)", "Changed (UTC)"];
    let id = format!("sessions-{resource}");
    rows(
        database,
        &id,
        "Sessions",
        sessions::list(resource),
        &columns,
        session_row,
    )
}

fn session_row(session: &Session) -> Markup {
    let status = session.status.as_str();
    html! {
        tr {
            th scope="row" { (session.session_id) }
            td { span class={ "status " (status.to_ascii_lowercase()) } { (status) } }
            td { (text::moment(&session.created_at)) }
            td { (text::moment(&session.updated_at)) }
        }
    }
}

fn staged_row(record: &Record) -> Markup {
    html! {
        tr {
            th scope="row" { (record.record_id) }
            td.json { (text::json(&record.attributes)) }
            td { (text::moment(&record.updated_at)) }
        }
    }
}

fn live_row(record: &Record) -> Markup {
    html! {
        tr {
            th scope="row" { (record.record_id) }
            td { (record.session_id.as_deref().unwrap_or("sent directly")) }
            td.json { (text::json(&record.attributes)) }
            td { (text::moment(&record.updated_at)) }
        }
    }
}

fn devices(database: &Connection, connection: i64) -> Result<Markup, ApiError> {
    let columns = ["Device", "Person", "Fields", "Changed (UTC)"];
    rows(
        database,
        "devices",
        "Devices",
        devices::list(connection),
        &columns,
        |device| {
            html! {
                tr {
                    th scope="row" { (device.id) }
                    td { (device.personnel_id) }
                    td.json { (text::json(&device.fields)) }
                    td { (text::moment(&device.updated_at)) }
                }
            }
        },
    )
}

fn identities(database: &Connection, connection: i64) -> Result<Markup, ApiError> {
    let columns = ["Identity", "Number", "Fields", "Changed (UTC)"];
    let listing = identities::list(connection);
    rows(
        database,
        "identities",
        "HRIS identities",
        listing,
        &columns,
        |identity| {
            html! {
                tr {
                    th scope="row" { (identity.identity_id) }
                    td.number { (identity.id) }
                    td.json { (text::json(&identity.fields)) }
                    td { (text::moment(&identity.updated_at)) }
                }
            }
        },
    )
}

/// A section with the rows that were changed last.
fn rows<T>(
    database: &Connection,
    id: &str,
    name: &str,
    listing: Listing<T>,
    columns: &[&str],
    row: impl Fn(&T) -> Markup,
) -> Result<Markup, ApiError> {
    let Page { items, total, .. } = listing.page(database, &PageRequest::latest(ROWS))?;
    let total = total.unwrap_or_default();
    let rows: Vec<Markup> = items.iter().map(row).collect();
    let content = html! {
        @if rows.is_empty() { p.empty { "None." } } @else { (table(name, columns, &rows)) }
        @if more_than(total, rows.len()) {
            p.note { "These are the " (rows.len()) " that changed last." }
        }
    };
    let heading = html! { (name) span.count { (total) } };
    Ok(section(id, &heading, &content))
}

fn more_than(total: i64, shown: usize) -> bool {
    usize::try_from(total).is_ok_and(|total| total > shown)
}
