//! What stands between the items of a list
//! ([`collectionFormat`](https://spec.openapis.org/oas/v2.0.html#parameter-object)), in each place.

use crate::server::Server;
use lists::Client;
use lists::api::lists::form;

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn list() -> Vec<String> {
    ["a", "b c"].map(str::to_owned).to_vec()
}

#[test]
fn in_queries() {
    let (server, client) = start();
    let call = client.lists().query().csv(list()).ssv(list()).tsv(list());
    call.pipes(list()).multi(list()).send_blocking().unwrap();
    let line = server.line();
    let query: Vec<&str> = line
        .split(['?', '&', ' '])
        .filter(|part| part.contains('='))
        .collect();
    assert_eq!(
        query,
        [
            "csv=a,b%20c",
            "ssv=a%20b%20c",
            "tsv=a%09b%20c",
            "pipes=a%7Cb%20c",
            "multi=a",
            "multi=b%20c"
        ]
    );
}

#[test]
fn in_headers() {
    let (server, client) = start();
    let call = client.lists().header().csv(list()).ssv(list()).tsv(list());
    call.pipes(list()).send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.header("csv"), Some("a,b c"));
    assert_eq!(request.header("ssv"), Some("a b c"));
    assert_eq!(request.header("tsv"), Some("a\tb c"));
    assert_eq!(request.header("pipes"), Some("a|b c"));
}

#[test]
fn in_paths() {
    let (server, client) = start();
    let list = &list();
    client
        .lists()
        .path(list, list, list, list)
        .send_blocking()
        .unwrap();
    assert!(
        server
            .line()
            .ends_with("/path/a,b%20c/a%20b%20c/a%09b%20c/a%7Cb%20c")
    );
}

#[test]
fn in_forms() {
    let (server, client) = start();
    let body = form::Input::new(list(), list(), list(), list(), list());
    client.lists().form(&body).send_blocking().unwrap();
    let request = server.request();
    let pairs: Vec<&str> = request.text().split('&').collect();
    assert_eq!(
        pairs,
        [
            "csv=a,b%20c",
            "ssv=a%20b%20c",
            "tsv=a%09b%20c",
            "pipes=a%7Cb%20c",
            "multi=a",
            "multi=b%20c"
        ]
    );
}
