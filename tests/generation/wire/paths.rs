//! What path templates become.

use crate::server::Server;
use paths::{Client, ErrorKind};
use paths::api::paths::get_tracks::Kind;

#[test]
fn as_the_template_says() {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let paths = client.paths();
    paths.update_folder("7").send_blocking().unwrap();
    assert_eq!(server.line(), "PUT /folders/7");
    paths.share_folder("7", "link").send_blocking().unwrap();
    assert_eq!(server.line(), "PUT /folders/7?fields=link");
    paths.create_queue("new").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /queues?Action=CreateQueue&name=new");
    paths.get_odd("a/b").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /a%20space/%C3%BC/%20/%22a%2Fb%22%7C");
    paths.get_user_value("7").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /users('7')/$value");
    paths.get_twice("7").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /same/7/and/7");
    paths.search("a b").limit(5).send_blocking().unwrap();
    assert_eq!(server.line(), "GET /search?text=a%20b&limit=5");
    paths.get_tracks(Kind::Album).send_blocking().unwrap();
    assert_eq!(server.line(), "GET /tracks?view=all&kind=album");
    paths.get_page("a", 1, 2, "b").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /shelves/a/1/2/b");
    paths.set_properties("7").send_blocking().unwrap();
    assert_eq!(server.line(), "PUT /folders/7?comp=properties");
}

#[test]
fn a_value_may_be_several_segments_where_the_template_says_so() {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let paths = client.paths();
    paths.publish("a/b").send_blocking().unwrap();
    assert_eq!(server.line(), "POST /v1/a/b:publish");
    paths.list_books("shelves/1").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /v1/shelves/1/books");
    paths.get_object("a/b c?d").send_blocking().unwrap();
    assert_eq!(server.line(), "GET /objects/a/b%20c%3Fd");
    let error = paths.get_object("a/../b").send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}
