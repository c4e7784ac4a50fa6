//! A small program beside the emitted crate: it decodes values into the emitted types and encodes them again.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::corpus::workspace;

/// A value that a type is to take and give back.
#[derive(Debug)]
pub(super) struct Case {
    /// Which of the harness's types.
    pub(super) ty: usize,
    pub(super) value: Value,
}

/// What came of a case.
#[derive(Debug)]
pub(super) enum Answer {
    /// It was decoded, and this is what was encoded.
    Encoded {
        text: String,
        /// Part of the value was kept as JSON that fits no variant of a union.
        unrecognized: bool,
    },
    /// Why it wasn't decoded.
    Refused(String),
    /// The program came to no answer.
    None,
}

/// The program, compiled.
pub(super) struct Harness {
    program: PathBuf,
}

/// The emitted crate that the program is for.
pub(super) struct Emitted<'a> {
    /// Its folder.
    pub(super) folder: &'a Path,
    /// The package's name.
    pub(super) package: &'a str,
}

const MAIN: &str = r##"//! Reads cases, a line each: the number of a type, a tab, a value. Answers with a line each.

use std::fmt::Debug;
use std::io::{BufRead, Write};

use subject::runtime::wire::{Decode, Encode, from_json, to_json};

type Trip = fn(&str) -> String;

fn trip<T: Decode + Encode + Debug>(text: &str) -> String {
    match from_json::<T>(text.as_bytes()) {
        Ok(value) => {
            // An enumeration keeps any text or number, and some schemas allow that; a union keeps JSON.
            let shown = format!("{value:?}");
            let unrecognized = shown
                .match_indices("Unrecognized(")
                .any(|(at, mark)| shown[at + mark.len()..].starts_with(char::is_alphabetic));
            let json = String::from_utf8_lossy(&to_json(&value)).into_owned();
            format!("encoded\t{unrecognized}\t{json}")
        }
        Err(error) => format!("refused\t\t{}", error.to_string().replace(['\n', '\r'], " ")),
    }
}

fn main() {
    let stdin = std::io::stdin().lock();
    let mut stdout = std::io::stdout().lock();
    for line in stdin.lines() {
        let line = line.expect("a line");
        let (number, text) = line.split_once('\t').expect("a tab");
        let trip = TRIPS[number.parse::<usize>().expect("a number")];
        writeln!(stdout, "{}", trip(text)).expect("a pipe");
        stdout.flush().expect("a pipe");
    }
}

"##;

impl Harness {
    /// Writes and compiles the program for these types.
    pub(super) fn build(emitted: &Emitted<'_>, types: &[String], target: &Path) -> Result<Self> {
        let stem = emitted
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let name = format!("round-trip-{stem}");
        let folder = emitted.folder.with_file_name(&name);
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest(&name, emitted))?;
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::write(folder.join("src/main.rs"), source(types))?;
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--message-format", "short"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .context("can't start cargo")?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            let first = text.lines().find(|line| line.contains("error"));
            bail!("the harness is not compiled: {}", first.unwrap_or(&text));
        }
        Ok(Self {
            program: target.join("debug").join(name),
        })
    }

    /// The answers to all cases, in their order.
    pub(super) fn run(&self, cases: &[Case]) -> Result<Vec<Answer>> {
        let mut answers = Vec::new();
        while answers.len() < cases.len() {
            let before = answers.len();
            answers.extend(self.run_once(&cases[before..])?);
            if answers.len() < cases.len() {
                // The program died of this case; the others are put to a new one.
                answers.push(Answer::None);
            }
        }
        Ok(answers)
    }

    fn run_once(&self, cases: &[Case]) -> Result<Vec<Answer>> {
        let mut program = Command::new(&self.program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("can't start the harness")?;
        let stdin = program.stdin.take().context("no pipe")?;
        let output = std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut stdin = std::io::BufWriter::new(stdin);
                for case in cases {
                    if writeln!(stdin, "{}\t{}", case.ty, case.value).is_err() {
                        break;
                    }
                }
            });
            program.wait_with_output()
        })?;
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.lines().filter_map(answer).collect())
    }
}

fn answer(line: &str) -> Option<Answer> {
    let mut parts = line.splitn(3, '\t');
    let (kind, unrecognized, text) = (parts.next()?, parts.next()?, parts.next()?.to_owned());
    Some(match kind {
        "encoded" => Answer::Encoded {
            text,
            unrecognized: unrecognized == "true",
        },
        _ => Answer::Refused(text),
    })
}

fn manifest(name: &str, emitted: &Emitted<'_>) -> String {
    let folder = emitted.folder.file_name().unwrap_or_default();
    let (package, folder) = (emitted.package, folder.to_string_lossy());
    format!(
        r#"[package]
name = "{name}"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
jiff = {{ version = "1", default-features = false, features = ["std"] }}
serde_json = "1"
subject = {{ package = "{package}", path = "../{folder}" }}
uuid = "1"

[profile.dev]
debug = false

[workspace]
"#
    )
}

fn source(types: &[String]) -> String {
    let mut source = format!("{MAIN}const TRIPS: &[Trip] = &[\n");
    for ty in types {
        let _ = writeln!(source, "    trip::<{ty}>,");
    }
    source.push_str("];\n");
    source
}
