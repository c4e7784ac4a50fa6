//! Every fault of a bad network, with what a client has to make of it.

use std::time::Duration;

use drata_custom_connections::ErrorKind;
use flate2::Compression;
use flate2::write::GzEncoder;
use tests::{Ending, Moment, NetworkFault, Reply};

/// The largest reply that clients under test take, in bytes.
pub(super) const LARGEST_REPLY: usize = 64 * 1024;

/// How long an attempt of a client under test may take where the network falls silent.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// A fault, and what a client makes of it.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) name: String,
    pub(super) fault: NetworkFault,
    pub(super) seen: Seen,
    /// Whether the server has acted all the same.
    pub(super) handled: bool,
}

/// What a client makes of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// The call was refused before the server acted: anything may be repeated.
    Refused,
    /// It may have been acted upon, and may work the next time: what is safe is repeated.
    Passing(ErrorKind),
    /// Another attempt would not mend it.
    Final(ErrorKind),
    /// A body that can't be read: final where one is read.
    Unreadable,
    /// Nothing that matters.
    Harmless,
}

fn fault(name: impl Into<String>, fault: NetworkFault, seen: Seen, handled: bool) -> Fault {
    Fault {
        name: name.into(),
        fault,
        seen,
        handled,
    }
}

/// All of them, but for silence.
pub(super) fn all() -> Vec<Fault> {
    let mut all = broken_connections(Ending::Reset, ErrorKind::Transport);
    all.extend(broken_connections(Ending::Close, ErrorKind::Transport));
    all.extend(error_statuses());
    all.extend(spoilt_replies());
    all
}

/// Connections that stay open but fall silent, or nearly so.
pub(super) fn silent() -> Vec<Fault> {
    let mut silent = broken_connections(Ending::Silence, ErrorKind::Timeout);
    silent.push(fault(
        "a reply that never comes to its end",
        NetworkFault::Drip {
            pieces: 16,
            pause: PATIENCE / 4,
        },
        Seen::Passing(ErrorKind::Timeout),
        true,
    ));
    silent
}

/// The end of a connection at every moment.
fn broken_connections(ending: Ending, kind: ErrorKind) -> Vec<Fault> {
    let broken = |moment: Moment| {
        let name = format!("{ending:?} {moment:?}");
        let breaks = NetworkFault::Break(moment, ending);
        fault(name, breaks, Seen::Passing(kind), moment.is_handled())
    };
    Moment::ALL.into_iter().map(broken).collect()
}

fn error_statuses() -> Vec<Fault> {
    let status = Seen::Passing(ErrorKind::Status);
    let mut all = Vec::new();
    for code in [408, 500, 502, 503, 504] {
        let name = |when| format!("status {code} {when}");
        all.push(fault(
            name("unseen"),
            NetworkFault::status(code),
            status,
            false,
        ));
        let acted = NetworkFault::alter(move |_| Reply::error(code));
        all.push(fault(
            name("after the server has acted"),
            acted,
            status,
            true,
        ));
    }
    for code in [300, 400, 401, 403, 404, 409, 413, 418, 422, 451, 501, 505] {
        let name = format!("status {code}");
        let seen = Seen::Final(ErrorKind::Status);
        all.push(fault(name, NetworkFault::status(code), seen, false));
    }
    let page = Reply::new(502, "text/html", "<html><h1>Bad Gateway</h1></html>");
    all.push(fault(
        "a web page with 502",
        NetworkFault::Answer(page),
        status,
        false,
    ));
    all.push(fault(
        "429",
        NetworkFault::status(429),
        Seen::Refused,
        false,
    ));
    // Whatever the clocks say: by the network's own it is time.
    for (date, until) in [
        (
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
        (
            "Fri, 31 Dec 2100 23:59:59 GMT",
            "Fri, 31 Dec 2100 23:59:58 GMT",
        ),
    ] {
        let reply = Reply::error(429)
            .with_header("date", date)
            .with_header("retry-after", until);
        let name = format!("429 by a clock that says {date}");
        all.push(fault(
            name,
            NetworkFault::Answer(reply),
            Seen::Refused,
            false,
        ));
    }
    all
}

fn spoilt_replies() -> Vec<Fault> {
    let alter = |name, alteration: fn(Vec<u8>) -> Vec<u8>, seen| {
        fault(name, NetworkFault::alter_body(alteration), seen, true)
    };
    let answer = |name: &str, reply, seen| fault(name, NetworkFault::Answer(reply), seen, false);
    let header = |name: &'static str, header: &'static str, value: &'static str, seen| {
        let altered = NetworkFault::alter(move |reply| reply.with_header(header, value));
        fault(name, altered, seen, true)
    };
    let sign_in = Reply::new(
        200,
        "text/html; charset=utf-8",
        "<!doctype html><h1>Sign in</h1>",
    );
    let huge = vec![b' '; LARGEST_REPLY + 1];
    vec![
        alter(
            "a body without its end",
            |body| body[..body.len() / 2].to_vec(),
            Seen::Unreadable,
        ),
        alter("a body twice", |body| body.repeat(2), Seen::Unreadable),
        alter(
            "bytes that are no text",
            |body| {
                body.into_iter()
                    .map(|byte| if byte == b'"' { 0xff } else { byte })
                    .collect()
            },
            Seen::Unreadable,
        ),
        alter("compressed without being told so", gzip, Seen::Unreadable),
        fault(
            "compressed without being asked to",
            NetworkFault::alter(|reply| Reply {
                body: gzip(reply.body.clone()),
                ..reply.with_header("content-encoding", "gzip")
            }),
            Seen::Unreadable,
            true,
        ),
        header(
            "another media type",
            "content-type",
            "text/plain; charset=latin-1",
            Seen::Harmless,
        ),
        header("no media type", "content-type", "", Seen::Harmless),
        answer(
            "a page to sign in",
            sign_in,
            Seen::Passing(ErrorKind::Decode),
        ),
        answer(
            "a huge body",
            Reply::new(200, "application/json", huge),
            Seen::Final(ErrorKind::TooLarge),
        ),
        fault("something after the reply", surplus(), Seen::Harmless, true),
    ]
}

/// A reply with a second one behind it that nobody has asked for.
pub(super) fn surplus() -> NetworkFault {
    NetworkFault::alter(|reply| {
        let length = reply.body.len().to_string();
        let second = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
        let body = [&reply.body[..], second].concat();
        Reply {
            body,
            ..reply.with_header("content-length", length)
        }
    })
}

fn gzip(body: Vec<u8>) -> Vec<u8> {
    use std::io::Write as _;

    if body.is_empty() {
        return body;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&body).unwrap();
    encoder.finish().unwrap()
}
