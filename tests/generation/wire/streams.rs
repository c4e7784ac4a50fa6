//! Replies that are read item by item.

use crate::server::Server;
use streams::types::{Piece, Prompt};
use streams::{Client, ErrorKind};

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn deltas(pieces: impl Iterator<Item = Result<Piece, streams::Error>>) -> Vec<String> {
    pieces.map(|piece| piece.unwrap().delta).collect()
}

#[test]
fn the_same_call_gives_the_whole_or_its_pieces() {
    let (server, client) = start();
    let prompt = Prompt::new("p");
    server.answer("200 OK", "application/json", r#"{"text":"whole"}"#);
    assert_eq!(
        client
            .streams()
            .complete(&prompt)
            .send_blocking()
            .unwrap()
            .text,
        "whole"
    );
    assert_eq!(server.request().header("accept"), Some("application/json"));

    let events = "data: {\"delta\":\"a\"}\n\n: still here\n\nevent: piece\ndata: {\"delta\":\ndata: \"b\"}\n\ndata: [DONE]\n\n";
    server.answer("200 OK", "text/event-stream", events);
    let pieces = client
        .streams()
        .complete(&prompt)
        .send_for_events_blocking()
        .unwrap();
    assert_eq!(deltas(pieces), ["a", "b"]);
    let request = server.request();
    assert_eq!(request.header("accept"), Some("text/event-stream"));
    assert_eq!(request.text(), r#"{"text":"p"}"#);
}

#[test]
fn a_recording_or_its_pieces() {
    let (server, client) = start();
    server.answer("200 OK", "application/octet-stream", "RIFF");
    let recording = client.streams().speak().send_blocking().unwrap();
    assert_eq!(recording.as_ref(), b"RIFF");
    server.answer("200 OK", "text/event-stream", "data: {\"delta\":\"a\"}\n\n");
    let pieces = client.streams().speak().send_for_events_blocking();
    assert_eq!(deltas(pieces.unwrap()), ["a"]);
}

#[test]
fn events_with_their_names() {
    let (server, client) = start();
    server.answer(
        "200 OK",
        "text/event-stream",
        "event: add\nid: 7\ndata: x\n\n",
    );
    let mut events = client
        .streams()
        .listen()
        .send_for_events_blocking()
        .unwrap();
    let event = events.next().unwrap().unwrap();
    assert_eq!(
        (
            event.event.as_deref(),
            event.id.as_deref(),
            event.data.as_str()
        ),
        (Some("add"), Some("7"), "x")
    );
    assert!(events.next().is_none());
}

#[test]
fn events_by_their_members() {
    use streams::api::streams::follow::Event;

    let (server, client) = start();
    let events = "id: 1\ndata: {\"delta\":\"a\"}\n\nevent: remark\ndata: {\"text\":\"b\"}\n\n";
    server.answer("200 OK", "text/event-stream", events);
    let events = client.streams().follow().send_for_events_blocking().unwrap();
    let events: Vec<Event> = events.map(Result::unwrap).collect();
    assert!(matches!(&events[0], Event::EventMessage(event) if event.id == Some(1) && event.data.delta == "a"));
    assert!(matches!(&events[1], Event::EventRemark(event) if event.data.text == "b"));
}

#[test]
fn words_lines_and_records() {
    let (server, client) = start();
    server.answer("200 OK", "text/event-stream", "data: one word\n\n");
    let words: Result<Vec<String>, _> = client
        .streams()
        .list_words()
        .send_for_events_blocking()
        .unwrap()
        .collect();
    assert_eq!(words.unwrap(), ["one word"]);
    server.answer(
        "200 OK",
        "application/x-ndjson",
        "{\"delta\":\"a\"}\n{\"delta\":\"b\"}",
    );
    assert_eq!(
        deltas(
            client
                .streams()
                .list_lines()
                .send_for_events_blocking()
                .unwrap()
        ),
        ["a", "b"]
    );
    server.answer(
        "200 OK",
        "application/json-seq",
        "\u{1e}{\"delta\":\"a\"}\n\u{1e}{\"delta\":\"b\"}\n",
    );
    assert_eq!(
        deltas(
            client
                .streams()
                .list_records()
                .send_for_events_blocking()
                .unwrap()
        ),
        ["a", "b"]
    );
}

#[test]
fn what_goes_wrong_ends_the_stream() {
    let (server, client) = start();
    server.answer("429 Too Many Requests", "application/json", "{}");
    let never = streams::runtime::RetryPolicy::never();
    let error = client
        .streams()
        .list_lines()
        .retry(never)
        .send_for_events_blocking()
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 429);
    server.answer(
        "200 OK",
        "application/x-ndjson",
        "{\"delta\":\"a\"}\n{\"delta\":1}\n{\"delta\":\"c\"}\n",
    );
    let mut lines = client
        .streams()
        .list_lines()
        .send_for_events_blocking()
        .unwrap();
    assert_eq!(lines.next().unwrap().unwrap().delta, "a");
    let error = lines.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.raw_body().unwrap().as_ref(), br#"{"delta":1}"#);
    assert!(lines.next().is_none());
}
