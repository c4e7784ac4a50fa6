//! One call over loopback: through the SDK, and by hand with reqwest and serde_json.
//!
//! ```console
//! cargo bench -p benchmarks --bench calling
//! ```
//!
//! Prints how long a call takes, on the processor and in all, its instructions, and how often and how much it
//! allocates. With `repeat WAY COUNT` it makes calls in one way only, for a profiler.

mod by_hand;
mod server;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use anyhow::{Context as _, bail};
use cpu_time::ThreadTime;
use drata_custom_connections::Client;
use drata_custom_connections::types::{ConnectionId, CustomConnectionCreateRequest, ProviderType};
use tokio::runtime::{Builder, Runtime};

const KEY: &str = "a-key-of-forty-characters-like-the-vendor";
const NAME: &str = "Software Inventory";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve"] => server::run(),
        ["repeat", way, count] => {
            let (_server, callers) = Callers::start()?;
            let way = WAYS
                .iter()
                .find(|known| known.name == *way)
                .with_context(|| format!("there is no way `{way}`"))?;
            (0..count.parse()?).try_for_each(|_: u32| (way.call)(&callers))
        }
        [] => compare(),
        other => bail!("`{}` is not understood", other.join(" ")),
    }
}

/// A way to call.
struct Way {
    name: &'static str,
    call: fn(&Callers) -> anyhow::Result<()>,
}

const WAYS: [Way; 4] = [
    Way {
        name: "get-by-sdk",
        call: |callers| {
            let handle = callers.sdk.custom_connections();
            let connection = callers
                .runtime
                .block_on(handle.get(ConnectionId::new(7)).send())?;
            drop(connection);
            Ok(())
        },
    },
    Way {
        name: "get-by-hand",
        call: |callers| callers.runtime.block_on(callers.by_hand.get(7)).map(drop),
    },
    Way {
        name: "create-by-sdk",
        call: |callers| {
            let request = CustomConnectionCreateRequest::new(NAME, [ProviderType::Custom]);
            let handle = callers.sdk.custom_connections();
            callers.runtime.block_on(handle.create(&request).send())?;
            Ok(())
        },
    },
    Way {
        name: "create-by-hand",
        call: |callers| callers.runtime.block_on(callers.by_hand.create()).map(drop),
    },
];

struct Callers {
    runtime: Runtime,
    sdk: Client,
    by_hand: by_hand::Client,
}

impl Callers {
    /// A server, and both clients for it on one thread.
    fn start() -> anyhow::Result<(Server, Self)> {
        let server = Server::start()?;
        let base_url = format!("http://127.0.0.1:{}/public/v2", server.port);
        let callers = Self {
            runtime: Builder::new_current_thread().enable_all().build()?,
            sdk: Client::builder()
                .base_url(&base_url)
                .api_key(KEY)
                .without_rate_limit()
                .build()?,
            by_hand: by_hand::Client::new(base_url)?,
        };
        Ok((server, callers))
    }
}

struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start() -> anyhow::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let output = process.stdout.take().context("the server's output")?;
        BufReader::new(output).read_line(&mut line)?;
        let port = line.trim().parse().context("the server's port")?;
        Ok(Self { process, port })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What calls of one way took.
#[derive(Default)]
struct Measured {
    processor: Vec<Duration>,
    all: Vec<Duration>,
    allocations: Option<AllocationInfo>,
}

/// Calls in all ways in turns, so that what disturbs one disturbs all. A turn is several calls, of which the first isn't
/// counted: it finds the processor's caches full of another way's code.
fn compare() -> anyhow::Result<()> {
    const TURNS: usize = 300;
    const CALLS: usize = 10;
    let (_server, callers) = Callers::start()?;
    let mut measured: [Measured; WAYS.len()] = Default::default();
    for turn in 0..TURNS {
        for (way, measured) in WAYS.iter().zip(&mut measured) {
            for call in 0..CALLS {
                let (start, processor) = (Instant::now(), ThreadTime::now());
                let mut outcome = Ok(());
                let allocations = allocation_counter::measure(|| outcome = (way.call)(&callers));
                outcome.with_context(|| way.name)?;
                if turn > TURNS / 10 && call > 0 {
                    measured.processor.push(processor.elapsed());
                    measured.all.push(start.elapsed());
                    measured.allocations = Some(allocations);
                }
            }
        }
    }
    println!("| call | processor, µs | in all, µs | instructions | allocations | bytes |");
    println!("|---|---:|---:|---:|---:|---:|");
    for (way, mut measured) in WAYS.iter().zip(measured) {
        let allocations = measured.allocations.context("no round")?;
        println!(
            "| {} | {:.1} | {:.1} | {} | {} | {} |",
            way.name,
            median(&mut measured.processor),
            median(&mut measured.all),
            instructions(way).map_or("no valgrind".to_owned(), |count| count.to_string()),
            allocations.count_total,
            allocations.bytes_total
        );
    }
    Ok(())
}

/// The instructions of one call, counted by valgrind where it is installed: what more calls take than few, a call.
fn instructions(way: &Way) -> Option<u64> {
    const FEW: u64 = 50;
    const MORE: u64 = 250;
    let count = |calls: u64| -> Option<u64> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe().ok()?)
            .args(["repeat", way.name, &calls.to_string()])
            .output()
            .ok()?;
        let report = String::from_utf8(output.stderr).ok()?;
        let (_, count) = report.split_once("Collected :")?;
        count.split_whitespace().next()?.parse().ok()
    };
    Some((count(MORE)? - count(FEW)?) / (MORE - FEW))
}

/// In microseconds.
fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1e6)
}
