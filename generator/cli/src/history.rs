//! What changed since the committed crate: a report, entries of the changelog, and the version of the next release.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Generation;
use generator::compare::report::{self, Report};
use generator::compare::{Bump, Changelog, Version};
use generator::emit::Artefacts;
use toml_edit::{DocumentMut, value};

use crate::diff::reported;
use crate::git::Revision;
use crate::inputs::InputFiles;
use crate::output_folder::listed;

/// The changelog of the crate. The generator adds to it and owns nothing of it.
pub(crate) struct History {
    path: PathBuf,
    changelog: Changelog,
    is_changed: bool,
}

impl History {
    /// The changelog in the folder of a crate, as it is on the disk.
    pub(crate) fn of(folder: &Path) -> Result<Self> {
        let path = folder.join("CHANGELOG.md");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(error).with_context(|| format!("can't read {}", path.display()));
            }
        };
        Ok(Self {
            path,
            changelog: Changelog::read(&text),
            is_changed: false,
        })
    }

    /// Adds what a report on the changes since the last commit tells.
    pub(crate) fn add(&mut self, report: &Report) {
        let committed = Revision::around(&self.path, "HEAD")
            .and_then(|head| head.text(&self.path))
            .unwrap_or_default();
        self.is_changed |= self.changelog.add(&Changelog::read(&committed), report);
    }

    /// What the next release needs after the last one, where the set version is not that.
    pub(crate) fn proposal(&self, set: &str) -> Option<(Bump, Version)> {
        let set = Version::parse(set).ok()?;
        let (bump, next) = self.changelog.next_version(&set);
        (next > set).then_some((bump, next))
    }

    /// Makes a release of what is not released, and gives its version.
    pub(crate) fn release(&mut self, set: &str, date: &str) -> Result<Version> {
        let set = Version::parse(set)
            .with_context(|| format!("the version `{set}` of the package is none"))?;
        let (_, needed) = self.changelog.next_version(&set);
        let version = needed.max(set);
        if self.changelog.last_release().as_ref() == Some(&version) {
            bail!(
                "nothing to release: {} has nothing under [Unreleased]",
                self.path.display()
            );
        }
        self.changelog.release(&version, date);
        self.is_changed = true;
        Ok(version)
    }

    /// Writes the changelog if anything changed.
    pub(crate) fn save(&self) -> Result<()> {
        if self.is_changed {
            fs::write(&self.path, self.changelog.text())
                .with_context(|| format!("can't write {}", self.path.display()))?;
        }
        Ok(())
    }
}

/// The report on what changed since the crate in a folder was committed; `None` where there is no git, no commit, or no
/// such document in it, and after an error. Places are found as long as the trees of `now` are there.
pub(crate) fn since_commit(inputs: &InputFiles, folder: &Path, now: &Generation) -> Option<Report> {
    now.api.as_ref()?;
    let committed = committed(&inputs.document, folder)?;
    // What was wrong with an old document is no news.
    reported(&inputs.generate_of_revision(&committed), now)
}

/// The revision with the document that the committed crate was made of. Both may be committed apart, so that it is not
/// HEAD but the last one that changed the crate, as far as a shallow clone knows; HEAD where no crate is committed, or the
/// document was elsewhere then.
fn committed(document: &Path, folder: &Path) -> Option<Revision> {
    let head = Revision::around(document, "HEAD")?;
    let has_document = |revision: &Revision| revision.text(document).is_some();
    let crate_commit = head.last_change(folder, &made_files(&head, folder));
    let revision = crate_commit.filter(has_document);
    revision.or(Some(head).filter(has_document))
}

/// Whether the crate in a folder is as git's HEAD has it, whatever has become of the document.
pub(crate) fn is_committed(folder: &Path) -> bool {
    let head = Revision::around(&folder.join(Artefacts::OWNED), "HEAD");
    head.is_some_and(|head| {
        let files = made_files(&head, folder);
        !files.is_empty() && head.is_on_disk(folder, &files)
    })
}

/// The files of the crate that a revision has, without those that are written by hand.
fn made_files(revision: &Revision, folder: &Path) -> BTreeSet<String> {
    let list = revision.text(&folder.join(Artefacts::OWNED));
    list.as_deref().map(listed).unwrap_or_default()
}

/// The report as it is printed; `None` where it has nothing to tell.
pub(crate) fn printed(report: &Report) -> Option<String> {
    (!report.changes.is_empty()).then(|| report::text(report))
}

/// Sets the package's version in `sdk.toml` and leaves all else as it is.
pub(crate) fn set_version(config: &Path, version: &Version) -> Result<()> {
    let text =
        fs::read_to_string(config).with_context(|| format!("can't read {}", config.display()))?;
    let mut document: DocumentMut = text
        .parse()
        .with_context(|| format!("{} is not TOML", config.display()))?;
    let package = document["package"].or_insert(toml_edit::table());
    let decor = package
        .get("version")
        .and_then(|item| item.as_value())
        .map(|value| value.decor().clone());
    package["version"] = value(version.to_string());
    if let (Some(decor), Some(value)) = (decor, package["version"].as_value_mut()) {
        *value.decor_mut() = decor;
    }
    fs::write(config, document.to_string())
        .with_context(|| format!("can't write {}", config.display()))
}
