// @generated from the API document. Do not edit: the next run writes this file anew.

//! `tower` services as transports, and the usual transport as a `tower` service (feature `tower`).

use std::error::Error as StdError;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame};
use tower_service::Service;

use super::http_transport::HttpTransport;
use super::request_body::RequestBody;
use super::transport::{ReplyBody, Transport, TransportError, TransportFuture};

/// A `tower` service as a transport: `ServiceBuilder::new().layer(...).service(transport)` puts layers around an
/// [`HttpTransport`], and any other service that takes such requests does as well.
///
/// An error that is a [`TransportError`], or has one underneath, keeps its meaning; any other is taken for one after
/// which the server may have acted.
#[derive(Debug)]
pub struct TowerTransport<S>(Mutex<S>);

impl<S> TowerTransport<S> {
    /// Sends requests through this service, or rather through a clone of it each.
    pub fn new(service: S) -> Self {
        Self(Mutex::new(service))
    }
}

type BoxError = Box<dyn StdError + Send + Sync>;

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<RequestBody>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<RequestBody>) -> TransportFuture<'_> {
        let service = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(classify)?;
            let response = service.call(request).await.map_err(classify)?;
            Ok(response.map(|body| ReplyBody::from_stream(Chunks(Box::pin(body)))))
        })
    }
}

#[cold]
fn classify(error: impl Into<BoxError>) -> TransportError {
    let error = match error.into().downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    let mut source: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(inner) = source {
        if let Some(inner) = inner.downcast_ref::<TransportError>() {
            let phase = inner.phase;
            return TransportError {
                phase,
                source: error,
            };
        }
        source = inner.source();
    }
    TransportError::other(error)
}

/// The chunks of a body; trailers are passed over.
struct Chunks<B>(Pin<Box<B>>);

impl<B> Stream for Chunks<B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::task::ready!(self.0.as_mut().poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(classify(error)))),
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data() {
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                }
            }
        }
    }
}

impl Service<http::Request<RequestBody>> for HttpTransport {
    type Response = http::Response<ReplyBody>;
    type Error = TransportError;
    type Future = TransportFuture<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RequestBody>) -> Self::Future {
        let transport = self.clone();
        Box::pin(async move { transport.send(request).await })
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_next(context)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
