//! The first page: connections, faults, requests.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use maud::{Markup, html};
use rusqlite::Connection;

use super::{forms, page, request, section, table, text};
use crate::Quirks;
use crate::app::{App, Shared};
use crate::errors::ApiError;
use crate::pages::PageRequest;
use crate::routes::BASE_PATH;
use crate::store::connections::CustomConnection;
use crate::store::sessions::Status;
use crate::store::{connections, devices, identities, records, resources, sessions};

/// How many rows of a table are shown.
const ROWS: usize = 100;

pub(crate) async fn show(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let url = format!("http://{}{BASE_PATH}", host.unwrap_or("127.0.0.1:4010"));
    let content = html! {
        p.lead {
            "A program that calls " code { (url) } " with the key that this was started with shows up here as it runs."
        }
        nav.jump aria-label="On this page" {
            a href="#connections" { "Connections" }
            a href="#requests" { "Requests" }
            a href="#faults" { "Faults" }
            a href="#afresh" { "Begin afresh" }
        }
        (connections(&app)?)
        (requests(&app))
        (faults(&app))
        (forms::fault_form())
        (forms::reset_form())
    };
    Ok(page("Sandbox", &[], &content))
}

fn connections(app: &App) -> Result<Markup, ApiError> {
    let database = app.database();
    let latest = connections::list().page(&database, &PageRequest::latest(ROWS))?;
    let total = latest.total.unwrap_or_default();
    let rows = latest
        .items
        .iter()
        .map(|connection| row(&database, connection));
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let content = if rows.is_empty() {
        html! { p.empty { "None yet. They are made by " code { "POST /custom-connections" } "." } }
    } else {
        let columns = ["Id", "Name", "Kind", "Holds", "Changed (UTC)"];
        table("Connections", &columns, &rows)
    };
    let heading = html! { "Connections" span.count { (total) } };
    Ok(section("connections", &heading, &content))
}

fn row(database: &Connection, connection: &CustomConnection) -> rusqlite::Result<Markup> {
    let name = connection.client_alias.as_deref().unwrap_or("(no name)");
    let address = format!("/_sandbox/connections/{}", connection.id);
    Ok(html! {
        tr {
            td.number { (connection.id) }
            th scope="row" { a href=(address) { (name) } }
            td { (connection.connection_type) }
            td { (holdings(database, connection)?) }
            td { (text::moment(&connection.updated_at)) }
        }
    })
}

/// What a connection holds, in words.
fn holdings(database: &Connection, connection: &CustomConnection) -> rusqlite::Result<String> {
    let id = connection.id;
    Ok(match connection.connection_type.as_str() {
        "MDM" => text::count(devices::list(id).count(database)?, "device", "devices"),
        "HRIS" => text::count(
            identities::list(id).count(database)?,
            "identity",
            "identities",
        ),
        _ => {
            let mut parts = Vec::new();
            for resource in resources::of_connection(database, id)? {
                let live = records::list_live(resource.id).count(database)?;
                parts.push(text::count(live, "live record", "live records"));
                if let Some(session) = sessions::current(database, resource.id, Status::InProgress)?
                {
                    let staged = records::list_staged(resource.id).count(database)?;
                    parts.push(format!("{staged} staged by {}", session.session_id));
                }
            }
            parts.join(", ")
        }
    })
}

fn faults(app: &App) -> Markup {
    let injector = app.faults();
    let plan = injector.plan();
    let quirks = app.quirks();
    let content = html! {
        @if plan.rules.is_empty() && injector.queue().len() == 0 {
            p.empty { "Nothing goes wrong on purpose." }
        } @else {
            ul.rules {
                @for fault in injector.queue() { li { code { (fault) } " for one of the next requests" } }
                @for rule in &plan.rules { li { code { (rule) } } }
            }
            @if !plan.rules.is_empty() { p.note { "Seed " (plan.seed) "." } }
        }
        @if quirks != Quirks::default() {
            p { "Quirks of the vendor's that are not as the document says: " code { (text::json(&quirks)) } }
        }
    };
    section("faults", &html! { "Faults" }, &content)
}

fn requests(app: &App) -> Markup {
    let log = app.log();
    let rows: Vec<Markup> = log
        .iter()
        .rev()
        .take(ROWS)
        .map(|entry| request::row(entry, &app.key))
        .collect();
    let content = if rows.is_empty() {
        html! { p.empty { "None yet." } }
    } else {
        let columns = ["No.", "Time (UTC)", "Request and answer", "Status", "Took"];
        table("Requests, newest first", &columns, &rows)
    };
    let heading = html! { "Requests" span.count { (log.len()) } };
    section("requests", &heading, &content)
}
