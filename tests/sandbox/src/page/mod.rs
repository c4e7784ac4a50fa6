//! The web page: what is stored, what arrives, and what is made to go wrong.
//!
//! Rendered here, on each request; a few lines of script fetch it again when something has
//! changed. Whatever came from a program is text to the browser, never markup: `maud` escapes it,
//! and the security policy of the page runs no script but its own.

mod connection;
mod forms;
mod overview;
mod request;
mod text;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{DOCTYPE, Markup, html};

use crate::app::Shared;

/// Where the page is.
pub(crate) const HOME: &str = "/_sandbox/";

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The paths of the page.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(async || Redirect::to(HOME)))
        .route(HOME, get(overview::show))
        .route("/_sandbox/connections/{id}", get(connection::show))
        .route("/_sandbox/requests/{number}", get(request::show))
        .route("/_sandbox/page/faults", post(forms::add_fault))
        .route("/_sandbox/page/faults/clear", post(forms::clear_faults))
        .route("/_sandbox/page/reset", post(forms::reset))
        .route("/_sandbox/style.css", get(style))
        .route("/_sandbox/live.js", get(script))
}

/// Paths that no other site's forms can use.
pub(crate) fn protected(paths: Router<Shared>) -> Router<Shared> {
    paths.layer(from_fn(protect))
}

async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("style.css"),
    )
}

async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("live.js"),
    )
}

/// Refuses forms of other sites, and tells the browser what the page may do.
async fn protect(request: Request, next: Next) -> Response {
    let mut response = if is_of_other_site(&request) {
        (
            StatusCode::FORBIDDEN,
            "This form is for the sandbox's own page.\n",
        )
            .into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    let own = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        // `no-referrer` would have browsers hide where a form is from, even from the page's own site.
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in own {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A browser names the site that a form is from; other programs don't.
fn is_of_other_site(request: &Request) -> bool {
    let header = |name| {
        let value = request.headers().get(name)?;
        value.to_str().ok()
    };
    let Some(origin) = header(header::ORIGIN) else {
        return false;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    !request.method().is_safe() && host != header(header::HOST)
}

/// A whole page. `parents` lead back to it, by name and address.
fn page(title: &str, parents: &[(&str, &str)], content: &Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) @if !parents.is_empty() { " · Sandbox" } }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/_sandbox/style.css";
                script src="/_sandbox/live.js" defer {}
                noscript { meta http-equiv="refresh" content="5"; }
            }
            body {
                a.skip href="#content" { "Skip to the content" }
                header {
                    nav aria-label="Where you are" {
                        @for (name, address) in parents { a href=(address) { (name) } " / " }
                    }
                    div.title {
                        h1 { (title) }
                        p #state role="status" {}
                    }
                }
                main #content { (content) }
            }
        }
    };
    Html(markup.into_string()).into_response()
}

/// Where something was that is no more, or never was.
fn missing(what: &str) -> Response {
    let content = html! { p { "There is no " (what) " (any more)." } };
    let page = page("Not found", &[("Sandbox", HOME)], &content);
    (StatusCode::NOT_FOUND, page).into_response()
}

/// A section with a heading, fetched again when something has changed.
fn section(id: &str, heading: &Markup, content: &Markup) -> Markup {
    let heading_id = format!("{id}-heading");
    html! {
        section #(id) aria-labelledby=(heading_id) data-live {
            h2 #(heading_id) { (heading) }
            (content)
        }
    }
}

/// A table that scrolls by itself where the window is narrow.
fn table(label: &str, columns: &[&str], rows: &[Markup]) -> Markup {
    html! {
        div.scroll role="region" aria-label=(label) tabindex="0" {
            table {
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { @for row in rows { (row) } }
            }
        }
    }
}
