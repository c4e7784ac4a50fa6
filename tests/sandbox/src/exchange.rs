//! One request from its arrival to its answer: log, fault, rate limit, operation.

use std::fmt;
use std::net::IpAddr;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

use crate::app::Shared;
use crate::errors::{self, ApiError};
use crate::routes::CONTROL_PATH;
use crate::{Fault, RequestLog, faults, rate_limit};

/// The largest body that is read, in bytes; a larger one is answered with 413.
const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// The server hangs up in place of an answer.
#[derive(Debug)]
pub(crate) struct HangUp;

impl fmt::Display for HangUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is closed, as ordered")
    }
}

impl std::error::Error for HangUp {}

/// What is needed to answer the requests of one connection.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) app: Shared,
    pub(crate) routes: TowerToHyperService<Router>,
    pub(crate) source: IpAddr,
}

impl Exchange {
    /// Answers one request. The sandbox's own paths are spared the log, the faults and the limit.
    pub(crate) async fn answer(self, request: Request<Incoming>) -> Result<Response, HangUp> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(Body::new(body), LARGEST_BODY).await.ok();
        if parts.uri.path().starts_with(CONTROL_PATH) {
            return Ok(self.handle(parts, body).await);
        }
        let entry = self.app.note_request(log_entry(&parts, body.as_ref()));
        let response = self.answer_with_fault(parts, body).await?;
        self.app.note_status(entry, response.status().as_u16());
        Ok(response)
    }

    async fn answer_with_fault(
        &self,
        parts: Parts,
        body: Option<Bytes>,
    ) -> Result<Response, HangUp> {
        match self.app.next_fault() {
            None => Ok(self.answer_within_limit(parts, body).await),
            Some(Fault::Answer {
                status,
                headers,
                body,
            }) => Ok(errors::render(
                faults::answer(status, &headers, body),
                &self.app.quirks(),
            )),
            Some(Fault::CloseBeforeHandling) => Err(HangUp),
            Some(Fault::CloseAfterHandling) => {
                self.answer_within_limit(parts, body).await;
                Err(HangUp)
            }
            Some(Fault::CutBody) => {
                let (parts, body) = self.answer_within_limit(parts, body).await.into_parts();
                let body = to_bytes(body, usize::MAX).await.map_err(|_| HangUp)?;
                Ok(faults::cut(
                    Response::from_parts(parts, Body::empty()),
                    body,
                ))
            }
            Some(Fault::Stall(time)) => {
                tokio::time::sleep(time).await;
                Ok(self.answer_within_limit(parts, body).await)
            }
        }
    }

    async fn answer_within_limit(&self, parts: Parts, body: Option<Bytes>) -> Response {
        let allowed = self
            .app
            .rate_limit
            .as_ref()
            .map_or(Ok(()), |limit| limit.check(self.source));
        match allowed {
            Ok(()) => self.handle(parts, body).await,
            Err(wait) => {
                let quirks = self.app.quirks();
                errors::render(
                    rate_limit::too_many_requests(wait, quirks.retry_after),
                    &quirks,
                )
            }
        }
    }

    async fn handle(&self, parts: Parts, body: Option<Bytes>) -> Response {
        let response = match body {
            Some(body) => match self
                .routes
                .call(Request::from_parts(parts, Body::from(body)))
                .await
            {
                Ok(response) => response,
                Err(never) => match never {},
            },
            None => too_large().into_response(),
        };
        errors::render(response, &self.app.quirks())
    }
}

fn too_large() -> ApiError {
    let message = format!("The body is larger than {LARGEST_BODY} bytes");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}

fn log_entry(parts: &Parts, body: Option<&Bytes>) -> RequestLog {
    let mut headers = parts.headers.clone();
    headers.remove(header::AUTHORIZATION);
    RequestLog {
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(ToOwned::to_owned),
        headers,
        body: body.cloned().unwrap_or_default(),
        status: None,
    }
}
