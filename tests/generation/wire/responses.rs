//! What replies become.

use crate::server::Server;
use responses::api::responses::get_different::Output;
use responses::api::responses::get_mixed::Output as Mixed;
use responses::api::responses::get_range::DefaultError;
use responses::types::Problem;
use responses::{Client, ErrorKind, MockServer};

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

const REPORT: &str = r#"{"id":7,"text":"ü"}"#;

#[test]
fn one_type_on_every_status() {
    let (server, client) = start();
    let responses = client.responses();
    for status in ["200 OK", "201 Created", "299 New"] {
        server.answer(status, "application/json", REPORT);
        assert_eq!(responses.get_same().send_blocking().unwrap().id, 7);
    }
    assert_eq!(server.request().header("accept"), Some("application/json"));
    server.answer("206 Partial Content", "application/json", REPORT);
    assert_eq!(
        responses
            .get_range()
            .send_blocking()
            .unwrap()
            .text
            .as_deref(),
        Some("ü")
    );
    server.answer("200 OK", "application/json", REPORT);
    assert_eq!(responses.get_default().send_blocking().unwrap().id, 7);
}

#[test]
fn what_is_declared_of_no_content_and_of_errors_that_may_be_null() {
    let (server, client) = start();
    let delete = || client.responses().delete_nothing().send_blocking();
    server.answer("204 No Content", "application/json", "");
    delete().unwrap();
    server.answer("404 Not Found", "application/json", r#"{"title":"gone"}"#);
    let error = delete().unwrap_err();
    assert!(error.body::<Problem>().is_some());
}

#[test]
fn a_type_for_each_status() {
    let (server, client) = start();
    let responses = client.responses();
    server.answer("200 OK", "application/json", REPORT);
    assert!(
        matches!(responses.get_different().send_blocking().unwrap(), Output::Ok(report) if report.id == 7)
    );
    server.answer("202 Accepted", "application/json", r#"{"ticket":"t"}"#);
    assert!(
        matches!(responses.get_different().send_blocking().unwrap(), Output::Accepted(ticket) if ticket.ticket == "t")
    );
    assert_eq!(
        responses.get_different().send_blocking().unwrap(),
        Output::NoContent
    );
}

#[test]
fn a_body_that_no_status_declares_is_kept_and_none_is_none() {
    let (server, client) = start();
    let responses = client.responses();
    server.answer("201 Created", "application/json", REPORT);
    assert!(
        matches!(responses.get_different().send_blocking().unwrap(), Output::Ok(report) if report.id == 7)
    );
    for status in ["200 OK", "202 Accepted", "205 Reset Content"] {
        server.answer(status, "application/json", "");
        assert_eq!(
            responses.get_different().send_blocking().unwrap(),
            Output::NoContent,
            "{status}"
        );
    }
    server.answer("202 Accepted", "text/plain", "");
    assert_eq!(
        responses.get_mixed().send_blocking().unwrap(),
        Mixed::Accepted(String::new())
    );
    server.answer("200 OK", "application/json", "");
    assert_eq!(
        responses.get_mixed().send_blocking().unwrap(),
        Mixed::NoContent
    );
}

#[test]
fn nothing_or_null() {
    let (server, client) = start();
    let responses = client.responses();
    responses.delete_nothing().send_blocking().unwrap();
    server.answer("200 OK", "application/json", r#"{"ignored":1}"#);
    responses.delete_nothing().send_blocking().unwrap();
    assert_eq!(responses.get_maybe().send_blocking().unwrap(), None);
    server.answer("200 OK", "application/json", REPORT);
    assert!(responses.get_maybe().send_blocking().unwrap().is_some());
    server.answer("200 OK", "application/json", "null");
    assert_eq!(responses.get_nullable().send_blocking().unwrap(), None);
}

#[test]
fn text_bytes_and_anything() {
    let (server, client) = start();
    let responses = client.responses();
    server.answer("200 OK", "text/html; charset=utf-8", "<p>ü");
    assert_eq!(responses.get_text().send_blocking().unwrap(), "<p>ü");
    assert_eq!(server.request().header("accept"), Some("text/html"));
    server.answer("200 OK", "application/pdf", "%PDF");
    assert_eq!(
        responses.get_bytes().send_blocking().unwrap().as_ref(),
        b"%PDF"
    );
    server.answer("200 OK", "application/json", r#"{"a":[1]}"#);
    assert_eq!(responses.get_untyped().send_blocking().unwrap()["a"][0], 1);
    server.answer(
        "200 OK",
        "application/json",
        r#"{"items":[{"id":1,"state":"odd"}]}"#,
    );
    let inline = responses.get_inline().send_blocking().unwrap();
    assert_eq!(inline.items[0].state.as_ref().unwrap().as_str(), "odd");
    server.answer("200 OK", "application/vnd.shop.report+json", REPORT);
    assert_eq!(
        responses.get_one_of_several().send_blocking().unwrap().id,
        7
    );
    assert_eq!(
        server.request().header("accept"),
        Some("application/vnd.shop.report+json")
    );
}

#[test]
fn what_can_be_had_in_several_encodings() {
    let (server, client) = start();
    let responses = client.responses();
    server.answer("200 OK", "text/csv", "7,ü");
    let text = responses.get_one_of_several_text().send_blocking();
    assert_eq!(text.unwrap(), "7,ü");
    assert_eq!(server.request().header("accept"), Some("text/csv"));
    server.answer("200 OK", "application/pdf", "%PDF");
    let bytes = responses.get_one_of_several_bytes().send_blocking();
    assert_eq!(bytes.unwrap().as_ref(), b"%PDF");
    assert_eq!(server.request().header("accept"), Some("application/pdf"));
    server.answer("200 OK", "text/plain", "of any kind");
    let page = responses.get_page().send_blocking();
    assert_eq!(page.unwrap(), "of any kind");
}

#[test]
fn a_file_is_a_file_whatever_its_media_type() {
    let (server, client) = start();
    let responses = client.responses();
    server.answer("200 OK", "application/pdf", "%PDF");
    let bytes = responses.get_named().send_blocking();
    assert_eq!(bytes.unwrap().as_ref(), b"%PDF");
    assert_eq!(server.request().header("accept"), Some("application/json"));
    server.answer("200 OK", "application/json", "[1]");
    let bytes = responses.get_named_twice().send_blocking();
    assert_eq!(bytes.unwrap().as_ref(), b"[1]");
    assert_eq!(server.request().header("accept"), Some("application/octet-stream"));
}

#[test]
fn an_empty_file_is_a_file() {
    let (server, client) = start();
    let responses = client.responses();
    server.answer("200 OK", "application/octet-stream", "");
    let bytes = responses.get_maybe_bytes().send_blocking();
    assert_eq!(bytes.unwrap().as_deref(), Some(b"".as_slice()));
    assert_eq!(responses.get_maybe_bytes().send_blocking().unwrap(), None);
    server.answer("200 OK", "text/plain", "");
    let text = responses.get_maybe_text().send_blocking();
    assert_eq!(text.unwrap().as_deref(), Some(""));
    assert_eq!(responses.get_maybe_text().send_blocking().unwrap(), None);
}

#[test]
fn heads_have_no_content() {
    let (server, client) = start();
    server.answer_head("200 OK", "application/json", 19);
    client.responses().check_spelt().send_blocking().unwrap();
}

#[test]
fn errors_by_status() {
    let (server, client) = start();
    let get = || client.responses().get_range().send_blocking().unwrap_err();
    server.answer("409 Conflict", "application/json", r#"{"title":"t"}"#);
    assert_eq!(get().body::<Problem>().unwrap().title.as_deref(), Some("t"));
    server.answer("302 Found", "application/json", r#"{"oops":"o"}"#);
    assert_eq!(get().body::<DefaultError>().unwrap().oops, "o");
    server.answer("404 Not Found", "text/plain", "none");
    let error = get();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert_eq!(error.raw_body().unwrap().as_ref(), b"none");
    server.answer("200 OK", "application/json", r#"{"id":"seven"}"#);
    let error = get();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("id"), "{error}");
}

#[test]
fn mocks_answer_by_the_declared_statuses() {
    let report = serde_json::from_str(REPORT).unwrap();
    let ticket = serde_json::from_str(r#"{"ticket":"t"}"#).unwrap();
    for output in [
        Output::Ok(report),
        Output::Accepted(ticket),
        Output::NoContent,
    ] {
        let mock = MockServer::start(Client::builder()).unwrap();
        let call = mock.responses().get_different();
        call.clone().returns(&output);
        assert_eq!(call.send_blocking().unwrap(), output);
    }
}
