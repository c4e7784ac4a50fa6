//! Files as git has them at a revision.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use generator::source::Loader;

/// A revision of the repository that a file stands in. Files are read out of git, not off the disk.
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

    /// A path from the root of the repository, with `/` between its parts.
    fn in_repository(&self, path: &Path) -> io::Result<String> {
        let absolute = real(&std::path::absolute(path)?);
        let inside = absolute.strip_prefix(&self.root).map_err(|_| {
            io::Error::new(
                io::ErrorKind::NotFound,
                format!("it is not in {}", self.root.display()),
            )
        })?;
        let parts = inside.components().filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        });
        Ok(parts.collect::<Vec<_>>().join("/"))
    }
}

impl Loader for Revision {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let object = format!("{}:{}", self.name, self.in_repository(path)?);
        run(&self.root, &["show", &object])
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

/// The path with links resolved as far as it exists: git tells the real root.
pub(crate) fn real(path: &Path) -> PathBuf {
    for folder in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (folder.canonicalize(), path.strip_prefix(folder)) {
            return real.join(rest);
        }
    }
    path.to_path_buf()
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
