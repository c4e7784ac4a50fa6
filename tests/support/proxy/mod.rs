//! A bad network between the SDK and the sandbox: passes requests on, and spoils those that it is told to.
//!
//! What a *server* may do wrong is the sandbox's own matter ([`sandbox::Fault`]); a [`NetworkFault`] is what happens on
//! the way. Several proxies and sandboxes can run side by side.

mod connection;
mod fault;
mod message;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use sandbox::Sandbox;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Notify;

pub use fault::{Alteration, Ending, Moment, NetworkFault};
pub use message::{Reply, Request};

/// A proxy in front of a sandbox; it ends when it is dropped.
pub struct Proxy {
    shared: Arc<Shared>,
    address: SocketAddr,
    base_path: String,
    runtime: Option<Runtime>,
}

/// What the tests and the connections have in common.
struct Shared {
    upstream: SocketAddr,
    state: Mutex<State>,
    /// Rung when the proxy begins or ceases to listen.
    changed: Notify,
}

struct State {
    listener: Option<TcpListener>,
    /// Keeps the port while nothing listens on it.
    reserved: Option<TcpSocket>,
    next: VecDeque<NetworkFault>,
    plan: Plan,
    requests: Vec<Request>,
    handled: usize,
}

/// Decides request by request what goes wrong.
type Plan = Box<dyn FnMut(&Request) -> Option<NetworkFault> + Send>;

impl Proxy {
    /// Starts a proxy on threads of its own; it accepts connections as soon as this returns.
    pub fn in_front_of(sandbox: &Sandbox) -> Self {
        let (origin, base_path) = split(&sandbox.url());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = {
            let _context = runtime.enter();
            socket(([127, 0, 0, 1], 0).into()).listen(BACKLOG).unwrap()
        };
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            upstream: origin,
            state: Mutex::new(State {
                listener: Some(listener),
                reserved: None,
                next: VecDeque::new(),
                plan: Box::new(|_| None),
                requests: Vec::new(),
                handled: 0,
            }),
            changed: Notify::new(),
        });
        runtime.spawn(accept(shared.clone()));
        Self {
            shared,
            address,
            base_path,
            runtime: Some(runtime),
        }
    }

    /// The base URL by which the sandbox is reached through this proxy.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.base_path)
    }

    /// Orders a fault for the next request. Several are met by as many requests, in their order.
    pub fn fail_next(&self, fault: NetworkFault) {
        self.shared.state().next.push_back(fault);
    }

    /// Has `plan` decide about each request for which no fault is ordered.
    pub fn fail_by(&self, plan: impl FnMut(&Request) -> Option<NetworkFault> + Send + 'static) {
        self.shared.state().plan = Box::new(plan);
    }

    /// Lets everything pass from now on.
    pub fn heal(&self) {
        self.shared.state().next.clear();
        self.fail_by(|_| None);
    }

    /// Refuses connections until [`listen`](Self::listen). Those that are open stay open.
    pub fn refuse(&self) {
        let _context = self.runtime.as_ref().map(Runtime::enter);
        let mut state = self.shared.state();
        state.listener = None;
        state.reserved = Some(socket(self.address));
    }

    /// Accepts connections again.
    pub fn listen(&self) {
        let _context = self.runtime.as_ref().map(Runtime::enter);
        let mut state = self.shared.state();
        if let Some(socket) = state.reserved.take() {
            state.listener = Some(socket.listen(BACKLOG).unwrap());
            self.shared.changed.notify_one();
        }
    }

    /// All requests that have been seen so far, whatever became of them.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// How many of them have reached the server.
    pub fn handled(&self) -> usize {
        self.shared.state().handled
    }
}

const BACKLOG: u32 = 128;

/// A socket that is bound to an address, but not listening.
fn socket(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    socket
}

/// The address and the path of a URL such as `http://127.0.0.1:4010/public/v2`.
fn split(url: &str) -> (SocketAddr, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (origin, path) = rest.split_once('/').unwrap_or((rest, ""));
    (origin.parse().unwrap(), format!("/{path}"))
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a request, and says what is to go wrong with it.
    fn fate(&self, request: Request) -> Option<NetworkFault> {
        let mut state = self.state();
        let ordered = state.next.pop_front();
        let fault = ordered.or_else(|| (state.plan)(&request));
        state.requests.push(request);
        fault
    }

    /// The next connection; none where the proxy has ceased to listen.
    async fn next_connection(&self) -> Option<io::Result<TcpStream>> {
        std::future::poll_fn(|context| match &self.state().listener {
            None => Poll::Ready(None),
            Some(listener) => listener
                .poll_accept(context)
                .map_ok(|(stream, _)| stream)
                .map(Some),
        })
        .await
    }
}

async fn accept(shared: Arc<Shared>) {
    loop {
        let connection = tokio::select! {
            connection = shared.next_connection() => connection,
            () = shared.changed.notified() => continue,
        };
        match connection {
            None => shared.changed.notified().await,
            Some(Ok(stream)) => {
                tokio::spawn(connection::serve(stream, shared.clone()));
            }
            // The client has gone already.
            Some(Err(_)) => {}
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Proxy")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}
