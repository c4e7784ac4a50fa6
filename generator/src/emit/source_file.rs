//! A source file: documentation, imports, then pieces, each either tokens or a text that is laid out already.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::layout::{self, Declaration};
use super::surface::{self, Contents, Exports, Surface, Table};

/// What stands first in every emitted Rust file.
pub(super) const HEADER: &str =
    "// @generated from the API document. Do not edit: the next run writes this file anew.\n";

/// A Rust file that is yet to be made.
pub(super) struct Source<'a> {
    path: String,
    make: Box<dyn Fn() -> SourceFile + Send + Sync + 'a>,
}

/// A Rust file.
pub(super) struct Made {
    pub(super) path: String,
    pub(super) text: String,
    /// What `api.txt` says about it.
    pub(super) surface: Surface,
}

impl<'a> Source<'a> {
    /// The file at a path of the crate.
    pub(super) fn new(
        path: impl Into<String>,
        make: impl Fn() -> SourceFile + Send + Sync + 'a,
    ) -> Self {
        Self {
            path: path.into(),
            make: Box::new(make),
        }
    }

    /// Makes the file.
    pub(super) fn made(&self, exports: &Exports) -> Made {
        let file = (self.make)();
        Made {
            path: self.path.clone(),
            surface: surface::of_file(&self.path, &file.contents, exports),
            text: file.finish(),
        }
    }
}

/// A Rust file in the making.
#[derive(Default)]
pub(super) struct SourceFile {
    documentation: Vec<String>,
    pieces: Vec<String>,
    contents: Contents,
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
        self.contents.imports.extend(paths);
    }

    /// Adds items.
    pub(super) fn items(&mut self, items: TokenStream) {
        if items.is_empty() {
            return;
        }
        match syn::parse2::<syn::File>(items) {
            Ok(file) => {
                let (text, items) = layout::items(file.items);
                self.pieces.push(text);
                self.contents.items.extend(items);
            }
            // Only for a fault of the emitter itself, which the compiler then reports on the emitted file.
            Err(error) => self.pieces.push(format!("{}\n", error.to_compile_error())),
        }
    }

    /// Adds a struct or an enum.
    pub(super) fn declaration(&mut self, declaration: Declaration) {
        self.pieces.push(declaration.text());
        self.contents.declarations.push(declaration);
    }

    /// Adds a call of one of the runtime's macros.
    pub(super) fn table(&mut self, table: Table, call: String) {
        self.contents.tables.push(table);
        self.text(call);
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
    fn finish(self) -> String {
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
            .contents
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
