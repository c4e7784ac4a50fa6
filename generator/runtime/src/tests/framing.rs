//! How a reply that arrives in pieces is cut into items.

use serde_json::json;

use crate::runtime::{Frame, Framer, Framing};

/// What comes of a reply that arrives byte by byte, and in one piece.
fn items(framing: Framing, reply: &str) -> Vec<String> {
    let mut in_pieces = Framer::new(framing);
    for byte in reply.as_bytes() {
        in_pieces.push(&[*byte]);
    }
    let mut at_once = Framer::new(framing);
    at_once.push(reply.as_bytes());
    let [in_pieces, at_once] = [in_pieces, at_once].map(|mut framer| {
        framer.close();
        let frames = std::iter::from_fn(|| framer.next());
        frames
            .map_while(|frame| match frame {
                Frame::Item(text) => Some(text),
                Frame::NotText => Some("not text".to_owned()),
                Frame::End => None,
            })
            .collect::<Vec<_>>()
    });
    assert_eq!(in_pieces, at_once);
    at_once
}

#[test]
fn events_end_with_an_empty_line_however_lines_end() {
    for end in ["\n", "\r\n", "\r"] {
        let reply = "\u{feff}: hello\nevent: greeting\ndata: one\ndata:two\n\nid: 7\n\ndata: \n\ndata: cut off"
            .replace('\n', end);
        assert_eq!(items(Framing::EventData, &reply), ["one\ntwo", ""]);
    }
}

#[test]
fn an_event_can_say_that_it_was_the_last() {
    let reply = "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
    assert_eq!(items(Framing::EventData, reply), ["1"]);
}

#[test]
fn whole_events_are_objects() {
    let reply = "event: add\nid: 7\nretry: 10\ndata: {}\n\n";
    let items = items(Framing::EventObjects { json: &[] }, reply);
    let events: Vec<serde_json::Value> = items
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(
        events,
        [json!({"event": "add", "data": "{}", "id": "7", "retry": 10})]
    );
}

#[test]
fn members_of_whole_events_may_be_json() {
    let framing = Framing::EventObjects {
        json: &["data", "id"],
    };
    let reply = "id: 7\ndata: {\"n\":1.50}\n\nid: x\ndata: [\n\n";
    let expected = [r#"{"data":{"n":1.50},"id":7}"#, r#"{"data":"[","id":"x"}"#];
    assert_eq!(items(framing, reply), expected);
}

#[test]
fn lines_and_records_are_items() {
    assert_eq!(items(Framing::Lines, "1\r\n\n{}\n[2]"), ["1", "{}", "[2]"]);
    assert_eq!(
        items(Framing::Sequence, "\u{1e}1\n\u{1e}{\n}\n\u{1e}"),
        ["1", "{\n}"]
    );
}

#[test]
fn bytes_that_are_no_text_are_told_where_they_would_be_taken_for_another() {
    let items = |framing, reply: &[u8]| {
        let mut framer = Framer::new(framing);
        framer.push(reply);
        framer.close();
        std::iter::from_fn(move || framer.next()).collect::<Vec<_>>()
    };
    let item = |text: &str| Frame::Item(text.to_owned());
    assert_eq!(
        items(Framing::Lines, b"\"\xff\"\n2"),
        [Frame::NotText, item("2"), Frame::End]
    );
    assert_eq!(
        items(Framing::EventData, b"data: \xff\n\n"),
        [item("\u{fffd}"), Frame::End]
    );
}
