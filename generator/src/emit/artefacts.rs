//! What the generator makes: files, kept in memory until someone writes or compares them.

use std::collections::BTreeMap;

/// The files of an emitted crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artefacts {
    /// Path relative to the crate's root, with `/` between its parts -> text.
    pub files: BTreeMap<String, String>,
}

impl Artefacts {
    /// The name of the file that lists every file the generator owns, one a line.
    pub const OWNED: &'static str = ".generated";

    /// Adds a file.
    pub(super) fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }

    /// Adds the list of all files, itself included. A later run removes what falls off it.
    pub(super) fn seal(mut self) -> Self {
        self.add(Self::OWNED, "");
        let list: String = self.files.keys().map(|path| format!("{path}\n")).collect();
        self.add(Self::OWNED, list);
        self
    }
}
