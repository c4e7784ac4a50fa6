//! What callers prove themselves with.

use crate::server::Server;
use security::runtime::ClientCredentials;
use security::{Client, ClientBuilder, ErrorKind};

fn start(set_up: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Server, Client) {
    let server = Server::start();
    let client = set_up(Client::builder())
        .base_url(&server.url)
        .build()
        .unwrap();
    (server, client)
}

#[test]
fn the_document_demands_it_and_operations_override_it() {
    let (server, client) = start(|builder| builder.bearer_token("t").basic_auth("u", "p:w"));
    client.access().by_default().send_blocking().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer t"));
    client.access().without_any().send_blocking().unwrap();
    assert_eq!(server.request().header("authorization"), None);
    client.access().by_basic().send_blocking().unwrap();
    assert_eq!(
        server.request().header("authorization"),
        Some("Basic dTpwOnc=")
    );
    client.access().if_wanted().send_blocking().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer t"));
}

#[test]
fn what_proves_who_calls_is_no_argument() {
    let (server, client) = start(|builder| builder.header_key("h"));
    client.access().as_described("k").send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /described?key=k");
    assert_eq!(request.header("x-api-key"), Some("h"));
}

#[test]
fn a_scheme_that_nobody_registered() {
    let (server, client) = start(|builder| builder.authorization("Token t"));
    client.access().by_name().send_blocking().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Token t"));
}

#[test]
fn several_together() {
    let (server, client) = start(|builder| builder.header_key("h").query_key("a&b"));
    client.access().by_all_keys().send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /keys?key=a%26b");
    assert_eq!(request.header("x-api-key"), Some("h"));
    // What the connection proves is no part of the request.
    client.access().with_certificate().send_blocking().unwrap();
    assert_eq!(server.request().header("x-api-key"), Some("h"));
}

#[test]
fn the_first_of_several_that_is_there() {
    let (server, client) = start(|builder| builder.bearer_token("t"));
    client.access().by_either().send_blocking().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer t"));
    let (server, client) = start(|builder| builder.bearer_token("t").cookie_key("c"));
    client.access().by_either().send_blocking().unwrap();
    let request = server.request();
    assert_eq!(
        (request.header("cookie"), request.header("authorization")),
        (Some("sid=c"), None)
    );
}

#[test]
fn tokens_are_fetched_kept_and_renewed() {
    let server = Server::start();
    let url = format!("{}/token", server.url);
    let credentials = ClientCredentials::new(url, "id:1", "s&cret").scopes(["read", "write"]);
    let client = Client::builder()
        .credential("machine", credentials.into())
        .base_url(&server.url)
        .build()
        .unwrap();
    let call = || client.access().as_client().send_blocking();

    server.answer(
        "200 OK",
        "application/json",
        r#"{"access_token":"t1","expires_in":3600}"#,
    );
    call().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer t1"));
    let token = server.request();
    assert_eq!(token.line, "POST /token");
    assert_eq!(
        token.header("authorization"),
        Some("Basic aWQlM0ExOnMlMjZjcmV0")
    );
    assert_eq!(
        token.text(),
        "grant_type=client_credentials&scope=read%20write"
    );

    call().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer t1"));

    // The server has forgotten the token: another is fetched, and the call sent once more.
    server.answer("401 Unauthorized", "text/plain", "");
    server.answer("200 OK", "application/json", r#"{"access_token":"t2"}"#);
    call().unwrap();
    assert_eq!(server.request().header("authorization"), Some("Bearer t2"));

    server.answer("401 Unauthorized", "text/plain", "");
    server.answer(
        "400 Bad Request",
        "application/json",
        r#"{"error":"invalid_client"}"#,
    );
    let error = call().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.to_string().contains("invalid_client"), "{error}");
    assert!(!format!("{error:?} {client:?}").contains("cret"));
}
