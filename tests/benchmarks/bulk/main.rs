//! A bulk run of records into the sandbox, and a plain load of the same requests.
//!
//! ```console
//! cargo bench -p benchmarks --bench bulk              # 100,000 records
//! cargo bench -p benchmarks --bench bulk -- 1000000
//! ```
//!
//! The sandbox is in the process that measures, without its rate limit; each run is a process of its own, so that its
//! processor time and its memory are the client's alone. Runs take turns, each with a sandbox that is empty.

mod plain_load;
mod records;
mod replacement;
mod run;

use std::time::Duration;

use anyhow::{Context as _, anyhow, bail, ensure};
use cpu_time::ProcessTime;
use drata_custom_connections::Client;
use sandbox::{LogBounds, Options, Sandbox};
use tokio::runtime::Builder;

use run::{Run, Target};

/// A way to load records.
struct Way {
    name: &'static str,
    run: fn(&Target) -> anyhow::Result<Run>,
}

const WAYS: [Way; 2] = [
    Way {
        name: "replace_all",
        run: replacement::run,
    },
    Way {
        name: "plain-load",
        run: plain_load::run,
    },
];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    match arguments.as_slice() {
        [] => compare(100_000),
        [records] => compare(records.parse().context("the number of records")?),
        [run, way, target @ ..] if run == "run" => {
            let way = WAYS.iter().find(|known| known.name == way);
            let way = way.context("there is no such way")?;
            (way.run)(&Target::from_arguments(target)?)?.report();
            Ok(())
        }
        other => bail!("`{}` is not understood", other.join(" ")),
    }
}

/// Runs each way in turns, and prints for each the run that took the middle of the times.
fn compare(records: u64) -> anyhow::Result<()> {
    const ROUNDS: usize = 3;
    let mut measured = WAYS.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (way, measured) in WAYS.iter().zip(&mut measured) {
            measured.push(Measured::of(way, records)?);
        }
    }
    println!("{records} records:\n");
    println!(
        "| run | requests | s | requests/s | client's processor, s | of the time | its peak, MB | sandbox's processor, s |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (way, mut measured) in WAYS.iter().zip(measured) {
        measured.sort_by_key(|measured| measured.run.all);
        let middle = &measured[ROUNDS / 2];
        let (all, client) = (
            middle.run.all.as_secs_f64(),
            middle.run.processor.as_secs_f64(),
        );
        println!(
            "| {} | {} | {all:.1} | {:.1} | {client:.2} | {:.0} % | {:.1} | {:.1} |",
            way.name,
            middle.requests,
            middle.requests as f64 / all,
            client / all * 100.0,
            middle.run.peak as f64 / 1e6,
            middle.sandbox.as_secs_f64(),
        );
    }
    Ok(())
}

/// What one run took.
struct Measured {
    run: Run,
    requests: u64,
    /// The sandbox's processor time.
    sandbox: Duration,
}

impl Measured {
    fn of(way: &Way, records: u64) -> anyhow::Result<Self> {
        let sandbox = Sandbox::start(Options {
            log: LogBounds {
                requests: 1,
                body_bytes: 0,
            },
            ..Options::default()
        })?;
        let resource = sandbox.seed_resource("Software", &records::schema(), "name")?;
        let target = Target {
            url: sandbox.url(),
            key: sandbox.key().to_owned(),
            connection: resource.connection_id,
            resource: resource.resource_id,
            records,
        };
        let processor = ProcessTime::now();
        let run = Run::in_a_process(way.name, &target)?;
        let measured = Self {
            run,
            requests: last_request(&sandbox)?,
            sandbox: processor.elapsed(),
        };
        let stored = stored(&target)?;
        ensure!(stored == records, "{}: {stored} are stored", way.name);
        Ok(measured)
    }
}

/// How many requests arrived.
fn last_request(sandbox: &Sandbox) -> anyhow::Result<u64> {
    let requests = sandbox.requests();
    let last = requests.last().context("no request arrived")?;
    Ok(last.number)
}

/// How many records the resource has.
fn stored(target: &Target) -> anyhow::Result<u64> {
    let client = Client::builder()
        .base_url(&target.url)
        .api_key(&target.key)
        .build()?;
    let page = client
        .records()
        .list(target.connection.into(), target.resource.into())
        .include_total_count(true)
        .size(1);
    let page = Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(page.send())?;
    let count = page.pagination.total_count.value().copied();
    let count = count.ok_or_else(|| anyhow!("the records were not counted"))?;
    Ok(count.try_into()?)
}
