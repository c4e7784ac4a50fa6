//! Answers in place of the handling, and what becomes of an answer on its way.

use std::io::{self, Write};
use std::time::{Duration, SystemTime};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::{Stream, StreamExt, stream};
use tokio::time::sleep;

use super::Fault;
use crate::errors::ApiError;
use crate::{RetryAfter, rate_limit};

/// The largest piece of a body that is made up.
const PIECE: u64 = 64 * 1024;

/// The answer of a fault that stands in place of the handling.
pub(crate) fn in_place(fault: &Fault, uri: &Uri) -> Option<Response> {
    match fault {
        Fault::Answer {
            status,
            headers,
            body,
        } => Some(answer(*status, headers, body.clone())),
        Fault::RetryLater {
            status,
            after,
            form,
            skew,
        } => Some(retry_later(*status, *after, *form, *skew)),
        Fault::Redirect { to } => Some(redirect(to, uri)),
        Fault::HugeBody(bytes) => Some(huge(*bytes)),
        _ => None,
    }
}

fn answer(status: u16, headers: &[(String, String)], body: Option<Vec<u8>>) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match body {
        Some(body) => (status, body).into_response(),
        None => ApiError::new(status, "A fault that was ordered").into_response(),
    };
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn retry_later(status: u16, after: Duration, form: RetryAfter, skew: i64) -> Response {
    let clock = skewed(SystemTime::now(), skew);
    let mut response = answer(status, &[], None);
    let headers = response.headers_mut();
    headers.insert(
        header::RETRY_AFTER,
        rate_limit::retry_after(after, form, clock),
    );
    headers.insert(header::DATE, rate_limit::http_date(clock));
    response
}

fn skewed(moment: SystemTime, seconds: i64) -> SystemTime {
    let skew = Duration::from_secs(seconds.unsigned_abs());
    let shifted = if seconds < 0 {
        moment.checked_sub(skew)
    } else {
        moment.checked_add(skew)
    };
    shifted.unwrap_or(moment)
}

fn redirect(to: &str, uri: &Uri) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let location = format!("{}{path}", to.trim_end_matches('/'));
    let headers = [(header::LOCATION.to_string(), location)];
    answer(
        StatusCode::TEMPORARY_REDIRECT.as_u16(),
        &headers,
        Some(Vec::new()),
    )
}

/// One JSON string, made up while it is sent.
fn huge(bytes: u64) -> Response {
    let quote = || Bytes::from_static(b"\"");
    let letters = bytes.saturating_sub(2);
    let pieces = (0..letters.div_ceil(PIECE)).map(move |piece| {
        let length = PIECE.min(letters - piece * PIECE);
        Bytes::from(vec![b'a'; usize::try_from(length).unwrap_or_default()])
    });
    let body = std::iter::once(quote())
        .chain(pieces)
        .chain(std::iter::once(quote()));
    let body = Body::from_stream(stream::iter(body.map(Ok::<_, io::Error>)));
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// What becomes of a good answer.
pub(crate) fn spoil(fault: &Fault, answer: Response<Bytes>) -> Response {
    let (mut parts, body) = answer.into_parts();
    let body = match fault {
        Fault::StallBody(time) => announced(&mut parts.headers, &body, halves(&body, *time)),
        Fault::Drip(pause) => announced(&mut parts.headers, &body, bytes(&body, *pause)),
        Fault::CutBody => announced(&mut parts.headers, &body, first_half(&body)),
        Fault::DuplicateBody => anew(&mut parts.headers, [&body[..], &body[..]].concat()),
        Fault::InvalidUtf8 => anew(&mut parts.headers, invalid_utf8(&body)),
        Fault::Compress => compressed(&mut parts.headers, &body),
        Fault::WrongContentType => {
            let text = HeaderValue::from_static("text/plain");
            parts.headers.insert(header::CONTENT_TYPE, text);
            Body::from(body)
        }
        _ => Body::from(body),
    };
    Response::from_parts(parts, body)
}

/// A body of another length than the handler's.
fn anew(headers: &mut HeaderMap, body: Vec<u8>) -> Body {
    headers.remove(header::CONTENT_LENGTH);
    Body::from(body)
}

/// A body in pieces, of which the whole length is told beforehand.
fn announced(
    headers: &mut HeaderMap,
    whole: &Bytes,
    pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
) -> Body {
    headers.insert(header::CONTENT_LENGTH, whole.len().into());
    Body::from_stream(pieces)
}

/// Half of the body, then a failure, which makes the server hang up.
fn first_half(body: &Bytes) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let half = body.slice(..body.len() / 2);
    let hang_up = stream::once(async {
        // Lets the first half reach the wire.
        sleep(Duration::from_millis(20)).await;
        Err(io::Error::other("cut off"))
    });
    stream::iter([Ok(half)]).chain(hang_up)
}

fn halves(body: &Bytes, pause: Duration) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let middle = body.len() / 2;
    let (first, second) = (body.slice(..middle), body.slice(middle..));
    let rest = stream::once(async move {
        sleep(pause).await;
        Ok(second)
    });
    stream::iter([Ok(first)]).chain(rest)
}

fn bytes(body: &Bytes, pause: Duration) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let body = body.clone();
    stream::iter(0..body.len()).then(move |index| {
        let byte = body.slice(index..=index);
        async move {
            if index > 0 {
                sleep(pause).await;
            }
            Ok(byte)
        }
    })
}

/// The byte goes behind the first quotation mark, so that the text is JSON but for its encoding.
fn invalid_utf8(body: &[u8]) -> Vec<u8> {
    let place = body.iter().position(|&byte| byte == b'"');
    let (before, after) = body.split_at(place.map_or(0, |quote| quote + 1));
    [before, &[0xFF], after].concat()
}

fn compressed(headers: &mut HeaderMap, body: &Bytes) -> Body {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let text = encoder.write_all(body).and_then(|()| encoder.finish());
    match text {
        Ok(text) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            anew(headers, text)
        }
        // Writing to memory doesn't fail.
        Err(_) => Body::from(body.clone()),
    }
}
