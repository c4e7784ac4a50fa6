//! How bodies arrive.

use crate::server::{Request, Server};
use bodies::api::bodies::{send_encoded_form, send_encoded_parts, send_form, send_multipart};
use bodies::types::{Attachments, Document, Note};
use bodies::{Client, File, Nullable};
use serde_json::json;

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn assert_body(request: &Request, media_type: &str, body: &str) {
    assert_eq!(request.header("content-type"), Some(media_type));
    assert_eq!(request.text(), body);
    assert_eq!(
        request.header("content-length"),
        Some(body.len().to_string().as_str())
    );
}

#[test]
fn as_json() {
    let (server, client) = start();
    let note = Note::new("ü");
    client.bodies().send_json(&note).send_blocking().unwrap();
    assert_body(&server.request(), "application/json", r#"{"text":"ü"}"#);
    let cleared = Note::new("").colour(Nullable::Null);
    client
        .bodies()
        .send_merge_patch(&cleared)
        .send_blocking()
        .unwrap();
    assert_body(
        &server.request(),
        "application/merge-patch+json",
        r#"{"text":"","colour":null}"#,
    );
    client
        .bodies()
        .send_list(&[note.clone(), note.clone()])
        .send_blocking()
        .unwrap();
    assert_body(
        &server.request(),
        "application/json",
        r#"[{"text":"ü"},{"text":"ü"}]"#,
    );
    client
        .bodies()
        .send_anything(&json!([1, null]))
        .send_blocking()
        .unwrap();
    assert_body(&server.request(), "application/json", "[1,null]");
}

#[test]
fn as_a_stream_from_the_disk() {
    let (server, client) = start();
    let text = "0123456789".repeat(100_000);
    let path = std::env::temp_dir().join(format!("upload-{}.txt", std::process::id()));
    std::fs::write(&path, &text).unwrap();
    let file = File::stream(&path).unwrap();
    client.bodies().send_bytes(&file).send_blocking().unwrap();
    assert_body(&server.request(), "application/octet-stream", &text);
    std::fs::remove_file(&path).unwrap();
    let error = client.bodies().send_bytes(&file).send_blocking();
    assert!(error.is_err());
}

#[test]
fn or_not_at_all() {
    let (server, client) = start();
    client.bodies().send_optional().send_blocking().unwrap();
    let request = server.request();
    assert_eq!((request.header("content-type"), request.text()), (None, ""));
    client
        .bodies()
        .send_optional()
        .body(&Note::new("t"))
        .send_blocking()
        .unwrap();
    assert_body(&server.request(), "application/json", r#"{"text":"t"}"#);
}

#[test]
fn as_forms() {
    let (server, client) = start();
    let media_type = "application/x-www-form-urlencoded";
    let input = send_form::Input::new(send_form::InputGrantType::Password)
        .user("a&b")
        .scopes(["x".to_owned(), "y z".to_owned()]);
    client.bodies().send_form(&input).send_blocking().unwrap();
    assert_body(
        &server.request(),
        media_type,
        "grant_type=password&user=a%26b&scopes=x&scopes=y%20z",
    );
    let input = send_encoded_form::Input::new()
        .expand(["a".to_owned(), "b".to_owned()])
        .ids([1, 2])
        .marks(["x".to_owned(), "y".to_owned()])
        .note(Note::new("t"));
    client
        .bodies()
        .send_encoded_form(&input)
        .send_blocking()
        .unwrap();
    assert_body(
        &server.request(),
        media_type,
        "expand%5B%5D=a&expand%5B%5D=b&ids=1%7C2&marks=x,y&note=%7B%22text%22%3A%22t%22%7D",
    );
}

/// The parts of a multipart body, each from its first header to the end of its content.
fn parts(request: &Request) -> Vec<String> {
    let media_type = request.header("content-type").unwrap();
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let text = request
        .text()
        .strip_suffix(&format!("--{boundary}--\r\n"))
        .unwrap();
    let start = format!("--{boundary}\r\n");
    let parts = text.split(&start).skip(1);
    parts
        .map(|part| part.strip_suffix("\r\n").unwrap().to_owned())
        .collect()
}

#[test]
fn as_parts() {
    let (server, client) = start();
    let input = send_multipart::Input::new(File::new("content").with_file_name("a\"b.txt"))
        .attachments([File::new("1"), File::new("2").with_media_type("text/plain")])
        .comment("no\r\nmore")
        .tags(["t1".to_owned(), "t2".to_owned()])
        .note(Note::new("n"));
    client
        .bodies()
        .send_multipart(&input)
        .send_blocking()
        .unwrap();
    assert_eq!(
        parts(&server.request()),
        [
            "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\nContent-Type: application/octet-stream\r\n\r\ncontent",
            "Content-Disposition: form-data; name=\"attachments\"; filename=\"attachments\"\r\nContent-Type: application/octet-stream\r\n\r\n1",
            "Content-Disposition: form-data; name=\"attachments\"; filename=\"attachments\"\r\nContent-Type: text/plain\r\n\r\n2",
            "Content-Disposition: form-data; name=\"comment\"\r\n\r\nno\r\nmore",
            "Content-Disposition: form-data; name=\"tags\"\r\n\r\nt1",
            "Content-Disposition: form-data; name=\"tags\"\r\n\r\nt2",
            "Content-Disposition: form-data; name=\"note\"\r\nContent-Type: application/json\r\n\r\n{\"text\":\"n\"}",
        ]
    );
    let input = send_encoded_parts::Input::new()
        .photo(File::new("p"))
        .any(File::new("q").with_media_type("image/jpeg"))
        .title("t")
        .data("d")
        .more("e");
    client
        .bodies()
        .send_encoded_parts(&input)
        .send_blocking()
        .unwrap();
    let parts = parts(&server.request());
    for (part, head_and_content) in parts.iter().zip([
        "filename=\"photo\"\r\nContent-Type: image/png\r\n\r\np",
        "filename=\"any\"\r\nContent-Type: image/jpeg\r\n\r\nq",
        "name=\"title\"\r\nContent-Type: text/markdown\r\n\r\nt",
        "name=\"data\"\r\nContent-Type: application/json\r\n\r\n\"d\"",
        "name=\"more\"\r\nContent-Type: application/merge-patch+json; charset=utf-8\r\n\r\n\"e\"",
    ]) {
        assert!(part.ends_with(head_and_content), "{part}");
    }
}

#[test]
fn as_parts_where_there_are_files() {
    let (server, client) = start();
    let document = Document::new("t").file(File::new("content"));
    client.bodies().send_document(&document).send_blocking().unwrap();
    let parts = parts(&server.request());
    assert_eq!(parts.len(), 2);
    assert!(parts[0].contains("name=\"file\"") && parts[0].ends_with("content"), "{parts:?}");
    let attachments = Attachments::new().files([File::new("1")]);
    let call = client.bodies().send_attachments_json(&attachments);
    call.send_blocking().unwrap();
    assert_body(&server.request(), "application/json", r#"{"files":["MQ=="]}"#);
}

#[test]
fn as_text_and_bytes() {
    let (server, client) = start();
    client.bodies().send_text("a\nb").send_blocking().unwrap();
    assert_body(&server.request(), "text/plain", "a\nb");
    client
        .bodies()
        .send_bytes(&File::new("0"))
        .send_blocking()
        .unwrap();
    assert_body(&server.request(), "application/octet-stream", "0");
    client
        .bodies()
        .send_image(&File::new("i").with_media_type("image/png"))
        .send_blocking()
        .unwrap();
    assert_body(&server.request(), "image/png", "i");
    let pdf = File::new("%PDF");
    client.bodies().send_named(&pdf).send_blocking().unwrap();
    assert_body(&server.request(), "application/octet-stream", "%PDF");
    client.bodies().send_misnamed(&pdf).send_blocking().unwrap();
    assert_body(&server.request(), "application/json", "%PDF");
    client
        .bodies()
        .send_one_of_several(&Note::new("t"))
        .send_blocking()
        .unwrap();
    assert_body(&server.request(), "application/json", r#"{"text":"t"}"#);
    client
        .bodies()
        .send_one_of_several_text("a,b")
        .send_blocking()
        .unwrap();
    assert_body(&server.request(), "text/csv", "a,b");
}

#[test]
fn by_names_that_tell_bodies_from_replies() {
    let (server, client) = start();
    let bodies = client.bodies();
    server.answer("200 OK", "text/html", "<p>t");
    let reply = bodies.echo_for_text(&Note::new("t")).send_blocking().unwrap();
    assert_eq!(reply, "<p>t");
    assert_body(&server.request(), "application/json", r#"{"text":"t"}"#);
    server.answer("200 OK", "application/json", r#"{"text":"t"}"#);
    assert_eq!(bodies.echo_text("t").send_blocking().unwrap(), Note::new("t"));
    assert_body(&server.request(), "text/plain", "t");
    server.answer("200 OK", "text/html", "<p>t");
    let reply = bodies.echo_text_for_text("t").send_blocking().unwrap();
    assert_eq!(reply, "<p>t");
}

#[test]
fn or_null() {
    let (server, client) = start();
    let bodies = client.bodies();
    let note = Note::new("t");
    bodies.send_note_or_null(Some(&note)).send_blocking().unwrap();
    assert_body(&server.request(), "application/json", r#"{"text":"t"}"#);
    bodies.send_note_or_null(None).send_blocking().unwrap();
    assert_body(&server.request(), "application/json", "null");
}

#[test]
fn as_one_of_several_patches_or_pictures() {
    let (server, client) = start();
    let (bodies, note) = (client.bodies(), Note::new("t"));
    bodies.patch_note_json_patch(&vec![]).send_blocking().unwrap();
    assert_body(&server.request(), "application/json-patch+json", "[]");
    bodies.patch_note(&note).send_blocking().unwrap();
    let text = r#"{"text":"t"}"#;
    assert_body(&server.request(), "application/merge-patch+json", text);
    bodies
        .patch_note_strategic_merge_patch(&note)
        .send_blocking()
        .unwrap();
    let media_type = "application/strategic-merge-patch+json";
    assert_body(&server.request(), media_type, text);
    let picture = File::new("j").with_media_type("image/jpeg");
    bodies.send_picture(&picture).send_blocking().unwrap();
    assert_body(&server.request(), "image/jpeg", "j");
}
