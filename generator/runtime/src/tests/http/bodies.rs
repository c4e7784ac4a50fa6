//! Bodies of requests.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use futures_util::stream::iter;
use http_body::Body as _;

use super::script::{Script, Step, reply, reply_with};
use super::{MakeThing, client};
use crate::runtime::wire::{Content, File, Map, Source, object};
use crate::runtime::{Call, ErrorKind, ReplyBody, RequestBody, TransportError};

#[derive(Clone, PartialEq)]
struct Upload {
    title: String,
    note: Option<String>,
    labels: Vec<String>,
    origin: Map<i64>,
    pages: Vec<File>,
}

object! { Upload {
    title: "title" required,
    note: "note",
    labels: "labels",
    origin: "origin",
    pages: "pages",
} }

fn upload() -> Upload {
    Upload {
        title: "A & B".to_owned(),
        note: None,
        labels: vec!["x".to_owned(), "y".to_owned()],
        origin: Map::from([("line".to_owned(), 7)]),
        pages: vec![
            File::from("one")
                .with_file_name("a\"\r\nb.txt")
                .with_media_type("text/plain"),
            File::from(vec![0, 255]),
        ],
    }
}

fn sent(script: &Script) -> (String, Vec<u8>) {
    let request = script.request();
    let media_type = request.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    (media_type, request.body().bytes().unwrap().to_vec())
}

/// Bytes that are counted as they are opened and read.
fn counted(times: &Arc<AtomicUsize>) -> File {
    let times = Arc::clone(times);
    let source = Source::new(Some(5), move || {
        times.fetch_add(1, Ordering::Relaxed);
        iter(["he", "llo"].map(|chunk| Ok(Bytes::from(chunk))))
    });
    File::from_source(source)
}

async fn all(body: &RequestBody) -> String {
    let chunks: Vec<Bytes> = body.chunks().try_collect().await.unwrap();
    String::from_utf8(chunks.concat()).unwrap()
}

#[tokio::test]
async fn streams_are_opened_anew_for_each_attempt() {
    let times = Arc::new(AtomicUsize::new(0));
    let script = Script::new([
        Step::Fail(TransportError::connect("refused")),
        reply(200, &[], ""),
    ]);
    Call::<MakeThing>::new(&client(&script))
        .bytes_body("application/octet-stream", &counted(&times))
        .send()
        .await
        .unwrap();
    assert_eq!((script.count(), times.load(Ordering::Relaxed)), (2, 0));
    let request = script.request();
    assert_eq!(
        (request.body().bytes(), request.body().length()),
        (None, Some(5))
    );
    for read in 1..=2 {
        assert_eq!(all(request.body()).await, "hello");
        assert_eq!(times.load(Ordering::Relaxed), read);
    }
}

#[tokio::test]
async fn a_file_keeps_its_media_type_where_any_bytes_are_taken() {
    let cases = [
        ("application/octet-stream", "image/png"),
        ("*/*", "image/png"),
        ("image/jpeg", "image/jpeg"),
    ];
    for (declared, sent) in cases {
        let script = Script::ok();
        Call::<MakeThing>::new(&client(&script))
            .bytes_body(declared, &File::from("i").with_media_type("image/png"))
            .send()
            .await
            .unwrap();
        assert_eq!(script.request().headers()["content-type"], sent);
    }
}

#[tokio::test]
async fn parts_may_be_streams() {
    let script = Script::ok();
    let body = Upload {
        pages: vec![counted(&Arc::default()), File::from("!")],
        ..upload()
    };
    Call::<MakeThing>::new(&client(&script))
        .multipart_body(&body)
        .send()
        .await
        .unwrap();
    let request = script.request();
    let whole = all(request.body()).await;
    assert_eq!(request.body().length(), Some(whole.len() as u64));
    assert!(whole.contains("\r\n\r\nhello\r\n--"), "{whole}");
    assert!(whole.contains("\r\n\r\n!\r\n--"), "{whole}");
}

