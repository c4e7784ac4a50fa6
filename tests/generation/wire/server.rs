//! A server that keeps what arrives, byte by byte, and answers what it is told.

#![allow(dead_code, reason = "no program needs all of it")]

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request as it came over the wire.
#[derive(Debug)]
pub struct Request {
    /// Method and target, such as `GET /pets?limit=1`.
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    answers: VecDeque<Vec<u8>>,
}

/// Answers 204 unless told otherwise. Ends with the process.
pub struct Server {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(&stream.unwrap(), &state));
            }
        });
        Self { url, state }
    }

    /// The answer to the next request that has none yet.
    pub fn answer(&self, status: &str, media_type: &str, body: &str) {
        let length = body.len();
        let text = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.state
            .lock()
            .unwrap()
            .answers
            .push_back(text.into_bytes());
    }

    /// The answer to a `HEAD`: how long the body of a `GET` would be, and no body.
    pub fn answer_head(&self, status: &str, media_type: &str, length: usize) {
        let text = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
        );
        let answers = &mut self.state.lock().unwrap().answers;
        answers.push_back(text.into_bytes());
    }

    /// The last request.
    pub fn request(&self) -> Request {
        self.state.lock().unwrap().requests.pop().unwrap()
    }

    /// Method and target of the last request.
    pub fn line(&self) -> String {
        self.request().line
    }
}

/// Answers all requests of a connection.
fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let answer = {
            let mut state = state.lock().unwrap();
            state.requests.push(request);
            state.answers.pop_front()
        };
        let nothing = || b"HTTP/1.1 204 No Content\r\n\r\n".to_vec();
        let mut stream = stream;
        stream.write_all(&answer.unwrap_or_else(nothing)).unwrap();
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader
        .read_line(&mut line)
        .ok()
        .filter(|length| *length > 0)?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        match header.trim_end().split_once(':') {
            Some((name, value)) => headers.push((name.to_owned(), value.trim_start().to_owned())),
            None => break,
        }
    }
    let mut request = Request {
        line: line.trim_end().trim_end_matches(" HTTP/1.1").to_owned(),
        headers,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    request.body = vec![0; length];
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
