//! The usual transport against a real socket.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::{GetThing, MakeThing, builder};
use crate::runtime::{
    Call, Client, ErrorKind, HttpOptions, HttpTransport, RequestBody, RetryPolicy, Transport as _,
};

/// A server that takes one connection after the other, reads a request from each and answers with these bytes.
async fn listen(answers: &'static [&'static str]) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests = tokio::spawn(async move {
        let mut requests = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            request.truncate(length);
            requests.push(String::from_utf8(request).unwrap());
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        requests
    });
    (format!("http://{address}"), requests)
}

/// Such a server, and a client for it.
async fn server(answers: &'static [&'static str]) -> (Client, JoinHandle<Vec<String>>) {
    let (url, requests) = listen(answers).await;
    (client(&url), requests)
}

fn client(url: &str) -> Client {
    let policy = RetryPolicy::default()
        .base_delay(Duration::from_millis(1))
        .jitter(false);
    builder().base_url(url).retry(policy).build().unwrap()
}

#[tokio::test]
async fn a_request_and_its_reply() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
    let (client, requests) = server(Box::leak(Box::new([chunked]))).await;
    let call = Call::<MakeThing>::new(&client)
        .in_query("a", &"b c")
        .json_body("application/json", &true);
    assert_eq!(call.send().await.unwrap(), "abcde");
    let request = requests.await.unwrap().remove(0);
    assert!(
        request.starts_with("POST /things?a=b%20c HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(
        request.contains("content-length: 4\r\n") && request.ends_with("\r\n\r\ntrue"),
        "{request}"
    );
    assert!(request.contains("user-agent: sdk/1.0\r\n"), "{request}");
}

#[tokio::test]
async fn a_method_that_sends_content_says_that_there_is_none() {
    let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (client, requests) = server(Box::leak(Box::new([empty, empty]))).await;
    Call::<MakeThing>::new(&client).send().await.unwrap();
    Call::<GetThing>::new(&client).send().await.unwrap();
    let lengths = requests.await.unwrap().into_iter();
    let lengths: Vec<usize> = lengths
        .map(|request| request.matches("content-length: 0\r\n").count())
        .collect();
    assert_eq!(lengths, [1, 0]);
}

#[tokio::test]
async fn one_transport_for_several_servers_asks_the_right_one() {
    let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let transport = HttpTransport::new(&HttpOptions::default()).unwrap();
    let mut servers = Vec::new();
    for _ in 0..2 {
        servers.push(listen(Box::leak(Box::new([empty, empty]))).await);
    }
    for target in ["/a/%2F?b=%26&c", "/?d"] {
        for (url, _) in &servers {
            let request = http::Request::get(format!("{url}{target}")).body(RequestBody::default());
            transport.send(request.unwrap()).await.unwrap();
        }
    }
    for (_, requests) in servers {
        let requests = requests.await.unwrap();
        assert!(requests[0].starts_with("GET /a/%2F?b=%26&c HTTP/1.1\r\n"));
        assert!(requests[1].starts_with("GET /?d HTTP/1.1\r\n"));
    }
}

#[tokio::test]
async fn a_reply_that_is_cut_off_is_an_error_and_fetched_again_where_safe() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nabc";
    let whole = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc";
    let (client, _) = server(Box::leak(Box::new([cut]))).await;
    let error = Call::<MakeThing>::new(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert_eq!(error.status().unwrap(), 200);

    let (client, _) = server(Box::leak(Box::new([cut, whole]))).await;
    assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "abc");
}

#[tokio::test]
async fn no_connection_is_told_from_a_lost_one() {
    let address = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let error = Call::<MakeThing>::new(&client(&format!("http://{address}")))
        .send()
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(
        error
            .to_string()
            .starts_with("makeThing: could not connect")
    );

    let (client, _) = server(Box::leak(Box::new([""]))).await;
    let error = Call::<MakeThing>::new(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
}

#[tokio::test]
async fn errors_of_the_connection_do_not_show_the_url() {
    let (client, _) = server(Box::leak(Box::new([""]))).await;
    let error = Call::<MakeThing>::new(&client)
        .in_query("key", &"s3cret")
        .send()
        .await
        .unwrap_err();
    assert!(!format!("{error:?}").contains("s3cret"));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let moved =
        "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n";
    let (client, _) = server(Box::leak(Box::new([moved]))).await;
    let error = Call::<GetThing>::new(&client).send().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Status, 302)
    );
    assert_eq!(
        error.headers().unwrap()["location"],
        "https://elsewhere.example/"
    );
}