#[tokio::test]
async fn of_a_stream_as_much_is_sent_as_it_said() {
    let source = |length| Source::new(length, || iter(["he", "llo"].map(|chunk| Ok(chunk.into()))));
    for (length, expected) in [(0, ""), (1, "h"), (2, "he"), (4, "hell"), (5, "hello")] {
        let body = RequestBody::from(Content::Stream(source(Some(length))));
        assert_eq!(all(&body).await, expected);
    }
    let body = RequestBody::from(Content::Stream(source(Some(6))));
    let outcome: Result<Vec<Bytes>, _> = body.chunks().try_collect().await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
    assert_eq!(error.to_string(), "it ended 1 bytes too early");
}

#[tokio::test]
async fn as_a_body_for_others_it_is_sent_once_and_its_clones_anew() {
    let mut body = RequestBody::from("one ");
    body.extend([counted(&Arc::default()).content]);
    for _ in 0..2 {
        let mut sent = body.clone();
        assert_eq!(sent.size_hint().exact(), Some(9));
        let mut whole = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut sent).poll_frame(context)).await {
            whole.extend(frame.unwrap().into_data().unwrap());
            assert_eq!(sent.size_hint().exact(), Some(9 - whole.len() as u64));
        }
        assert_eq!(whole, b"one hello");
        assert_eq!(sent, body);
        body = sent;
    }
}

