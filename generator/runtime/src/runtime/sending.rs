//! A call on its way: what is awaited for an operation's reply.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::call::{Call, decode};
use super::client::Client;
use super::error::Error;
use super::exchange::{Exchange, Reading, Received};
use super::operation::Operation;
use super::request::Request;
use super::success::Output;

/// A call of the operation `O` on its way: a future that gives what the operation promises.
#[must_use = "a call isn't sent until this is awaited"]
pub struct Sending<'c, O> {
    reply: AwaitedReply<'c>,
    operation: PhantomData<fn() -> O>,
}

/// All of it that is the same for each operation, of which programs have hundreds.
struct AwaitedReply<'c> {
    client: &'c Client,
    unsent: Option<Box<Request>>,
    exchange: Option<Exchange<'c>>,
    received: Option<Received>,
}

impl<'c, O: Operation> Call<'c, O> {
    /// Sends the call and gives what the operation promises.
    ///
    /// # Errors
    /// Whatever goes wrong; [`Error::kind`] tells what sort of thing, and [`Error::body`] holds the error that the
    /// operation declares for the status.
    pub fn send(self) -> Sending<'c, O> {
        Sending {
            reply: AwaitedReply {
                client: self.client,
                unsent: Some(self.request),
                exchange: None,
                received: None,
            },
            operation: PhantomData,
        }
    }
}

impl<O: Operation> Future for Sending<'_, O> {
    type Output = Result<Output<O>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let client = self.reply.client;
        match ready!(self.reply.poll(context)) {
            Ok(received) => Poll::Ready(decode::<O>(client, received)),
            Err(error) => Poll::Ready(Err(error)),
        }
    }
}

impl AwaitedReply<'_> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<&Received, Error>> {
        if let Some(request) = self.unsent.take() {
            self.exchange = Some(self.client.core.execute(request, Reading::Whole));
        }
        if let Some(exchange) = &mut self.exchange {
            let outcome = ready!(exchange.as_mut().poll(context));
            self.exchange = None;
            self.received = Some(outcome?);
        }
        match &self.received {
            Some(received) => Poll::Ready(Ok(received)),
            // The error was given before.
            None => Poll::Pending,
        }
    }
}

/// Says which operation, but none of the arguments, which may be secrets.
impl<O: Operation> fmt::Debug for Sending<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending")
            .field("operation", &O::SPEC.id)
            .finish_non_exhaustive()
    }
}
