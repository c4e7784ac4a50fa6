//! One request from its arrival to its answer: log, fault, rate limit, operation.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;

use crate::app::Shared;
use crate::errors::{self, ApiError};
use crate::log::Ending;
use crate::routes::is_own;
use crate::socket::Socket;
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
    pub(crate) socket: Arc<Socket>,
}

impl Exchange {
    /// Answers one request. The sandbox's own paths are spared the log, the faults and the limit.
    pub(crate) async fn answer(self, request: Request<Incoming>) -> Result<Response, HangUp> {
        let (parts, body) = request.into_parts();
        if is_own(parts.uri.path()) {
            return Ok(self.route(parts, read(body).await).await);
        }
        let fault = self.app.next_fault(&parts);
        let body = match fault {
            Some(Fault::ResetWhileReading) => None,
            _ => read(body).await,
        };
        let entry = log_entry(&parts, body.as_ref(), fault.clone());
        let number = self.app.begin_request(entry);
        match fault {
            None => {
                let answer = self.handle(parts, body).await;
                self.app.end_request(number, &ending(&answer));
                Ok(answer.map(Body::from))
            }
            Some(fault) => self.answer_with(&fault, number, parts, body).await,
        }
    }

    /// The request meets a fault.
    async fn answer_with(
        &self,
        fault: &Fault,
        number: u64,
        parts: Parts,
        body: Option<Bytes>,
    ) -> Result<Response, HangUp> {
        let hang_up = |hang_up| {
            self.app.end_request(number, &Ending::default());
            Err(hang_up)
        };
        match fault {
            Fault::CloseBeforeHandling => return hang_up(HangUp),
            Fault::ResetBeforeHandling | Fault::ResetWhileReading => return hang_up(self.reset()),
            Fault::Refuse(time) => {
                self.app.refuse(*time).await;
                return hang_up(self.reset());
            }
            Fault::Stall(time) => tokio::time::sleep(*time).await,
            _ => {}
        }
        if let Some(answer) = faults::in_place(fault, &parts.uri) {
            let answer = errors::render(answer, &self.app.quirks());
            // A huge one is made up while it is sent.
            if answer.body().size_hint().exact().is_none() {
                let ending = Ending {
                    status: Some(answer.status().as_u16()),
                    ..Ending::default()
                };
                self.app.end_request(number, &ending);
                return Ok(answer);
            }
            let answer = whole(answer).await;
            self.app.end_request(number, &ending(&answer));
            return Ok(answer.map(Body::from));
        }
        let answer = self.handle(parts, body).await;
        match fault {
            Fault::CloseAfterHandling => hang_up(HangUp),
            Fault::ResetAfterHandling => hang_up(self.reset()),
            fault => {
                self.app.end_request(number, &ending(&answer));
                Ok(faults::spoil(fault, answer))
            }
        }
    }

    fn reset(&self) -> HangUp {
        self.socket.reset_when_closed();
        HangUp
    }

    /// The good answer, or that there are too many requests.
    async fn handle(&self, parts: Parts, body: Option<Bytes>) -> Response<Bytes> {
        let allowed = self
            .app
            .rate_limit
            .as_ref()
            .map_or(Ok(()), |limit| limit.check(self.source));
        let answer = match allowed {
            Ok(()) => self.route(parts, body).await,
            Err(wait) => {
                let quirks = self.app.quirks();
                let refusal = rate_limit::too_many_requests(wait, quirks.retry_after);
                errors::render(refusal, &quirks)
            }
        };
        whole(answer).await
    }

    async fn route(&self, parts: Parts, body: Option<Bytes>) -> Response {
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

/// The body; `None` where it is too large or breaks off.
async fn read(body: Incoming) -> Option<Bytes> {
    to_bytes(Body::new(body), LARGEST_BODY).await.ok()
}

/// An operation's answer with its body in memory, where it is already.
async fn whole(answer: Response) -> Response<Bytes> {
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    Response::from_parts(parts, body)
}

fn too_large() -> ApiError {
    let message = format!("The body is larger than {LARGEST_BODY} bytes");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}

fn ending(answer: &Response<Bytes>) -> Ending {
    Ending {
        status: Some(answer.status().as_u16()),
        answer: answer.body().clone(),
    }
}

fn log_entry(parts: &Parts, body: Option<&Bytes>, fault: Option<Fault>) -> RequestLog {
    let mut headers = parts.headers.clone();
    headers.remove(header::AUTHORIZATION);
    RequestLog {
        number: 0,
        arrived: SystemTime::now(),
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(ToOwned::to_owned),
        headers,
        body: body.cloned().unwrap_or_default(),
        fault,
        status: None,
        answer: Bytes::new(),
        duration: None,
    }
}
