//! The nineteen operations and the sandbox's own paths.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::app::Shared;
use crate::errors::ApiError;
use crate::{auth, connections, control, devices, hris, page, records, sessions};

/// Where the vendor's API begins.
pub(crate) const BASE_PATH: &str = "/public/v2";
/// Whether a path is the sandbox's own.
pub(crate) fn is_own(path: &str) -> bool {
    path == "/" || path.starts_with(page::HOME)
}

/// All paths that are answered; on any other, and with any other method, 404.
pub(crate) fn router(app: &Shared) -> Router {
    Router::new()
        .nest(BASE_PATH, operations(app))
        .merge(page::protected(page::routes().merge(controls())))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_path)
        // The size is checked where the body is read, for all operations alike.
        .layer(DefaultBodyLimit::disable())
        .with_state(app.clone())
}

/// The sandbox's own paths that programs use.
fn controls() -> Router<Shared> {
    Router::new()
        .route(
            "/_sandbox/quirks",
            get(control::quirks).put(control::replace_quirks),
        )
        .route(
            "/_sandbox/faults",
            get(control::faults).put(control::replace_faults),
        )
        .route("/_sandbox/events", get(control::events))
        .route("/_sandbox/reset", post(control::reset))
}

/// The operations, each with the permission that a key needs for it.
fn operations(app: &Shared) -> Router<Shared> {
    const CONNECTIONS: &str = "/custom-connections";
    const CONNECTION: &str = "/custom-connections/{connectionId}";
    const RECORDS: &str = "/custom-connections/{connectionId}/resources/{resourceId}/records";
    const RECORD: &str =
        "/custom-connections/{connectionId}/resources/{resourceId}/records/{recordId}";
    const SESSIONS: &str = "/custom-connections/{connectionId}/resources/{resourceId}/sessions";
    const SESSION: &str =
        "/custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}";
    const ACTIONS: &str =
        "/custom-connections/{connectionId}/resources/{resourceId}/sessions/{sessionId}/actions";
    const IDENTITIES: &str = "/custom-connections/{connectionId}/hris-user-identities";
    const IDENTITY: &str =
        "/custom-connections/{connectionId}/hris-user-identities/{userIdentityId}";
    const DEVICES: &str = "/custom-connections/{connectionId}/devices";
    const DEVICE: &str = "/custom-connections/{connectionId}/devices/{deviceId}";
    const DEVICE_LIST: &str = "/connections/{connectionId}/devices";

    let table: [(&str, MethodRouter<Shared>, &'static str); 19] = [
        (
            CONNECTIONS,
            get(connections::list),
            "custom-connections-get",
        ),
        (
            CONNECTIONS,
            post(connections::create),
            "custom-connections-post",
        ),
        (CONNECTION, get(connections::show), "custom-connections-get"),
        (
            CONNECTION,
            put(connections::update),
            "custom-connections-put",
        ),
        (
            CONNECTION,
            delete(connections::remove),
            "custom-connections-delete",
        ),
        (RECORDS, get(records::list), "custom-connections-get"),
        (
            RECORDS,
            post(records::upsert),
            "custom-connections-data-post",
        ),
        (RECORD, put(records::update), "custom-connections-data-put"),
        (
            RECORD,
            delete(records::remove),
            "custom-connections-data-delete",
        ),
        (SESSIONS, get(sessions::list), "custom-connections-get"),
        (
            SESSION,
            post(sessions::upload),
            "custom-connections-data-post",
        ),
        (ACTIONS, post(sessions::act), "custom-connections-data-post"),
        (IDENTITIES, get(hris::list), "user-identities-hris-get"),
        (IDENTITIES, post(hris::upsert), "user-identity-hris-post"),
        (IDENTITY, get(hris::show), "user-identity-hris-get"),
        (IDENTITY, delete(hris::remove), "user-identity-hris-delete"),
        (DEVICES, post(devices::upsert), "devices-post"),
        (
            DEVICE,
            delete(devices::remove),
            "devices-delete-from-custom-connection",
        ),
        (DEVICE_LIST, get(devices::list), "devices-get"),
    ];
    table
        .into_iter()
        .fold(Router::new(), |router, (path, method, permission)| {
            let guard = from_fn_with_state((app.clone(), permission), auth::guard);
            router.route(path, method.route_layer(guard))
        })
}

async fn no_such_path() -> ApiError {
    ApiError::not_found("There is no such operation")
}
