//! Sockets: accepts connections, serves HTTP/1.1 on each, and ends them in an orderly way.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::app::{Refusal, Shared};
use crate::exchange::Exchange;
use crate::routes;
use crate::socket::Socket;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

/// Serves until `stop` says how long the requests under way may still take.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Shared,
    refusals: mpsc::UnboundedReceiver<Refusal>,
    stop: oneshot::Receiver<Duration>,
) {
    let server = Server {
        routes: TowerToHyperService::new(routes::router(&app)),
        app,
        graceful: GracefulShutdown::new(),
    };
    let mut connections = JoinSet::new();
    let grace = tokio::select! {
        grace = stop => grace.unwrap_or_default(),
        never = server.accept(listener, refusals, &mut connections) => match never {},
    };
    server.app.changes.end();
    tokio::select! {
        () = server.graceful.shutdown() => {}
        () = sleep(grace) => {}
    }
}

struct Server {
    app: Shared,
    routes: TowerToHyperService<Router>,
    graceful: GracefulShutdown,
}

impl Server {
    /// Accepts connections, but for the times when they are to be refused.
    async fn accept(
        &self,
        mut listener: TcpListener,
        mut refusals: mpsc::UnboundedReceiver<Refusal>,
        connections: &mut JoinSet<()>,
    ) -> Infallible {
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, source)) => self.spawn(stream, source, connections),
                    // No socket to be had just now: others have to be closed first.
                    Err(_) => sleep(Duration::from_millis(50)).await,
                },
                Some(refusal) = refusals.recv() => listener = refuse(listener, refusal).await,
            }
            while connections.try_join_next().is_some() {}
        }
    }

    fn spawn(&self, stream: TcpStream, source: SocketAddr, connections: &mut JoinSet<()>) {
        // Where the system has no second handle to give, the connection is dropped.
        let Ok((socket, stream)) = Socket::split(stream) else {
            return;
        };
        let exchange = Exchange {
            app: self.app.clone(),
            routes: self.routes.clone(),
            source: source.ip(),
            socket: Arc::new(socket),
        };
        let service = service_fn(move |request| exchange.clone().answer(request));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        let connection = self.graceful.watch(connection);
        connections.spawn(async {
            // It fails where the client goes away or a fault was ordered: neither is of interest.
            let _ = connection.await;
        });
    }
}

/// Lets go of a port for a while, but for keeping others off it, so that connections are refused.
async fn refuse(listener: TcpListener, refusal: Refusal) -> TcpListener {
    let Ok(address) = listener.local_addr() else {
        return listener;
    };
    drop(listener);
    let mut held = bind(address);
    // Whoever ordered it may be gone.
    let _ = refusal.begun.send(());
    sleep(refusal.time).await;
    loop {
        match held.and_then(|socket| socket.listen(BACKLOG)) {
            Ok(listener) => return listener,
            // Another program has it for the moment.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
        held = bind(address);
    }
}

/// A socket that has the port but doesn't listen.
fn bind(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}
