//! One connection of a client: request after request is passed on, or spoilt.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Shared;
use super::fault::{Ending, Moment, NetworkFault};
use super::message::{Reply, Request, peek};

/// Serves a connection to its end.
pub(super) async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let mut connection = Connection { stream, shared };
    // The client went away: what it makes of that is for the test to look at.
    let _ = connection.serve().await;
}

struct Connection {
    stream: TcpStream,
    shared: Arc<Shared>,
}

/// Whether more requests may come over a connection.
enum Next {
    Another,
    End,
}

impl Connection {
    async fn serve(&mut self) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        while let Some((request, head)) = peek(&self.stream).await? {
            let fault = self.shared.fate(request.clone());
            if let Next::End = self.exchange(&request, head, fault).await? {
                break;
            }
        }
        Ok(())
    }

    async fn exchange(
        &mut self,
        request: &Request,
        head: usize,
        fault: Option<NetworkFault>,
    ) -> io::Result<Next> {
        let breaks_at = |moment| match &fault {
            Some(NetworkFault::Break(when, how)) if *when == moment => Some(*how),
            _ => None,
        };
        if let Some(ending) = breaks_at(Moment::BeforeRequest) {
            return self.end(ending).await;
        }
        self.take(head).await?;
        if let Some(ending) = breaks_at(Moment::DuringRequest) {
            return self.end(ending).await;
        }
        let body = self.take(request.body_length()?).await?;
        if let Some(ending) = breaks_at(Moment::AfterRequest) {
            return self.end(ending).await;
        }
        if let Some(NetworkFault::Answer(reply)) = &fault {
            return self.reply(reply).await;
        }
        let Some(reply) = self.pass_on(request, &body).await? else {
            return Ok(Next::End);
        };
        if let Some(ending) = breaks_at(Moment::AfterHandling) {
            return self.end(ending).await;
        }
        if let Some(ending) = breaks_at(Moment::DuringReply) {
            self.stream.write_all(&reply.half()).await?;
            return self.end(ending).await;
        }
        match fault {
            Some(NetworkFault::Alter(alter)) => self.reply(&alter(reply)).await,
            Some(NetworkFault::Drip { pieces, pause }) => self.drip(&reply, pieces, pause).await,
            _ => self.reply(&reply).await,
        }
    }

    async fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).await?;
        Ok(bytes)
    }

    /// Lets the server act.
    async fn pass_on(&self, request: &Request, body: &[u8]) -> io::Result<Option<Reply>> {
        let mut server = TcpStream::connect(self.shared.upstream).await?;
        server.write_all(&request.head()).await?;
        server.write_all(body).await?;
        self.shared.state().handled += 1;
        Reply::read(server).await
    }

    async fn reply(&mut self, reply: &Reply) -> io::Result<Next> {
        self.stream.write_all(&reply.head()).await?;
        self.stream.write_all(&reply.body).await?;
        Ok(Next::Another)
    }

    async fn drip(&mut self, reply: &Reply, pieces: usize, pause: Duration) -> io::Result<Next> {
        let whole = [reply.head(), reply.body.clone()].concat();
        for piece in whole.chunks(whole.len().div_ceil(pieces.max(1))) {
            tokio::time::sleep(pause).await;
            self.stream.write_all(piece).await?;
        }
        Ok(Next::Another)
    }

    async fn end(&mut self, ending: Ending) -> io::Result<Next> {
        match ending {
            Ending::Reset => self.stream.set_zero_linger()?,
            Ending::Close => self.stream.shutdown().await?,
            Ending::Silence => {
                // Until the client loses patience and hangs up.
                let mut unread = vec![0; 4096];
                while self.stream.read(&mut unread).await? > 0 {}
            }
        }
        Ok(Next::End)
    }
}
