//! What a program costs: processor time, elapsed time, memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What a run cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// User and system time of the process and of all that it started and waited for.
    pub(super) cpu: Duration,
    /// From the start to the end.
    pub(super) wall: Duration,
    /// The largest resident size of any one of these processes, in bytes.
    pub(super) peak: u64,
}

impl Cost {
    /// The median of each figure.
    pub(super) fn median(costs: &[Self]) -> Self {
        Self {
            cpu: middle(costs, |cost| cost.cpu),
            wall: middle(costs, |cost| cost.wall),
            peak: middle(costs, |cost| cost.peak),
        }
    }

    /// Processor time, in seconds.
    pub(super) fn cpu_seconds(self) -> f64 {
        self.cpu.as_secs_f64()
    }

    /// The largest resident size, in megabytes.
    pub(super) fn peak_megabytes(self) -> f64 {
        self.peak as f64 / 1e6
    }
}

fn middle<T: Copy + Default + Ord>(costs: &[Cost], of: impl Fn(&Cost) -> T) -> T {
    let mut values: Vec<T> = costs.iter().map(of).collect();
    values.sort();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Runs a program to its end.
///
/// # Errors
/// When it can't be started, or fails; the first line that it says of an error is in the message.
pub(super) fn measure(command: &mut Command) -> Result<Cost> {
    // A file takes what it says: nobody has to read it meanwhile, and it can say any amount.
    let said = tempfile::tempfile()?;
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(said.try_clone()?)
        .spawn()
        .with_context(|| format!("can't start {}", command.get_program().display()))?;
    let end = child.wait4()?;
    let cost = Cost {
        cpu: end.rusage.utime + end.rusage.stime,
        wall: start.elapsed(),
        peak: end.rusage.maxrss,
    };
    if !end.status.success() {
        bail!("{}", first_error(said)?.unwrap_or(end.status.to_string()));
    }
    Ok(cost)
}

fn first_error(mut said: std::fs::File) -> Result<Option<String>> {
    use std::io::{Read, Seek};
    let mut bytes = Vec::new();
    said.rewind()?;
    said.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_error = |line: &str| line.contains("rror") || line.contains("panicked");
    let line = lines.clone().find(|line| is_error(line));
    Ok(line.or_else(|| lines.next()).map(str::to_owned))
}
