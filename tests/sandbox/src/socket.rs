//! A second handle on a connection's socket, to reset it rather than to close it.

use std::io;
use std::net;
use std::time::Duration;

use socket2::SockRef;
use tokio::net::TcpStream;

/// The second handle. It has to go with the connection: the socket closes with the last one.
pub(crate) struct Socket(net::TcpStream);

impl Socket {
    /// The handle, and the stream that it was taken from.
    pub(crate) fn split(stream: TcpStream) -> io::Result<(Self, TcpStream)> {
        let stream = stream.into_std()?;
        let second = stream.try_clone()?;
        Ok((Self(second), TcpStream::from_std(stream)?))
    }

    /// Has the socket closed by a reset (RST), which throws away what is still to be sent.
    pub(crate) fn reset_when_closed(&self) {
        // Where it fails, the connection is closed in good order: the caller sees an end too.
        let _ = SockRef::from(&self.0).set_linger(Some(Duration::ZERO));
    }
}
