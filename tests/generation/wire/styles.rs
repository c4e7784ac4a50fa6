//! The table of style examples of the
//! [OpenAPI specification](https://spec.openapis.org/oas/v3.2.0.html#style-examples), row by row: an empty text, a text,
//! a list and an object in each style, in pieces (`explode`) and as a whole.

use crate::server::Server;
use styles::Client;
use styles::types::{Colour, Page};

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn list() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

fn object() -> Colour {
    Colour::new(100, 200, 150)
}

fn page() -> Page {
    Page::new().page(1).sort(["a,asc".to_owned(), "b".to_owned()])
}

/// Calls with an empty text, then with `blue`; the list and the object stay. What arrives is the path behind the first
/// segment.
macro_rules! in_path {
    ($($operation:ident: $empty:literal, $blue:literal, $list:literal, $object:literal;)*) => {
        let (server, client) = start();
        $(for (text, expected) in [("", $empty), ("blue", $blue)] {
            let sent = client.styles().$operation(text, &list(), &object()).send_blocking();
            // No segment and a lone dot reach no server as such (RFC 3986, section 5.2.4).
            if matches!(expected, "" | ".") {
                assert!(sent.is_err(), stringify!($operation));
                continue;
            }
            sent.unwrap();
            let line = server.line();
            let segments: Vec<&str> = line.split('/').skip(2).collect();
            assert_eq!(segments, [expected, $list, $object], stringify!($operation));
        })*
    };
}

#[test]
fn paths() {
    in_path! {
        matrix: ";text", ";text=blue", ";list=blue,black,brown", ";object=R,100,G,200,B,150";
        matrix_exploded: ";text", ";text=blue", ";list=blue;list=black;list=brown", ";R=100;G=200;B=150";
        label: ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150";
        label_exploded: ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150";
        simple: "", "blue", "blue,black,brown", "R,100,G,200,B,150";
        simple_exploded: "", "blue", "blue,black,brown", "R=100,G=200,B=150";
    }
}

/// Calls with one parameter at a time. What arrives is the query.
macro_rules! in_query {
    ($($operation:ident.$setter:ident($value:expr) => $expected:literal;)*) => {
        let (server, client) = start();
        $(
            client.styles().$operation().$setter($value).send_blocking().unwrap();
            let line = server.line();
            let query = line.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(query, $expected, "{}.{}", stringify!($operation), stringify!($setter));
        )*
    };
}

#[test]
fn queries() {
    let none = Vec::<String>::new;
    in_query! {
        form.text("") => "text=";
        form.text("blue") => "text=blue";
        form.list(list()) => "list=blue,black,brown";
        form.list(none()) => "";
        form.object(&object()) => "object=R,100,G,200,B,150";
        form_exploded.text("") => "text=";
        form_exploded.text("blue") => "text=blue";
        form_exploded.list(list()) => "list=blue&list=black&list=brown";
        form_exploded.list(none()) => "";
        form_exploded.object(&object()) => "R=100&G=200&B=150";
        form_exploded.page(&page()) => "page=1&sort=a%2Casc&sort=b";
        form_exploded.page(&Page::new().page(1).sort([])) => "page=1";
        space_delimited.list(list()) => "list=blue%20black%20brown";
        space_delimited.list(none()) => "";
        space_delimited.object(&object()) => "object=R%20100%20G%20200%20B%20150";
        pipe_delimited.list(list()) => "list=blue%7Cblack%7Cbrown";
        pipe_delimited.list(none()) => "";
        pipe_delimited.object(&object()) => "object=R%7C100%7CG%7C200%7CB%7C150";
        deep_object.object(&object()) => "object%5BR%5D=100&object%5BG%5D=200&object%5BB%5D=150";
        deep_object.names(["a".to_owned(), "b".to_owned()]) => "names%5B%5D=a&names%5B%5D=b";
        deep_object.sheets([page()]) => "sheets%5B0%5D%5Bpage%5D=1&sheets%5B0%5D%5Bsort%5D%5B%5D=a%2Casc&sheets%5B0%5D%5Bsort%5D%5B%5D=b";
        query_string.object(&object()) => "R=100&G=200&B=150";
    }
}

/// Calls with one parameter at a time. What arrives is the header of the parameter, or of cookies.
macro_rules! in_header {
    ($($operation:ident.$setter:ident($value:expr) => $header:literal: $expected:literal;)*) => {
        let (server, client) = start();
        $(
            client.styles().$operation().$setter($value).send_blocking().unwrap();
            let request = server.request();
            assert_eq!(
                request.header($header), Some($expected),
                "{}.{}", stringify!($operation), stringify!($setter)
            );
        )*
    };
}

#[test]
fn headers() {
    in_header! {
        header.text("") => "text": "";
        header.text("blue") => "text": "blue";
        header.list(list()) => "list": "blue,black,brown";
        header.object(&object()) => "object": "R,100,G,200,B,150";
        header_exploded.text("") => "text": "";
        header_exploded.text("blue") => "text": "blue";
        header_exploded.list(list()) => "list": "blue,black,brown";
        header_exploded.object(&object()) => "object": "R=100,G=200,B=150";
    }
}

/// The table has an ampersand between the pieces of an exploded cookie, which no server takes for several cookies: the
/// pieces are cookies here, as RFC 6265, section 4.2.1 has them.
#[test]
fn cookies() {
    in_header! {
        cookie.text("") => "cookie": "text=";
        cookie.text("blue") => "cookie": "text=blue";
        cookie.list(list()) => "cookie": "list=blue,black,brown";
        cookie.object(&object()) => "cookie": "object=R,100,G,200,B,150";
        cookie_exploded.text("") => "cookie": "text=";
        cookie_exploded.text("blue") => "cookie": "text=blue";
        cookie_exploded.list(list()) => "cookie": "list=blue; list=black; list=brown";
        cookie_exploded.object(&object()) => "cookie": "R=100; G=200; B=150";
        raw_cookie.text("") => "cookie": "text=";
        raw_cookie.text("blue") => "cookie": "text=blue";
        raw_cookie.list(list()) => "cookie": "list=blue,black,brown";
        raw_cookie.object(&object()) => "cookie": "object=R,100,G,200,B,150";
        raw_cookie_exploded.text("") => "cookie": "text=";
        raw_cookie_exploded.text("blue") => "cookie": "text=blue";
        raw_cookie_exploded.list(list()) => "cookie": "list=blue; list=black; list=brown";
        raw_cookie_exploded.object(&object()) => "cookie": "R=100; G=200; B=150";
    }
}
