// @generated from the API document. Do not edit: the next run writes this file anew.

//! What traces tell of a call (feature `tracing`): a span each, named and filled as OpenTelemetry's
//! [conventions for HTTP clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/) have it, and an event for
//! each attempt.
//!
//! `url.full` is left out, and so are headers and bodies, since they may hold secrets; `url.template` tells as much.

#[cfg(feature = "tracing")]
pub(crate) use on::Trace;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::borrow::Cow;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;

    use bytes::Bytes;
    use futures_core::Stream;
    use tracing::Span;
    use tracing::field::Empty;

    use crate::runtime::error::{Error, ErrorKind};
    use crate::runtime::exchange::{Core, Exchange};
    use crate::runtime::hook::Attempt;
    use crate::runtime::operation::Spec;
    use crate::runtime::reply::Reply;
    use crate::runtime::request_body::RequestBody;
    use crate::runtime::secrets::Secrets;
    use crate::runtime::server::BaseUrl;
    use crate::runtime::transport::{ReplyBody, TransportError};

    /// How many characters of a body are written.
    const LONGEST: usize = 16 * 1024;

    /// The trace of one call.
    #[derive(Clone)]
    pub(crate) struct Trace {
        span: Span,
        /// What is to be kept out of contents; `None` if they aren't written at all.
        contents: Option<Secrets>,
    }

    impl Trace {
        pub(crate) fn start(core: &Core, spec: &'static Spec, server: &BaseUrl) -> Self {
            let span = tracing::info_span!(
                "call",
                otel.name = format_args!("{} {}", spec.method, spec.path),
                otel.kind = "client",
                otel.status_code = Empty,
                operation = spec.id,
                http.request.method = spec.method,
                url.template = spec.path,
                url.scheme = server.scheme(),
                server.address = server.host(),
                server.port = server.port(),
                http.response.status_code = Empty,
                http.request.resend_count = Empty,
                error.type = Empty,
            );
            Self {
                span,
                contents: core.trace_contents.then(|| core.secrets.clone()),
            }
        }

        /// The call within its span.
        pub(crate) fn follow<'c>(self, exchange: Exchange<'c>) -> Exchange<'c> {
            use tracing::Instrument as _;

            let span = self.span.clone();
            let followed = async move {
                let outcome = exchange.await;
                if let Err(error) = &outcome {
                    self.failed(error);
                }
                outcome
            };
            Box::pin(followed.instrument(span))
        }

        /// The body of a reply within the call's span, if it is read as it arrives.
        pub(crate) fn follow_body(self, body: ReplyBody) -> ReplyBody {
            if self.span.is_disabled() {
                return body;
            }
            ReplyBody::from_stream(FollowedBody { body, trace: self })
        }

        /// Notes how the call ended, if not well.
        pub(crate) fn failed(&self, error: &Error) {
            self.ended_with(&error_type(error));
        }

        fn ended_with(&self, error_type: &str) {
            self.span.record("error.type", error_type);
            self.span.record("otel.status_code", "ERROR");
        }

        /// Notes what is about to be sent, if that was asked for.
        pub(crate) fn request(&self, request: &http::Request<RequestBody>) {
            if let Some(secrets) = &self.contents {
                let body = request.body().bytes();
                let body = body.as_deref().map(|body| secrets.excerpt(body, LONGEST));
                tracing::trace!(
                    url.full = %secrets.hide(request.uri().to_string()),
                    body = %body.as_deref().unwrap_or("(read while it is sent)"),
                    "request"
                );
            }
        }

        /// Notes how an attempt went. The last one's status is the call's.
        pub(crate) fn attempt(&self, attempt: &Attempt, outcome: Result<&Reply, &Error>) {
            let reply = match outcome {
                Ok(reply) => Some((reply.status(), &reply.body)),
                Err(error) => error.status().zip(error.raw_body()),
            };
            let status = reply.map(|(status, _)| status.as_u16());
            if let Some(status) = status {
                self.span.record("http.response.status_code", status);
            }
            let resend_count = attempt.number.saturating_sub(1);
            if resend_count > 0 {
                self.span.record("http.request.resend_count", resend_count);
            }
            let seconds = attempt.elapsed.as_secs_f64();
            match outcome {
                Ok(_) => tracing::debug!(
                    attempt = attempt.number,
                    http.response.status_code = status,
                    http.client.request.duration = seconds,
                    "the request succeeded"
                ),
                // Not the error itself: it quotes the server's message, which may say anything.
                Err(error) => tracing::warn!(
                    attempt = attempt.number,
                    http.response.status_code = status,
                    http.client.request.duration = seconds,
                    error.type = &*error_type(error),
                    "the request failed"
                ),
            }
            if let (Some(secrets), Some((_, body))) = (&self.contents, reply) {
                let proofs = match outcome {
                    Ok(reply) => &reply.proofs,
                    Err(error) => error.proofs(),
                };
                let secrets = secrets.and(&Secrets::of_headers(proofs));
                tracing::trace!(body = %secrets.excerpt(body, LONGEST), "reply");
            }
        }

        /// Notes that there will be another attempt.
        pub(crate) fn wait(&self, wait: Duration) {
            tracing::debug!(
                seconds = wait.as_secs_f64(),
                "waiting before the next attempt"
            );
        }
    }

    /// A body whose failure is the call's.
    struct FollowedBody {
        body: ReplyBody,
        trace: Trace,
    }

    impl Stream for FollowedBody {
        type Item = Result<Bytes, TransportError>;

        fn poll_next(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            let chunk = Pin::new(&mut self.body).poll_next(context);
            if let Poll::Ready(Some(Err(error))) = &chunk {
                self.trace.ended_with(&format!("{:?}", error.phase.kind()));
            }
            chunk
        }
    }

    /// The status where there is one, else the kind.
    fn error_type(error: &Error) -> Cow<'static, str> {
        match (error.kind(), error.status()) {
            (ErrorKind::Status, Some(status)) => status.as_u16().to_string().into(),
            (kind, _) => format!("{kind:?}").into(),
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use crate::runtime::error::Error;
    use crate::runtime::exchange::{Core, Exchange};
    use crate::runtime::hook::Attempt;
    use crate::runtime::operation::Spec;
    use crate::runtime::reply::Reply;
    use crate::runtime::request_body::RequestBody;
    use crate::runtime::server::BaseUrl;
    use crate::runtime::transport::ReplyBody;

    /// Without the feature it is nothing and does nothing.
    #[derive(Clone)]
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) fn start(_: &Core, _: &'static Spec, _: &BaseUrl) -> Self {
            Self
        }

        pub(crate) fn follow<'c>(self, exchange: Exchange<'c>) -> Exchange<'c> {
            exchange
        }

        pub(crate) fn follow_body(self, body: ReplyBody) -> ReplyBody {
            body
        }

        pub(crate) fn failed(&self, _: &Error) {}

        pub(crate) fn request(&self, _: &http::Request<RequestBody>) {}

        pub(crate) fn attempt(&self, _: &Attempt, _: Result<&Reply, &Error>) {}

        pub(crate) fn wait(&self, _: Duration) {}
    }
}
