//! A source file: documentation, imports, then pieces, each either tokens or a text that is laid out already.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::layout;

/// What stands first in every emitted Rust file.
pub(super) const HEADER: &str =
    "// @generated from the API document. Do not edit: the next run writes this file anew.\n";

/// A Rust file in the making.
#[derive(Default)]
pub(super) struct SourceFile {
    documentation: Vec<String>,
    imports: BTreeSet<String>,
    pieces: Vec<String>,
}

impl SourceFile {
    /// A file that begins with these lines of documentation.
    pub(super) fn new(documentation: Vec<String>) -> Self {
        Self {
            documentation,
            ..Self::default()
        }
    }

    /// Imports items, each given by its whole path.
    pub(super) fn import(&mut self, paths: impl IntoIterator<Item = String>) {
        self.imports.extend(paths);
    }

    /// Adds items.
    pub(super) fn items(&mut self, items: TokenStream) {
        if !items.is_empty() {
            self.pieces.push(layout::items(items));
        }
    }

    /// Adds text that is laid out already.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        let mut text = text.into();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.pieces.push(text);
    }

    /// The file's text.
    pub(super) fn finish(self) -> String {
        let mut parts = vec![HEADER.to_owned()];
        if !self.documentation.is_empty() {
            parts.push(
                self.documentation
                    .iter()
                    .map(|line| layout::comment("//!", line))
                    .collect(),
            );
        }
        let (own, foreign): (BTreeSet<_>, BTreeSet<_>) = self
            .imports
            .into_iter()
            .partition(|path| path.starts_with("crate::"));
        parts.extend(
            [foreign, own]
                .iter()
                .filter(|set| !set.is_empty())
                .map(layout::imports),
        );
        parts.extend(self.pieces);
        parts.join("\n")
    }
}
