//! What Swagger 2.0 says in its own way, as it goes over the wire.

use crate::server::Server;
use swagger::api::notes::{add_picture, attach, token};
use swagger::types::{FailedResponse, Note};
use swagger::{Client, File, Nullable};

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).api_key("k").build().unwrap();
    (server, client)
}

#[test]
fn bodies_and_replies() {
    let (server, client) = start();
    let note = Note::new("memo").text(Nullable::Null);
    server.answer("201 Created", "application/json", r#"{"kind":"memo","at":"2024-01-02T03:04:05Z"}"#);
    let added = client.notes().add(&note).send_blocking().unwrap();
    assert_eq!(added.at.unwrap().to_string(), "2024-01-02T03:04:05Z");
    let request = server.request();
    assert_eq!(request.line, "POST /notes");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("x-key"), Some("k"));
    assert_eq!(request.text(), r#"{"kind":"memo","text":null}"#);

    server.answer("409 Conflict", "application/json", r#"{"reason":"twice"}"#);
    let error = client.notes().add(&note).send_blocking().unwrap_err();
    assert_eq!(error.body::<FailedResponse>().unwrap().reason, "twice");
}

#[test]
fn files_and_forms() {
    let (server, client) = start();
    let texts = ["a", "b"].map(str::to_owned);
    let input = attach::Input::new(File::new("content"))
        .title("t")
        .tags(texts.clone())
        .words(texts.clone())
        .links(texts);
    client.notes().attach(7, &input).send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line, "POST /notes/7/files");
    let media_type = request.header("content-type").unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(
        request.text(),
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\
             Content-Type: application/octet-stream\r\n\r\ncontent\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nt\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\na,b\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\na b\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"links\"\r\n\r\na\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"links\"\r\n\r\nb\r\n--{boundary}--\r\n"
        )
    );

    server.answer("200 OK", "application/pdf", "%PDF");
    assert_eq!(client.notes().download(7).send_blocking().unwrap().as_ref(), b"%PDF");
    assert_eq!(server.request().header("accept"), Some("application/pdf"));

    server.answer("200 OK", "text/plain", "t1");
    let input = token::Input::new(token::InputGrant::Password);
    let call = client.notes().token(&input).authorization("Secret s");
    assert_eq!(call.send_blocking().unwrap(), "t1");
    let request = server.request();
    assert_eq!(request.header("x-key"), None);
    assert_eq!(request.header("authorization"), Some("Secret s"));
    assert_eq!(request.text(), "grant=password");
}

#[test]
fn what_needs_no_schema_may_have_none() {
    let (server, client) = start();
    server.answer("200 OK", "text/plain", "a note");
    assert_eq!(client.notes().print(7).send_blocking().unwrap(), "a note");
    assert_eq!(server.request().header("accept"), Some("text/plain"));
    server.answer("200 OK", "text/plain", "");
    client.notes().check(7).send_blocking().unwrap();
    assert_eq!(server.line(), "HEAD /notes/7/text");
}

#[test]
fn what_is_declared_for_the_path() {
    let (server, client) = start();
    let tags = ["a".to_owned(), "b".to_owned()];
    let input = add_picture::Input::new(File::new("content"));
    let call = client.notes().add_picture(7, &tags, &input).x_trace(1);
    call.send_blocking().unwrap();
    let request = server.request();
    assert_eq!(request.line, "POST /notes/7/pictures/a,b");
    assert_eq!(request.header("x-trace"), Some("1"));
    assert!(request.text().contains("name=\"picture\""));
}
