//! HTTP/1.1 messages on the wire (RFC 9112), as far as a proxy in a test has to know them.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::net::TcpStream;

/// The largest head that is read, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;

/// How many headers a head may have.
const MOST_HEADERS: usize = 64;

/// The head of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The headers, by name in lower case and value.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// The head as it goes to the server, which is to close the connection after its reply.
    pub(super) fn head(&self) -> Vec<u8> {
        let first = format!("{} {} HTTP/1.1", self.method, self.target);
        let kept = self.headers.iter().filter(|(name, _)| name != "connection");
        let close = ("connection".to_owned(), "close".to_owned());
        head(&first, kept.chain([&close]))
    }

    /// The number of bytes that follow the head.
    pub(super) fn body_length(&self) -> io::Result<usize> {
        match self.header("content-length") {
            Some(length) => length.parse().map_err(io::Error::other),
            None if self.header("transfer-encoding").is_none() => Ok(0),
            None => Err(io::Error::other(
                "only bodies of known length are passed on",
            )),
        }
    }
}

/// A reply, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers, by name in lower case and value. Where the length of the body is not among them, it is told as it is.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A reply with a body of this media type.
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), media_type.to_owned())],
            body: body.into(),
        }
    }

    /// An error in the vendor's form.
    pub fn error(status: u16) -> Self {
        let body = serde_json::json!({ "statusCode": status, "message": "The network failed" });
        Self::new(status, "application/json", body.to_string())
    }

    /// Sets a header, in place of what it was.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    pub(super) fn head(&self) -> Vec<u8> {
        let length = ("content-length".to_owned(), self.body.len().to_string());
        // RFC 9110, section 8.6: there is none with 204 and 304.
        let is_told = self.header("content-length").is_some() || matches!(self.status, 204 | 304);
        let added = (!is_told).then_some(&length);
        head(
            &format!("HTTP/1.1 {} -", self.status),
            self.headers.iter().chain(added),
        )
    }

    /// The head and half of the body; half of the head where there is no body.
    pub(super) fn half(&self) -> Vec<u8> {
        let mut half = self.head();
        match self.body.len() {
            0 => half.truncate(half.len() / 2),
            length => half.extend_from_slice(&self.body[..length / 2]),
        }
        half
    }

    /// Reads a reply up to the end of its connection; none where the server said nothing.
    pub(super) async fn read(mut from: impl AsyncRead + Unpin) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        // A connection that breaks off is passed on as far as it went.
        let _ = from.read_to_end(&mut bytes).await;
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Response::new(&mut headers);
        let httparse::Status::Complete(head) = parsed.parse(&bytes).map_err(io::Error::other)?
        else {
            return Ok(None);
        };
        let mut reply = Self {
            status: parsed.code.unwrap_or_default(),
            headers: owned(parsed.headers),
            body: bytes[head..].to_vec(),
        };
        let is_whole = reply.header("content-length") == Some(&reply.body.len().to_string());
        let hop_by_hop =
            |name: &str| name == "connection" || (is_whole && name == "content-length");
        reply.headers.retain(|(name, _)| !hop_by_hop(name));
        Ok(Some(reply))
    }
}

/// Looks at the head of the next request without taking it, so that the connection can break before it is read. Gives
/// its length, too; none where the client is done.
pub(super) async fn peek(stream: &TcpStream) -> io::Result<Option<(Request, usize)>> {
    let mut bytes = vec![0; LARGEST_HEAD];
    loop {
        let length = stream.peek(&mut bytes).await?;
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        let status = parsed.parse(&bytes[..length]).map_err(io::Error::other)?;
        if let httparse::Status::Complete(head) = status {
            let request = Request {
                method: parsed.method.unwrap_or_default().to_owned(),
                target: parsed.path.unwrap_or_default().to_owned(),
                headers: owned(parsed.headers),
            };
            return Ok(Some((request, head)));
        }
        if length == 0 {
            return Ok(None);
        }
        if length == bytes.len() {
            return Err(io::Error::other("the head is too large"));
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}

fn owned(headers: &[httparse::Header<'_>]) -> Vec<(String, String)> {
    let owned = |header: &httparse::Header<'_>| {
        let value = String::from_utf8_lossy(header.value).into_owned();
        (header.name.to_ascii_lowercase(), value)
    };
    headers.iter().map(owned).collect()
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = headers.iter().find(|(known, _)| known == name)?;
    Some(value)
}

fn head<'a>(first: &str, headers: impl Iterator<Item = &'a (String, String)>) -> Vec<u8> {
    let lines: String = headers
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!("{first}\r\n{lines}\r\n").into_bytes()
}
