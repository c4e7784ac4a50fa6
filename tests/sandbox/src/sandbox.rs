//! A running sandbox.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::app::{App, Shared};
use crate::page::HOME;
use crate::routes::BASE_PATH;
use crate::{Fault, FaultPlan, Options, Quirks, RequestLog, server};

/// How long [`Sandbox::stop`] waits for the requests under way.
const GRACE: Duration = Duration::from_secs(5);

/// A running sandbox; it ends when it is dropped.
#[must_use = "a sandbox ends when it is dropped"]
pub struct Sandbox {
    pub(crate) app: Shared,
    address: SocketAddr,
    stop: Option<oneshot::Sender<Duration>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a sandbox on a thread of its own; it accepts connections as soon as this returns.
    ///
    /// # Errors
    /// [`StartError`] where the address can't be listened on or the store can't be opened.
    pub fn start(options: Options) -> Result<Self, StartError> {
        let wanted = options.address;
        let listener = listen(wanted).map_err(|error| StartError::Listen(wanted, error))?;
        let address = listener.local_addr().map_err(StartError::Io)?;
        let (refuse, refusals) = mpsc::unbounded_channel();
        let app = Arc::new(App::new(options, refuse).map_err(StartError::Store)?);
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()
            .map_err(StartError::Io)?;
        let served = app.clone();
        let listener = {
            let _context = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(StartError::Io)?
        };
        let thread = thread::Builder::new()
            .name("sandbox".to_owned())
            .spawn(move || runtime.block_on(server::serve(listener, served, refusals, stopped)))
            .map_err(StartError::Io)?;
        Ok(Self {
            app,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The base URL, such as `http://127.0.0.1:41234/public/v2`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{BASE_PATH}", self.address)
    }

    /// The address of the web page that shows what is stored and what arrives.
    #[must_use]
    pub fn page_url(&self) -> String {
        format!("http://{}{HOME}", self.address)
    }

    /// The API key that is let in.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.app.key
    }

    /// The quirks in force.
    #[must_use]
    pub fn quirks(&self) -> Quirks {
        self.app.quirks()
    }

    /// Replaces the quirks, from the next request on.
    pub fn set_quirks(&self, quirks: Quirks) {
        self.app.set_quirks(quirks);
    }

    /// Orders a fault for the next request. Several are met by as many requests, in their order.
    /// They come before those of [`set_faults`](Self::set_faults).
    pub fn fail_next(&self, fault: Fault) {
        self.app.faults().push(fault);
        self.app.changes.note();
    }

    /// The rules of the faults in force.
    #[must_use]
    pub fn faults(&self) -> FaultPlan {
        self.app.faults().plan().clone()
    }

    /// Begins these rules, from the next request on; their counts begin at nought.
    pub fn set_faults(&self, plan: FaultPlan) {
        self.app.set_faults(plan);
    }

    /// The requests so far, in the order of their arrival, those with faults included; as many as
    /// [`LogBounds`](crate::LogBounds) allows.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestLog> {
        self.app.log().iter().cloned().collect()
    }

    /// Ends the sandbox, but lets the requests under way come to their end first (for five
    /// seconds at most). Dropping it doesn't wait for them.
    pub fn stop(mut self) {
        self.end(GRACE);
    }

    fn end(&mut self, grace: Duration) {
        if let Some(stop) = self.stop.take() {
            // Nobody listens any more where the thread has ended already.
            let _ = stop.send(grace);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end(Duration::ZERO);
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sandbox")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Why a sandbox could not start.
#[derive(Debug)]
pub enum StartError {
    /// The address can't be listened on.
    Listen(SocketAddr, io::Error),
    /// The store can't be opened.
    Store(rusqlite::Error),
    /// The operating system gives no thread or socket.
    Io(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(address, error) if error.kind() == io::ErrorKind::AddrInUse => write!(
                formatter,
                "port {} is in use by another program: choose another one, or 0 for any free one",
                address.port()
            ),
            Self::Listen(address, error) => write!(formatter, "can't listen on {address}: {error}"),
            Self::Store(error) => write!(formatter, "can't open the database: {error}"),
            Self::Io(error) => write!(formatter, "can't start the server: {error}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, error) | Self::Io(error) => Some(error),
            Self::Store(error) => Some(error),
        }
    }
}
