//! Sockets: accepts connections, serves HTTP/1.1 on each, and ends them in an orderly way.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::app::Shared;
use crate::exchange::Exchange;
use crate::routes;

/// Serves until `stop` says how long the requests under way may still take.
pub(crate) async fn serve(listener: TcpListener, app: Shared, stop: oneshot::Receiver<Duration>) {
    let server = Server {
        routes: TowerToHyperService::new(routes::router(&app)),
        app,
        graceful: GracefulShutdown::new(),
    };
    let mut connections = JoinSet::new();
    let grace = tokio::select! {
        grace = stop => grace.unwrap_or_default(),
        never = server.accept(&listener, &mut connections) => match never {},
    };
    drop(listener);
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
    async fn accept(&self, listener: &TcpListener, connections: &mut JoinSet<()>) -> Infallible {
        loop {
            match listener.accept().await {
                Ok((stream, source)) => self.spawn(stream, source, connections),
                // No socket to be had just now: others have to be closed first.
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
            while connections.try_join_next().is_some() {}
        }
    }

    fn spawn(&self, stream: TcpStream, source: SocketAddr, connections: &mut JoinSet<()>) {
        let exchange = Exchange {
            app: self.app.clone(),
            routes: self.routes.clone(),
            source: source.ip(),
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
