//! What can be done on the page: order faults, begin afresh.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{HOME, page};
use crate::app::Shared;
use crate::errors::ApiError;
use crate::{FaultRule, KINDS, control};

pub(super) fn fault_form() -> Markup {
    html! {
        form.order method="post" action="/_sandbox/page/faults" {
            label for="rule" { "Order a fault" }
            div.line {
                input #rule name="rule" list="kinds" required autocomplete="off" spellcheck="false"
                    placeholder="503 every=5 run=2" aria-describedby="rule-help";
                datalist #kinds { @for (form, _) in KINDS { option value=(form) {} } }
                button { "Order" }
                button formaction="/_sandbox/page/faults/clear" formnovalidate { "Take all back" }
            }
            p.note #rule-help {
                "A kind, then which requests: " code { "nth=3" } ", " code { "every=5" } " or " code { "chance=0.1" }
                ", all of them without; " code { "run=2" } " in a row; only " code { "method=POST" } " or "
                code { "path=/records" } "."
            }
            details {
                summary { "Kinds of faults" }
                dl.kinds {
                    @for (form, about) in KINDS { dt { code { (form) } } dd { (about) } }
                }
            }
        }
    }
}

pub(super) fn reset_form() -> Markup {
    html! {
        form #afresh .order method="post" action="/_sandbox/page/reset" {
            h2 { "Begin afresh" }
            div.line {
                button.danger { "Remove all data" }
                p.note { "Connections with all that they hold, and the list of requests. Faults and quirks stay." }
            }
        }
    }
}

pub(super) async fn add_fault(State(app): State<Shared>, form: Bytes) -> Response {
    let rule = form_urlencoded::parse(&form)
        .find(|(name, _)| name == "rule")
        .map(|(_, rule)| rule.parse::<FaultRule>());
    match rule {
        Some(Ok(rule)) => {
            app.add_fault(rule);
            Redirect::to(HOME).into_response()
        }
        Some(Err(error)) => refused(&error.to_string()),
        None => refused("the form has no `rule`"),
    }
}

fn refused(why: &str) -> Response {
    let content = html! { p { "This is not a fault: " (why) "." } (fault_form()) };
    let page = page("Order a fault", &[("Sandbox", HOME)], &content);
    (StatusCode::BAD_REQUEST, page).into_response()
}

pub(super) async fn clear_faults(State(app): State<Shared>) -> Redirect {
    app.clear_faults();
    Redirect::to(HOME)
}

pub(super) async fn reset(state: State<Shared>) -> Result<Redirect, ApiError> {
    control::reset(state).await?;
    Ok(Redirect::to(HOME))
}
