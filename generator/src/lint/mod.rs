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

use std::collections::BTreeMap;

use crate::api::{Api, Group, HttpMethod, Operation, TypeDefinition};
use crate::config::{ConfigFile, OperationConfig};
use crate::diagnostics::{Diagnostics, Place};
use crate::dialect::{self, Document, Schema};
use crate::parallel;
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
        operations.map(move |operation| {
            let key = (operation.path.as_str(), &operation.method);
            (key, (group, operation))
        })
    });
    let context = Context {
        sources,
        document,
        config,
        api,
        lowered: methods.collect(),
    };
    let mut diagnostics = Diagnostics::new();
    for found in parallel::map(&CHECKS, |check| found(*check, &context)) {
        diagnostics.extend(found);
    }
    diagnostics
}

fn found(check: Check, context: &Context<'_, '_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    check(context, &mut diagnostics);
    diagnostics
}

/// What lints look at.
struct Context<'a, 'd> {
    sources: &'a Sources,
    document: &'a Document<'d>,
    config: &'a ConfigFile,
    api: &'a Api,
    /// What operations became, by path and method.
    lowered: BTreeMap<(&'a str, &'a HttpMethod), (&'a Group, &'a Operation)>,
}

impl<'a, 'd> Context<'a, 'd> {
    fn operations(&self) -> &'a [dialect::Operation<'d>] {
        &self.document.operations
    }

    /// What an operation of the document became; of one with several kinds of body, one of its methods.
    fn lowered(&self, operation: &dialect::Operation<'_>) -> Option<(&'a Group, &'a Operation)> {
        let key = (operation.path, &operation.method);
        self.lowered.get(&key).copied()
    }

    /// What `sdk.toml` says of an operation.
    fn settings(&self, operation: &dialect::Operation<'_>) -> Option<&'a OperationConfig> {
        let (_, Operation { id, .. }) = self.lowered(operation)?;
        let entry = self.config.operation(id, &operation.method, operation.path);
        entry.map(|(_, entry)| entry.get_ref())
    }

    /// The schema that a type was made of.
    fn schema(&self, definition: &TypeDefinition) -> Option<Schema<'a>> {
        let pointer = Pointer::from_reference(&definition.pointer)?;
        let value = pointer.find(self.sources.value(definition.file)?)?;
        let root = &self.document.root;
        Some(Schema::new(root.elsewhere(definition.file, pointer, value)))
    }

    /// The schema itself, or what its `$ref` leads to.
    fn resolved(&self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        let references = self.document.references;
        // What leads nowhere was told of before.
        let target = references.resolve(schema.node.clone(), &mut Diagnostics::new());
        target.map(Schema::new)
    }

    /// The place of the schema that a type was made of.
    fn place(&self, definition: &TypeDefinition) -> Option<Place> {
        let pointer = Pointer::from_reference(&definition.pointer)?;
        Some(Place::value(definition.file, pointer))
    }
}
