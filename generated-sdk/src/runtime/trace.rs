// @generated from the API document. Do not edit: the next run writes this file anew.

//! What traces tell of a call (feature `tracing`): a span each, named and filled as OpenTelemetry's conventions for
//! HTTP clients have it. No URL, header or body is in it, since those may hold secrets.

use super::error::Error;
use super::exchange::Exchange;
use super::operation::Spec;
use super::reply::Reply;
use super::server::BaseUrl;

/// Puts the call into a span of its own.
#[cfg(feature = "tracing")]
pub(crate) fn call<'c>(
    spec: &'static Spec,
    server: &BaseUrl,
    exchange: Exchange<'c>,
) -> Exchange<'c> {
    use tracing::Instrument as _;
    use tracing::field::Empty;

    let span = tracing::info_span!(
        "call",
        otel.name = format_args!("{} {}", spec.method, spec.path),
        otel.kind = "client",
        operation = spec.id,
        http.request.method = spec.method,
        url.template = spec.path,
        server.address = server.host(),
        server.port = server.port(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
    );
    Box::pin(exchange.instrument(span))
}

/// Notes how an attempt went; the last one's outcome is the call's.
#[cfg(feature = "tracing")]
pub(crate) fn attempt(number: u32, outcome: &Result<Reply, Error>) {
    let span = tracing::Span::current();
    let status = match outcome {
        Ok(reply) => Some(reply.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if number > 1 {
        span.record("http.request.resend_count", number - 1);
    }
    match outcome {
        Ok(_) => tracing::debug!(attempt = number, "the request succeeded"),
        Err(error) => {
            span.record("error.type", tracing::field::debug(error.kind()));
            tracing::warn!(attempt = number, error = %error, "the request failed");
        }
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn call<'c>(_: &'static Spec, _: &BaseUrl, exchange: Exchange<'c>) -> Exchange<'c> {
    exchange
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn attempt(_: u32, _: &Result<Reply, Error>) {}
