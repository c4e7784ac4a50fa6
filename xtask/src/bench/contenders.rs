//! Who is measured: this generator, and others that make a Rust crate of an OpenAPI document.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::corpus::workspace;

/// Which contenders take part.
#[derive(Args)]
pub(super) struct ContenderArguments {
    /// Where the program of a peer is, such as `ploidy=/opt/ploidy`; else it is looked for on PATH
    #[arg(long, value_name = "NAME=PATH", value_parser = named_path)]
    peer: Vec<(String, PathBuf)>,
    /// Leave out all peers but these; may be given several times
    #[arg(long, value_name = "NAME")]
    against: Vec<String>,
}

/// A generator.
pub(super) struct Contender {
    pub(super) name: &'static str,
    /// What it says of its version.
    pub(super) version: String,
    program: PathBuf,
    arguments: ArgumentsOf,
}

/// The arguments that make a crate of a document in a folder.
type ArgumentsOf = for<'a> fn(document: &'a OsStr, out: &'a OsStr) -> Vec<&'a OsStr>;

/// Another generator.
struct Peer {
    name: &'static str,
    /// The name of its program.
    program: &'static str,
    /// What makes it tell its version.
    version: &'static [&'static str],
    arguments: ArgumentsOf,
}

macro_rules! arguments {
    ($document:ident, $out:ident: $($part:expr),*) => {
        |$document, $out| vec![$(OsStr::new($part)),*]
    };
}

const PEERS: &[Peer] = &[
    Peer {
        name: "ploidy",
        program: "ploidy",
        version: &["--version"],
        arguments: arguments!(document, out: "generate", "rust", document, "-o", out),
    },
    Peer {
        name: "openapi-to-rust",
        program: "openapi-to-rust",
        version: &["--version"],
        arguments: arguments!(document, out: "generate", document, "--output-dir", out),
    },
    Peer {
        name: "oas3-gen",
        program: "oas3-gen",
        version: &["--version"],
        arguments: arguments!(
            document, out: "generate", "client-mod", "--workspace", "-i", document, "-o", out
        ),
    },
    Peer {
        name: "progenitor",
        program: "cargo-progenitor",
        version: &["progenitor", "--version"],
        arguments: arguments!(
            document, out: "progenitor", "-i", document, "-o", out, "-n", "sdk", "-v", "0.1.0",
            "--interface", "builder"
        ),
    },
    Peer {
        name: "openapi-generator",
        program: "openapi-generator-cli",
        version: &["version"],
        arguments: arguments!(
            document, out: "generate", "-g", "rust", "--skip-validate-spec", "-i", document, "-o", out
        ),
    },
];

/// The contenders that are here, this generator first, and the names of the peers that are not.
pub(super) struct Field {
    pub(super) contenders: Vec<Contender>,
    pub(super) missing: Vec<&'static str>,
}

impl Field {
    /// Builds this generator as it is fastest, and looks for the peers.
    ///
    /// # Errors
    /// When this generator doesn't build, or an option names a peer that isn't known.
    pub(super) fn assemble(arguments: &ContenderArguments) -> Result<Self> {
        let names = arguments.peer.iter().map(|(name, _)| name);
        for name in names.chain(&arguments.against) {
            if !PEERS.iter().any(|peer| peer.name == name) {
                let known: Vec<&str> = PEERS.iter().map(|peer| peer.name).collect();
                bail!("no peer `{name}` is known: there are {}", known.join(", "));
            }
        }
        let mut field = Self {
            contenders: vec![ours()?],
            missing: Vec::new(),
        };
        let is_wanted = |peer: &&Peer| {
            arguments.against.is_empty() || arguments.against.iter().any(|name| name == peer.name)
        };
        for peer in PEERS.iter().filter(is_wanted) {
            match found(peer, &arguments.peer) {
                Some(contender) => field.contenders.push(contender),
                None => field.missing.push(peer.name),
            }
        }
        Ok(field)
    }
}

impl Contender {
    /// The command that makes a crate of a document in a folder.
    pub(super) fn generate(&self, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args((self.arguments)(document.as_os_str(), out.as_os_str()));
        command
    }
}

/// This generator, built for speed as the peers are.
fn ours() -> Result<Contender> {
    let status = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--release",
            "--locked",
            "--package",
            "openapi-crate",
        ])
        .current_dir(workspace())
        .status()
        .context("can't start cargo")?;
    if !status.success() {
        bail!("this generator doesn't build");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| workspace().join("target"));
    Ok(Contender {
        name: "this",
        version: env!("CARGO_PKG_VERSION").to_owned(),
        program: target.join("release/openapi-crate"),
        arguments: arguments!(document, out: "generate", "--spec", document, "--out", out),
    })
}

fn found(peer: &Peer, given: &[(String, PathBuf)]) -> Option<Contender> {
    let given = given.iter().find(|(name, _)| name == peer.name);
    let program = given.map_or(PathBuf::from(peer.program), |(_, path)| path.clone());
    let output = Command::new(&program).args(peer.version).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().last().unwrap_or("unknown");
    Some(Contender {
        name: peer.name,
        version: version.to_owned(),
        program,
        arguments: peer.arguments,
    })
}

fn named_path(text: &str) -> Result<(String, PathBuf), String> {
    let (name, path) = text
        .split_once('=')
        .ok_or("give it as NAME=PATH, such as `ploidy=/opt/ploidy`")?;
    Ok((name.to_owned(), path.into()))
}
