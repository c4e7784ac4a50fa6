//! What callers prove themselves with.

mod server;

use security::{Client, ClientBuilder};
use server::Server;

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
fn several_together() {
    let (server, client) = start(|builder| builder.header_key("h").query_key("a&b"));
    client.access().by_all_keys().send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line, "GET /keys?key=a%26b");
    assert_eq!(request.header("x-api-key"), Some("h"));
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