#[tokio::test]
async fn a_file_is_as_long_as_it_was_when_it_became_a_part() {
    let path = std::env::temp_dir().join(format!("sdk-grows-{}", std::process::id()));
    std::fs::write(&path, "ten bytes.").unwrap();
    let file = File::stream(&path).unwrap();
    std::fs::write(&path, "ten bytes. And ten more.").unwrap();
    let script = Script::ok();
    let body = Upload {
        pages: vec![file],
        ..upload()
    };
    let client = client(&script);
    let call = Call::<MakeThing>::new(&client).multipart_body(&body);
    call.send().await.unwrap();
    let request = script.request();
    let whole = all(request.body()).await;
    assert_eq!(request.body().length(), Some(whole.len() as u64));
    assert!(whole.contains("\r\n\r\nten bytes.\r\n--"), "{whole}");
    assert!(whole.ends_with("--\r\n"), "{whole}");

    std::fs::write(&path, "").unwrap();
    assert_eq!(Source::file(&path).unwrap().length(), Some(0));
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_file_that_is_gone_is_named() {
    let path = std::env::temp_dir().join(format!("sdk-gone-{}", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    let body = RequestBody::from(Content::Stream(Source::file(&path).unwrap()));
    std::fs::remove_file(&path).unwrap();
    let outcome: Result<Vec<Bytes>, _> = body.chunks().try_collect().await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    assert!(
        error
            .to_string()
            .starts_with(&format!("{}: ", path.display())),
        "{error}"
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_is_no_file_of_the_disk_is_read_to_its_end() {
    let source = Source::file("/proc/self/status").unwrap();
    assert_eq!(source.length(), None);
    let whole = all(&RequestBody::from(Content::Stream(source))).await;
    assert!(whole.starts_with("Name:"), "{whole}");
    assert_eq!(Source::file("/dev/null").unwrap().length(), None);
}

#[tokio::test]
async fn streams_have_no_place_in_a_text() {
    let script = Script::ok();
    let client = client(&script);
    let body = Upload {
        pages: vec![counted(&Arc::default())],
        ..upload()
    };
    let within_a_part = Map::from([("upload".to_owned(), body.clone())]);
    let calls = [
        Call::<MakeThing>::new(&client).json_body("application/json", &body),
        Call::<MakeThing>::new(&client).form_body(&body),
        Call::<MakeThing>::new(&client).multipart_body(&within_a_part),
    ];
    for call in calls {
        let error = call.send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.to_string().contains("multipart"), "{error}");
    }
    assert_eq!(script.count(), 0);
}

#[tokio::test]
async fn json() {
    let script = Script::ok();
    let body = Map::from([("id".to_owned(), 7_i64)]);
    Call::<MakeThing>::new(&client(&script))
        .json_body("application/json", &body)
        .send()
        .await
        .unwrap();
    assert_eq!(
        sent(&script),
        ("application/json".to_owned(), br#"{"id":7}"#.to_vec())
    );
    assert_eq!(script.request().method(), "POST");
}

#[tokio::test]
async fn form() {
    let script = Script::ok();
    let body = Upload {
        pages: Vec::new(),
        ..upload()
    };
    Call::<MakeThing>::new(&client(&script))
        .form_body(&body)
        .send()
        .await
        .unwrap();
    let (media_type, body) = sent(&script);
    assert_eq!(media_type, "application/x-www-form-urlencoded");
    assert_eq!(
        String::from_utf8(body).unwrap(),
        "title=A%20%26%20B&labels=x&labels=y&origin%5Bline%5D=7"
    );
}

#[tokio::test]
async fn multipart() {
    let script = Script::ok();
    Call::<MakeThing>::new(&client(&script))
        .multipart_body(&upload())
        .send()
        .await
        .unwrap();
    let (media_type, body) = sent(&script);
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let body: String = body.iter().map(|byte| char::from(*byte)).collect();
    let expected = [
        "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA & B\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"labels\"\r\n\r\nx\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"labels\"\r\n\r\ny\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"origin\"\r\n",
        "Content-Type: application/json\r\n\r\n{\"line\":7}\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"a%22%0D%0Ab.txt\"\r\n",
        "Content-Type: text/plain\r\n\r\none\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"pages\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\n\u{0}\u{ff}\r\n",
        "--B--\r\n",
    ];
    assert_eq!(body.replace(boundary, "B"), expected.concat());
}

#[tokio::test]
async fn each_multipart_body_has_its_own_boundary() {
    let script = Script::new((0..2).map(|_| super::script::reply(200, &[], "")));
    let client = client(&script);
    Call::<MakeThing>::new(&client)
        .multipart_body(&upload())
        .send()
        .await
        .unwrap();
    let (first, _) = sent(&script);
    Call::<MakeThing>::new(&client)
        .multipart_body(&upload())
        .send()
        .await
        .unwrap();
    assert_ne!(sent(&script).0, first);
}

#[tokio::test]
async fn text_is_read_by_its_charset_and_without_a_byte_order_mark() {
    let latin_1 = b"M\xfcller";
    for (media_type, body, expected) in [
        ("text/csv; charset=iso-8859-1", &latin_1[..], Some("Müller")),
        (
            "text/csv;header=present; Charset=\"Latin1\"",
            latin_1,
            Some("Müller"),
        ),
        ("text/csv; charset=utf-8", latin_1, None),
        ("text/csv", latin_1, None),
        (
            "text/csv; charset=utf-8",
            "\u{feff}id,ü".as_bytes(),
            Some("id,ü"),
        ),
        (
            "text/csv; charset=iso-8859-1",
            "\u{feff}id,ü".as_bytes(),
            Some("id,ü"),
        ),
    ] {
        let body = ReplyBody::from(Bytes::from_static(body));
        let script = Script::new([reply_with(200, &[("content-type", media_type)], body)]);
        let outcome = Call::<MakeThing>::new(&client(&script)).send().await;
        assert_eq!(outcome.ok().as_deref(), expected, "{media_type}");
    }
}

#[tokio::test]
async fn text_and_bytes() {
    let script = Script::new((0..3).map(|_| super::script::reply(200, &[], "")));
    let client = client(&script);
    Call::<MakeThing>::new(&client)
        .text_body("text/plain", "hü")
        .send()
        .await
        .unwrap();
    assert_eq!(
        sent(&script),
        ("text/plain".to_owned(), "hü".as_bytes().to_vec())
    );

    let image = File::from(vec![1, 2]).with_media_type("image/png");
    Call::<MakeThing>::new(&client)
        .bytes_body("image/*", &image)
        .send()
        .await
        .unwrap();
    assert_eq!(sent(&script), ("image/png".to_owned(), vec![1, 2]));
    Call::<MakeThing>::new(&client)
        .bytes_body("application/zip", &image)
        .send()
        .await
        .unwrap();
    assert_eq!(sent(&script).0, "application/zip");
}
