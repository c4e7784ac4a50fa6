//! How a sandbox starts.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::{FaultPlan, LogBounds, Quirks};

/// The vendor's limit: requests a minute for each source address.
pub const VENDOR_RATE_LIMIT: NonZeroU32 = NonZeroU32::new(500).unwrap();

/// How a sandbox starts. The default suits a test: a free port, data in memory, no rate limit.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen. Port 0, the default, takes any free port of the loopback address.
    pub address: SocketAddr,
    /// The one API key that is let in. Default: `test-key`.
    pub key: String,
    /// Where the data lives. Default: in memory.
    pub storage: Storage,
    /// Requests a minute that one source address may send; beyond it the answer is 429.
    /// `None`, the default, means no limit; the vendor's own is [`VENDOR_RATE_LIMIT`].
    pub rate_limit: Option<NonZeroU32>,
    /// The deviations to start with. Default: none.
    pub quirks: Quirks,
    /// The faults to start with. Default: none.
    pub faults: FaultPlan,
    /// How much of the requests is remembered. Default: all.
    pub log: LogBounds,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            key: "test-key".to_owned(),
            storage: Storage::Memory,
            rate_limit: None,
            quirks: Quirks::default(),
            faults: FaultPlan::default(),
            log: LogBounds::default(),
        }
    }
}

/// Where a sandbox keeps its data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// In memory: gone when the sandbox ends.
    #[default]
    Memory,
    /// In an SQLite file, created where it doesn't exist, found again at the next start.
    File(PathBuf),
}
