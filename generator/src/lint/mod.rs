//! What makes a crate poorer than the document could make it.
//!
//! Each lint is a function in a file of its own, listed in [`CHECKS`]. Its code and its page are among those of
//! `diagnostics`, and the example of the page is its test.

mod ambiguous_union;
mod date_as_text;
mod missing_operation_id;
mod no_server;
mod number_as_id;
mod undeclared_errors;
mod undeclared_success;
mod undocumented_operation;
mod undocumented_parameter;
mod unnamed_schema;
mod unrecognised_pagination;
mod untagged_operation;
mod untyped_response;
mod values;
mod words;

use std::collections::HashMap;

use crate::api::{Api, Group, Operation};
use crate::config::{ConfigFile, OperationConfig};
use crate::diagnostics::{Diagnostics, Place};
use crate::dialect::{self, Document};
use crate::source::{Pointer, Sources};

type Check = fn(&Context<'_, '_>, &mut Diagnostics);

const CHECKS: [Check; 13] = [
    ambiguous_union::check,
    date_as_text::check,
    missing_operation_id::check,
    no_server::check,
    number_as_id::check,
    undeclared_errors::check,
    undeclared_success::check,
    undocumented_operation::check,
    undocumented_parameter::check,
    unnamed_schema::check,
    unrecognised_pagination::check,
    untagged_operation::check,
    untyped_response::check,
];

/// What could be better in a document, and in what was made of it.
pub(crate) fn check(
    sources: &Sources,
    document: &Document<'_>,
    config: &ConfigFile,
    api: &Api,
) -> Diagnostics {
    let methods = api.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(move |operation| (operation.pointer.as_str(), (group, operation)))
    });
    let context = Context {
        sources,
        document,
        config,
        api,
        lowered: methods.collect(),
    };
    let mut diagnostics = Diagnostics::new();
    for check in CHECKS {
        check(&context, &mut diagnostics);
    }
    diagnostics
}

/// What lints look at.
struct Context<'a, 'd> {
    sources: &'a Sources,
    document: &'a Document<'d>,
    config: &'a ConfigFile,
    api: &'a Api,
    /// What operations became, by their pointers.
    lowered: HashMap<&'a str, (&'a Group, &'a Operation)>,
}

impl<'a, 'd> Context<'a, 'd> {
    fn operations(&self) -> &'a [dialect::Operation<'d>] {
        &self.document.operations
    }

    /// What an operation of the document became; of one with several kinds of body, one of its methods.
    fn lowered(&self, operation: &dialect::Operation<'_>) -> Option<(&'a Group, &'a Operation)> {
        let pointer = operation.node.pointer.to_string();
        self.lowered.get(pointer.as_str()).copied()
    }

    /// What `sdk.toml` says of an operation.
    fn settings(&self, operation: &dialect::Operation<'_>) -> Option<&'a OperationConfig> {
        let settings = &self.config.values.operations;
        let key = format!("{} {}", operation.method.as_str(), operation.path);
        let id = operation.node.text("operationId");
        let entry = id.and_then(|id| settings.get(id));
        entry
            .or_else(|| settings.get(&key))
            .map(|entry| entry.get_ref())
    }

    /// The place of a pointer of the model: in the main document, or in the first other one that has it.
    fn place(&self, pointer: &str) -> Option<Place> {
        let pointer = Pointer::from_fragment(pointer.strip_prefix('#')?).ok()?;
        let main = self.document.root.file;
        let files = std::iter::once(main).chain(self.sources.files());
        let mut files = files.filter(|file| {
            let value = self.sources.value(*file);
            value.is_some_and(|value| pointer.find(value).is_some())
        });
        Some(Place::value(files.next()?, pointer))
    }
}
