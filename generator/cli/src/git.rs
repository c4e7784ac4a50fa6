//! Files as git has them at a revision.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use generator::source::Loader;

use crate::paths::real;

/// A revision of the repository that a file stands in. Its files are read out of git, not off the disk.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    root: PathBuf,
    name: String,
}

impl Revision {
    /// The revision `name` of the repository around `path`; `None` where there is no git, no repository, or no such
    /// revision in it.
    pub(crate) fn around(path: &Path, name: &str) -> Option<Self> {
        let path = std::path::absolute(path).ok()?;
        let folder = path.ancestors().skip(1).find(|folder| folder.is_dir())?;
        if !may_have_repository(folder) {
            return None;
        }
        let root = run(folder, &["rev-parse", "--show-toplevel"]).ok()?;
        let root = PathBuf::from(String::from_utf8(root).ok()?.trim_end());
        let commit = format!("{name}^{{commit}}");
        run(&root, &["rev-parse", "--verify", "--quiet", &commit]).ok()?;
        Some(Self {
            root,
            name: name.to_owned(),
        })
    }

    /// The text of a file; `None` where the revision has no such file.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        self.read(path)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// The last commit up to this revision that changed one of these files below a folder; `None` where none is known to
    /// have.
    pub(crate) fn last_change(&self, folder: &Path, files: &BTreeSet<String>) -> Option<Self> {
        if files.is_empty() {
            return None;
        }
        let folder = match self.in_repository(folder)? {
            root if root.is_empty() => root,
            folder => folder + "/",
        };
        let files = files.iter().map(|file| format!("{folder}{file}\n"));
        // There may be more files than a command line holds.
        let asked = format!("{}\n--\n{}", self.name, files.collect::<String>());
        let arguments = [
            "--literal-pathspecs",
            "rev-list",
            "--max-count=1",
            "--stdin",
        ];
        let commit = run_with(&self.root, &arguments, asked.as_bytes()).ok()?;
        let name = String::from_utf8(commit).ok()?.trim_end().to_owned();
        (!name.is_empty()).then(|| Self {
            root: self.root.clone(),
            name,
        })
    }

    /// Whether these files below a folder of the repository are on the disk as they are at this revision.
    pub(crate) fn is_on_disk(&self, folder: &Path, files: &BTreeSet<String>) -> bool {
        let arguments = [
            "diff",
            "--name-only",
            "--relative",
            "-z",
            &self.name,
            "--",
            ".",
        ];
        run(folder, &arguments).is_ok_and(|changed| {
            let mut changed = changed.split(|byte| *byte == 0);
            !changed.any(|name| str::from_utf8(name).is_ok_and(|name| files.contains(name)))
        })
    }

    /// A path from the root of the repository, with `/` between its parts; `None` for one that leads elsewhere.
    fn in_repository(&self, path: &Path) -> Option<String> {
        let path = real(path);
        let inside = path.strip_prefix(real(&self.root)).ok()?;
        let parts = inside.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        });
        Some(parts.collect::<Vec<_>>().join("/"))
    }
}

/// What is not in the repository has no revisions: it is read as it is.
impl Loader for Revision {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.in_repository(path) {
            Some(name) => run(&self.root, &["show", &format!("{}:{name}", self.name)]),
            None => std::fs::read(path),
        }
    }
}

/// Whether git might find a repository around a folder. To start it takes milliseconds, in which a small crate is made.
fn may_have_repository(folder: &Path) -> bool {
    let is_told = std::env::var_os("GIT_DIR").is_some();
    let has_repository = |folder: &Path| folder.join(".git").exists();
    is_told
        || folder.ancestors().any(has_repository)
        || real(folder).ancestors().any(has_repository)
}

fn run(folder: &Path, arguments: &[&str]) -> io::Result<Vec<u8>> {
    run_with(folder, arguments, &[])
}

/// What git says, to which something is said first.
fn run_with(folder: &Path, arguments: &[&str], input: &[u8]) -> io::Result<Vec<u8>> {
    let mut process = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stdin = process.stdin.take();
    let said = stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input));
    let output = process.wait_with_output()?;
    if output.status.success() {
        said?;
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::new(
        io::ErrorKind::NotFound,
        words.trim().to_owned(),
    ))
}
