//! Files as git has them at a revision.

use std::io;
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
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::new(
        io::ErrorKind::NotFound,
        words.trim().to_owned(),
    ))
}
