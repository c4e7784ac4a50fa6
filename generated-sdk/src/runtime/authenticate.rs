// @generated from the API document. Do not edit: the next run writes this file anew.

//! Credentials that are made anew from time to time, such as tokens that expire.

use std::future::Future;
use std::pin::Pin;

use http::HeaderValue;

use super::error::Error;
use super::request_body::RequestBody;
use super::transport::Transport;

/// Proves to the server who the caller is, request by request.
///
/// For what can't be said once when the client is built: tokens that expire, signatures over the request. Becomes a
/// [`Credential`](super::Credential) by [`Credential::made_by`](super::Credential::made_by).
pub trait Authenticate: Send + Sync + 'static {
    /// Adds the proof to a request that is otherwise whole, before each attempt. It isn't asked where the call itself
    /// sets the header that the API document names for the scheme. What is fetched for it goes through
    /// the client's own `transport`, and within the time of the attempt. Mark headers that hold secrets as sensitive:
    /// errors and traces then leave their values out.
    ///
    /// # Errors
    /// When there is no proof to be had; the request is not sent then. The call fails with
    /// [`ErrorKind::Authentication`](super::ErrorKind::Authentication), or is tried again if the error is
    /// [retryable](Error::is_retryable).
    fn authenticate<'a>(
        &'a self,
        request: &'a mut http::Request<RequestBody>,
        transport: &'a dyn Transport,
    ) -> AuthenticateFuture<'a>;

    /// The server refused the proof (401). `sent` are the headers of that request which are marked as sensitive: other
    /// requests are under way, so that it need not be the proof that was made last. The request is sent once more, with
    /// another one.
    fn refused(&self, sent: &[HeaderValue]) {
        let _ = sent;
    }
}

/// What [`Authenticate::authenticate`] returns.
pub type AuthenticateFuture<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;
