//! The sandbox's own paths that programs use: quirks, faults, reset, and being told of changes.

use std::convert::Infallible;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use futures_util::{Stream, stream};

use crate::app::Shared;
use crate::errors::ApiError;
use crate::extract::Body;
use crate::{FaultPlan, Quirks, store};

pub(crate) async fn quirks(State(app): State<Shared>) -> Json<Quirks> {
    Json(app.quirks())
}

pub(crate) async fn replace_quirks(
    State(app): State<Shared>,
    Body(quirks): Body<Quirks>,
) -> Json<Quirks> {
    app.set_quirks(quirks);
    Json(app.quirks())
}

pub(crate) async fn faults(State(app): State<Shared>) -> Json<FaultPlan> {
    Json(app.faults().plan().clone())
}

pub(crate) async fn replace_faults(
    State(app): State<Shared>,
    Body(plan): Body<FaultPlan>,
) -> Json<FaultPlan> {
    app.set_faults(plan);
    faults(State(app)).await
}

/// Removes all data and forgets the requests. Quirks and faults stay.
pub(crate) async fn reset(State(app): State<Shared>) -> Result<StatusCode, ApiError> {
    store::clear(&mut app.database())?;
    app.log().clear();
    app.changes.note();
    Ok(StatusCode::NO_CONTENT)
}

/// How often watchers are told at most.
const PACE: Duration = Duration::from_millis(200);

/// An event whenever anything changes, without saying what.
pub(crate) async fn events(
    State(app): State<Shared>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = stream::unfold(app.changes.watch(), async |mut changes| {
        changes.next().await?;
        tokio::time::sleep(PACE).await;
        Some((Ok(Event::default().data("changed")), changes))
    });
    Sse::new(events)
}
