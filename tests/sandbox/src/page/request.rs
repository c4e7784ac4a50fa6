//! Requests: a row in the table, and a page of its own.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::{HOME, missing, page, section, text};
use crate::RequestLog;
use crate::app::Shared;
use crate::errors::ApiError;
use crate::extract::Path;

pub(crate) async fn show(
    State(app): State<Shared>,
    Path(number): Path<u64>,
) -> Result<Response, ApiError> {
    let entry = app.log().get(number).cloned();
    let Some(entry) = entry else {
        return Ok(missing(&format!("request {number}")));
    };
    let content = html! {
        (section("answered", &html! { "Answered" }, &answered(&entry)))
        (section("request", &html! { "Request" }, &request(&entry, &app.key)))
        (section("answer", &html! { "Answer" }, &body(&entry.answer, &app.key)))
        @if entry.fault.is_some() {
            p.note { "If the fault spoiled the answer, it is shown as it was before." }
        }
    };
    let title = format!("{} {}", entry.method, path(&entry, &app.key));
    Ok(page(
        &title,
        &[("Sandbox", HOME), ("Requests", "/_sandbox/#requests")],
        &content,
    ))
}

fn answered(entry: &RequestLog) -> Markup {
    html! {
        dl {
            dt { "Status" } dd { (status(entry)) }
            dt { "Arrived (UTC)" } dd { (text::time_of_day(entry.arrived)) }
            @if let Some(time) = entry.duration { dt { "Took" } dd { (text::duration(time)) } }
            @if let Some(fault) = &entry.fault { dt { "Fault" } dd { code { (fault) } } }
        }
    }
}

fn request(entry: &RequestLog, key: &str) -> Markup {
    html! {
        dl.headers {
            @for (name, value) in &entry.headers {
                dt { (name) } dd { code { (text::without_key(value.as_bytes(), key)) } }
            }
        }
        (body(&entry.body, key))
    }
}

fn body(bytes: &[u8], key: &str) -> Markup {
    html! {
        @if bytes.is_empty() {
            p.empty { "No body." }
        } @else {
            pre tabindex="0" { code { (text::whole(bytes, key)) } }
        }
    }
}

/// Path and query as they were sent.
fn path(entry: &RequestLog, key: &str) -> String {
    let query = entry.query.as_ref().map(|query| format!("?{query}"));
    let path = format!("{}{}", entry.path, query.unwrap_or_default());
    text::without_key(path.as_bytes(), key)
}

pub(super) fn row(entry: &RequestLog, key: &str) -> Markup {
    let address = format!("/_sandbox/requests/{}", entry.number);
    html! {
        tr {
            td.number { (entry.number) }
            td.time { (text::time_of_day(entry.arrived)) }
            th scope="row" {
                a href=(address) {
                    span.method { (entry.method) } " " span.path { (path(entry, key)) }
                }
                @if let Some(fault) = &entry.fault { " " span.fault { (fault) } }
                (excerpt("sent", "→", &entry.body, key))
                (excerpt("answered", "←", &entry.answer, key))
            }
            td { (status(entry)) }
            td.number { @if let Some(time) = entry.duration { (text::duration(time)) } }
        }
    }
}

fn excerpt(label: &str, arrow: &str, bytes: &[u8], key: &str) -> Markup {
    html! {
        @if !bytes.is_empty() {
            div.excerpt {
                span aria-hidden="true" { (arrow) } span.unseen { (label) } " "
                (text::excerpt(bytes, key))
            }
        }
    }
}

fn status(entry: &RequestLog) -> Markup {
    match (entry.status, entry.duration) {
        (Some(status), _) => html! { span class={ "status s" (status / 100) } { (status) } },
        (None, Some(_)) => html! { span.status.s0 { "closed" } },
        (None, None) => html! { span.status.pending { "under way" } },
    }
}