#[cfg(feature = "reqwest-client")]
#[tokio::test]
async fn a_client_of_ones_own_is_used() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let own = reqwest::Client::builder()
        .resolve("api.example.com", address)
        .build()
        .unwrap();
    let url = format!("http://api.example.com:{}", address.port());
    let client = builder()
        .base_url(url)
        .allow_http()
        .http_client(own)
        .build()
        .unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            .await
            .unwrap();
    });
    assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "hi");
    server.await.unwrap();
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn compressed_replies_are_asked_for_and_bounded_as_they_unfold() {
    use std::io::Write as _;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b'a'; 100_000]).unwrap();
    let body = encoder.finish().unwrap();
    assert!(body.len() < 1000);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let answer = [head.as_bytes(), &body].concat();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            assert!(request.contains("gzip"), "{request}");
            stream.write_all(&answer).await.unwrap();
        }
    });
    let limited = |limit| builder().base_url(&url).max_response_bytes(limit).build();
    let whole = Call::<GetThing>::new(&limited(100_000).unwrap())
        .send()
        .await;
    assert_eq!(whole.unwrap().len(), 100_000);
    let client = limited(99_999).unwrap();
    let error = Call::<GetThing>::new(&client).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    server.await.unwrap();
}

#[tokio::test]
async fn a_proxy_is_asked_in_place_of_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxy = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = stream.read(&mut request).await.unwrap();
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        stream.write_all(answer).await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let client = builder()
        .base_url("http://api.example.com")
        .allow_http()
        .proxy(format!("http://ada:s3cret@{address}"))
        .build()
        .unwrap();
    assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "hi");
    let request = proxy.await.unwrap();
    assert!(
        request.starts_with("GET http://api.example.com/things HTTP/1.1\r\n"),
        "{request}"
    );
    let pair = "proxy-authorization: Basic YWRhOnMzY3JldA==\r\n";
    assert!(request.contains(pair), "{request}");
}

#[tokio::test]
async fn connections_are_kept_or_not() {
    for (kept, connections) in [(0, 2), (1, 1)] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut accepted, mut answered) = (0, 0);
            while answered < 2 {
                let (mut stream, _) = listener.accept().await.unwrap();
                accepted += 1;
                while answered < 2 && stream.read(&mut [0; 4096]).await.unwrap_or(0) > 0 {
                    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
                    stream.write_all(answer).await.unwrap();
                    answered += 1;
                }
            }
            accepted
        });
        let client = builder()
            .base_url(url)
            .pool_max_idle_per_host(kept)
            .build()
            .unwrap();
        for _ in 0..2 {
            Call::<GetThing>::new(&client).send().await.unwrap();
        }
        assert_eq!(server.await.unwrap(), connections);
    }
}

/// The environment of a process can't be changed while other threads read it, so that this is a process of its own.
#[test]
fn the_proxy_of_the_environment_is_not_for_this_machine() {
    let own = std::env::current_exe().unwrap();
    let output = std::process::Command::new(own)
        .args(["--ignored", "--exact"])
        .arg("tests::http::socket::a_request_with_a_proxy_in_the_environment")
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .env("http_proxy", "http://127.0.0.1:9")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}

#[tokio::test]
#[ignore = "the test above runs it"]
async fn a_request_with_a_proxy_in_the_environment() {
    let (client, server) = server(&["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"]).await;
    assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "hi");
    server.await.unwrap();
    // It is for all others.
    let elsewhere = builder().base_url("http://api.example.com").allow_http();
    let elsewhere = elsewhere
        .retry(crate::runtime::RetryPolicy::never())
        .build()
        .unwrap();
    let error = Call::<GetThing>::new(&elsewhere).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
}

/// `hi`, compressed. `cargo test -p runtime --all-features` reads all of them.
#[cfg(any(feature = "brotli", feature = "zstd"))]
#[tokio::test]
async fn replies_are_decompressed() {
    let compressed: &[(&str, &[u8])] = &[
        #[cfg(feature = "brotli")]
        ("br", b"\x8b\x00\x80hi\x03"),
        #[cfg(feature = "zstd")]
        ("zstd", b"\x28\xb5\x2f\xfd\x20\x02\x11\x00\x00hi"),
    ];
    for (encoding, body) in compressed {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = client(&format!("http://{}", listener.local_addr().unwrap()));
        let answer = [head.as_bytes(), body].concat();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            stream.write_all(&answer).await.unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "hi");
        let request = server.await.unwrap();
        assert!(request.contains(encoding), "{request}");
    }
}

/// A proxy that speaks SOCKS 5 (RFC 1928) without a password, and answers in place of the server.
#[cfg(feature = "socks")]
#[tokio::test]
async fn a_socks_proxy_is_given_the_name_of_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxy = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 3];
        stream.read_exact(&mut greeting).await.unwrap();
        assert_eq!(greeting, [5, 1, 0]);
        stream.write_all(&[5, 0]).await.unwrap();
        // Connect, to a name of so many bytes, and a port.
        let mut head = [0; 5];
        stream.read_exact(&mut head).await.unwrap();
        assert_eq!(head[..4], [5, 1, 0, 3]);
        let mut target = vec![0; usize::from(head[4]) + 2];
        stream.read_exact(&mut target).await.unwrap();
        stream
            .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
            .await
            .unwrap();
        let mut request = vec![0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
        stream.write_all(answer).await.unwrap();
        target
    });
    let client = builder()
        .base_url("http://api.example.com")
        .allow_http()
        .proxy(format!("socks5h://{address}"))
        .build()
        .unwrap();
    assert_eq!(Call::<GetThing>::new(&client).send().await.unwrap(), "hi");
    assert_eq!(proxy.await.unwrap(), b"api.example.com\x00\x50");
}
