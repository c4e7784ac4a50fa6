// @generated from the API document. Do not edit: the next run writes this file anew.

//! What traces tell of a call (feature `tracing`): a span each, named and filled as OpenTelemetry's conventions for
//! HTTP clients have it. No URL, header or body is in it, since those may hold secrets.

use super::error::Error;
use super::exchange::{Exchange, Received};
use super::operation::Spec;
use super::server::BaseUrl;

/// The trace of one call. Without the feature it is nothing and does nothing.
#[derive(Clone)]
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn start(spec: &'static Spec, server: &BaseUrl) -> Self {
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
        Self { span }
    }

    /// The call within its span.
    pub(crate) fn follow<'c>(self, exchange: Exchange<'c>) -> Exchange<'c> {
        use tracing::Instrument as _;

        let span = self.span.clone();
        let followed = async move {
            let outcome = exchange.await;
            if let Err(error) = &outcome {
                self.span
                    .record("error.type", tracing::field::debug(error.kind()));
            }
            outcome
        };
        Box::pin(followed.instrument(span))
    }

    /// Notes how an attempt went. The last one's status is the call's.
    pub(crate) fn attempt(&self, number: u32, outcome: &Result<Received, Error>) {
        let status = match outcome {
            Ok(received) => Some(received.reply.status()),
            Err(error) => error.status(),
        };
        if let Some(status) = status {
            self.span
                .record("http.response.status_code", status.as_u16());
        }
        if number > 1 {
            self.span.record("http.request.resend_count", number - 1);
        }
        match outcome {
            Ok(_) => tracing::debug!(attempt = number, "the request succeeded"),
            // Not the error itself: it quotes the server's message, which may say anything.
            Err(error) => {
                tracing::warn!(attempt = number, kind = ?error.kind(), "the request failed");
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(crate) fn start(_: &'static Spec, _: &BaseUrl) -> Self {
        Self {}
    }

    pub(crate) fn follow<'c>(self, exchange: Exchange<'c>) -> Exchange<'c> {
        exchange
    }

    pub(crate) fn attempt(&self, _: u32, _: &Result<Received, Error>) {}
}
