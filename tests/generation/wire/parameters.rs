//! How parameters arrive.

use crate::server::Server;
use parameters::types::{Filter, Point, filter};
use parameters::{Client, Map};

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn in_paths() {
    let (server, client) = start();
    let call = client.styles().in_path(
        "a/b",
        &[1, 2],
        "x y",
        &texts(&["blue", "black"]),
        "m;n",
        &texts(&["1", "2"]),
        &Point::new(3, 4),
    );
    call.send_blocking().unwrap();
    assert_eq!(
        server.line(),
        "GET /path/a%2Fb/1,2/.x%20y/.blue.black/;matrix=m%3Bn/;matrixList=1,2/;x=3;y=4"
    );
}

#[test]
fn in_queries() {
    let (server, client) = start();
    let query = || client.styles().in_query("é&=");
    let filter = || {
        Filter::new()
            .name("n")
            .state(filter::State::Open)
            .price(filter::Price::new().least(1.5))
    };
    let map: Map<String> = [("k".to_owned(), "v w".to_owned())].into();
    let table = [
        (query(), ""),
        (
            query().form(texts(&["a", "b,c"])),
            "&form=a&form=b%2Cc",
        ),
        (query().form(texts(&[])), ""),
        (query().form_joined([1, 2]), "&formJoined=1,2"),
        (query().form_object(&Point::new(1, 2)), "&x=1&y=2"),
        (
            query().form_object_joined(&Point::new(1, 2)),
            "&formObjectJoined=x,1,y,2",
        ),
        (query().spaces(texts(&["a", "b"])), "&spaces=a%20b"),
        (query().pipes(texts(&["a", "b"])), "&pipes=a%7Cb"),
        (
            query().deep(&filter()),
            "&deep%5Bname%5D=n&deep%5Bstate%5D=open&deep%5Bprice%5D%5Bleast%5D=1.5",
        ),
        (query().map(&map), "&k=v%20w"),
        (query().reserved("a/b?c:d&e"), "&reserved=a/b?c:d%26e"),
        (query().reserved("100% %41%2"), "&reserved=100%25%20%41%252"),
        (
            query().json(&filter()),
            "&json=%7B%22name%22%3A%22n%22%2C%22state%22%3A%22open%22%2C%22price%22%3A%7B%22least%22%3A1.5%7D%7D",
        ),
        (query().yes(true).ratio(0.25), "&yes=true&ratio=0.25"),
        (query().nullable(""), "&nullable="),
    ];
    for (call, expected) in table {
        call.send_blocking().unwrap();
        assert_eq!(
            server.line(),
            format!("GET /query?text=%C3%A9%26%3D{expected}")
        );
    }
}

#[test]
fn in_headers() {
    let (server, client) = start();
    let call = client
        .styles()
        .in_headers("t 1")
        .x_flags(texts(&["a", "b"]))
        .x_point(&Point::new(1, 2));
    call.send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.header("x-trace"), Some("t 1"));
    assert_eq!(request.header("x-flags"), Some("a,b"));
    assert_eq!(request.header("x-point"), Some("x=1,y=2"));

    let error = client
        .styles()
        .in_headers("two\nlines")
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), parameters::ErrorKind::InvalidRequest);
}

#[test]
fn in_cookies() {
    let (server, client) = start();
    client
        .styles()
        .in_cookies("a b")
        .choices(texts(&["x", "y"]))
        .send_blocking()
        .unwrap();
    assert_eq!(
        server.request().header("cookie"),
        Some("session=a%20b; choices=x,y")
    );
}

#[test]
fn of_path_items_and_with_one_name() {
    let (server, client) = start();
    client
        .orders()
        .list_orders(7)
        .limit(5)
        .send_blocking()
        .unwrap();
    assert_eq!(server.line(), "GET /shops/7/orders?limit=5");
    client.orders().delete_orders(7, 5).send_blocking().unwrap();
    assert_eq!(server.line(), "DELETE /shops/7/orders?limit=5");

    let call = client
        .orders()
        .collide("p")
        .id_query("q")
        .id_header("h")
        .body_query("b");
    call.body(&Point::new(1, 2)).send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line, "PUT /colliding/p?id=q&body=b");
    assert_eq!(request.header("id"), Some("h"));
    assert_eq!(request.text(), r#"{"x":1,"y":2}"#);
}
