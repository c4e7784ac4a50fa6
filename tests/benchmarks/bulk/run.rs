//! A run in a process of its own: what it is told, and what it says.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use cpu_time::ProcessTime;

/// Records in a request.
pub(crate) const BATCH: usize = 500;

/// Requests under way at a time.
pub(crate) const CONCURRENCY: usize = 4;

/// Where the records go, and how many.
pub(crate) struct Target {
    pub(crate) url: String,
    pub(crate) key: String,
    pub(crate) connection: i64,
    pub(crate) resource: i64,
    pub(crate) records: u64,
}

impl Target {
    fn arguments(&self) -> [String; 5] {
        [
            self.url.clone(),
            self.key.clone(),
            self.connection.to_string(),
            self.resource.to_string(),
            self.records.to_string(),
        ]
    }

    pub(crate) fn from_arguments(arguments: &[String]) -> anyhow::Result<Self> {
        let [url, key, connection, resource, records] = arguments else {
            bail!("a target has five parts");
        };
        Ok(Self {
            url: url.clone(),
            key: key.clone(),
            connection: connection.parse()?,
            resource: resource.parse()?,
            records: records.parse()?,
        })
    }
}

/// What a run took, without what it did to prepare.
pub(crate) struct Run {
    /// From the first request to the last answer.
    pub(crate) all: Duration,
    pub(crate) processor: Duration,
    /// The process's largest resident size, in bytes; nothing where the system doesn't tell.
    pub(crate) peak: u64,
}

impl Run {
    pub(crate) fn measured<T>(
        work: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<(Self, T)> {
        let (start, processor) = (Instant::now(), ProcessTime::now());
        let outcome = work()?;
        let run = Self {
            all: start.elapsed(),
            processor: processor.elapsed(),
            peak: peak().unwrap_or_default(),
        };
        Ok((run, outcome))
    }

    /// Tells the process that started this one.
    pub(crate) fn report(&self) {
        let (all, processor) = (self.all.as_nanos(), self.processor.as_nanos());
        println!("{all} {processor} {}", self.peak);
    }

    fn reported(line: &str) -> anyhow::Result<Self> {
        let figures: Vec<&str> = line.split_whitespace().collect();
        let [all, processor, peak] = figures.as_slice() else {
            bail!("`{line}` isn't three figures");
        };
        Ok(Self {
            all: Duration::from_nanos(all.parse()?),
            processor: Duration::from_nanos(processor.parse()?),
            peak: peak.parse()?,
        })
    }

    /// What a run takes that this program makes in a new process.
    pub(crate) fn in_a_process(way: &str, target: &Target) -> anyhow::Result<Self> {
        let output = Command::new(std::env::current_exe()?)
            .args(["run", way])
            .args(target.arguments())
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(output.status.success(), "{way} failed");
        Self::reported(&String::from_utf8(output.stdout)?)
    }
}

/// The largest resident size of this process, in bytes, as Linux tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}
