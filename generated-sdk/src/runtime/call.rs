// @generated from the API document. Do not edit: the next run writes this file anew.

//! A call of an operation: its arguments come in one by one, then it is sent.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::client::Client;
use super::error::Error;
use super::exchange::{Reading, Received};
use super::operation::{Operation, Spec};
use super::parameters::Style;
use super::reply::Response;
use super::request::Request;
use super::retry::RetryPolicy;
use super::success::{Output, Success};
use super::transport::ReplyBody;
use super::wire::{DecodeError, Encode};

/// A call of the operation `O` that is yet to be sent. It does nothing until then.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'c, O> {
    pub(crate) client: &'c Client,
    /// Boxed, since it moves with every argument.
    pub(crate) request: Box<Request>,
    operation: PhantomData<fn() -> O>,
}

/// Makes an operation's description a reference, which costs nothing to hand on.
pub(crate) struct Described<O>(PhantomData<O>);

impl<O: Operation> Described<O> {
    pub(crate) const SPEC: &'static Spec = &O::SPEC;
}

#[allow(
    dead_code,
    reason = "which of these an API needs depends on its document"
)]
impl<'c, O: Operation> Call<'c, O> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self {
            client,
            request: Box::new(Request::new(Described::<O>::SPEC)),
            operation: PhantomData,
        }
    }

    pub(crate) fn in_path(self, name: &'static str, value: &dyn Encode) -> Self {
        self.in_path_styled(name, Style::Simple, false, value)
    }

    pub(crate) fn in_path_styled(
        mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) -> Self {
        self.request.path(name, style, explode, value);
        self
    }

    pub(crate) fn in_query(self, name: &'static str, value: &dyn Encode) -> Self {
        self.in_query_styled(name, Style::Form, true, value)
    }

    pub(crate) fn in_query_styled(
        mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) -> Self {
        self.request.query(name, style, explode, value);
        self
    }

    pub(crate) fn in_query_reserved(
        mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) -> Self {
        self.request.query_reserved(name, style, explode, value);
        self
    }

    pub(crate) fn in_header(self, name: &'static str, value: &dyn Encode) -> Self {
        self.in_header_styled(name, Style::Simple, false, value)
    }

    pub(crate) fn in_header_styled(
        mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) -> Self {
        self.request.header(name, style, explode, value);
        self
    }

    pub(crate) fn in_cookie(self, name: &'static str, value: &dyn Encode) -> Self {
        self.in_cookie_styled(name, Style::Form, true, value)
    }

    pub(crate) fn in_cookie_styled(
        mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &dyn Encode,
    ) -> Self {
        self.request.cookie(name, style, explode, value);
        self
    }

    pub(crate) fn json_body(mut self, media_type: &'static str, body: &dyn Encode) -> Self {
        self.request.json(media_type, body);
        self
    }
}

impl<O: Operation> Call<'_, O> {
    /// Adds a header to this call, or replaces it. It is kept out of errors and traces, since it may be a secret. A
    /// header that proves who calls, such as `Authorization`, is sent in place of the client's credential.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.request.secret_header(name, value);
        self
    }

    /// How long this call may take with all attempts and waits, in place of the client's limit. A single attempt still
    /// ends by [`attempt_timeout`](Self::attempt_timeout), a minute by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.request.timeout = Some(limit);
        self
    }

    /// How long each attempt of this call may take, up to the last byte of the reply, in place of the client's limit.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.request.attempt_timeout = Some(limit);
        self
    }

    /// When and how often this call is sent again, in place of the client's policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.request.retry = Some(policy);
        self
    }

    /// Sends the call and gives what the operation promises together with the status and headers.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_for_response(self) -> Result<Response<Output<O>>, Error> {
        let core = &self.client.core;
        let received = core.execute(self.request, Reading::Whole).await?;
        let body = decode::<O>(self.client, &received)?;
        Ok(Response {
            status: received.reply.status,
            headers: received.reply.headers,
            body,
        })
    }

    /// Sends the call and gives the body as it arrives, as a stream of bytes: for what is too large to be held in
    /// memory. The client's limits of size and time hold until the server begins to answer, then its `idle_timeout`.
    ///
    /// # Errors
    /// As [`send`](Self::send), but for the body, which is not decoded.
    pub async fn send_for_body(self) -> Result<Response<ReplyBody>, Error> {
        let core = &self.client.core;
        let received = core.execute(self.request, Reading::Head).await?;
        let body = received
            .rest
            .unwrap_or_else(|| ReplyBody::from(received.reply.body));
        Ok(Response {
            status: received.reply.status,
            headers: received.reply.headers,
            body: received.trace.follow_body(body),
        })
    }
}

/// Decodes the reply to an operation.
pub(crate) fn decode<O: Operation>(
    client: &Client,
    received: &Received,
) -> Result<Output<O>, Error> {
    O::Success::decode(&received.reply)
        .map_err(|error| undecodable(client, Described::<O>::SPEC, error, received))
}

#[cold]
fn undecodable(
    client: &Client,
    spec: &'static Spec,
    error: DecodeError,
    received: &Received,
) -> Error {
    let reply = &received.reply;
    let error = Error::from_decode(error, reply.clone())
        .of_call(spec, reply.attempts, reply.elapsed)
        .explain(spec.failures, client.core.defaults)
        .hiding(&client.core.secrets);
    received.trace.failed(&error);
    error
}

impl<O> Clone for Call<'_, O> {
    fn clone(&self) -> Self {
        Self {
            client: self.client,
            request: self.request.clone(),
            operation: PhantomData,
        }
    }
}

/// Says which operation, but none of the arguments, which may be secrets.
impl<O> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.request.spec.id)
            .finish_non_exhaustive()
    }
}
