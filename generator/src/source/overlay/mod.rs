//! Changes to a document that stand in a file of their own: OpenAPI Overlay 1.0 and 1.1
//! (<https://spec.openapis.org/overlay/v1.1.0.html>).
//!
//! Stricter than the specification in one point: an action that selects nothing is an error, so
//! that a correction whose reason is gone does not stay behind unnoticed. Wider in one: what
//! version 1.1 added is read in overlays of 1.0 as well.

mod apply;
mod form;

use std::path::Path;

use serde_json::Value;

use self::apply::Application;
use super::pointer::Pointer;
use super::reference::normalized;
use super::{FileId, Sources};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, codes};

/// Applies the overlay in the file `overlay` to the tree of `document`. Faults are collected; what
/// has a fault is left out, the rest is still applied.
pub(super) fn apply(
    sources: &mut Sources,
    document: FileId,
    overlay: FileId,
    diagnostics: &mut Diagnostics,
) {
    let (Some(root), Some(tree)) = (sources.take_value(overlay), sources.take_value(document))
    else {
        return;
    };
    let read = form::read(&root, overlay, diagnostics);
    check_extends(&root, sources, document, overlay, diagnostics);
    let mut application = Application::new(sources, document, tree, overlay, diagnostics);
    for action in &read.actions {
        application.warn_of_list(read.version, action);
        application.apply(action);
    }
    let (tree, edits) = application.finish();
    sources.replace_value(document, tree, edits);
}

/// `extends` says for which document an overlay is (section 4.4.1); it is not needed to find it.
fn check_extends(
    root: &Value,
    sources: &Sources,
    document: FileId,
    overlay: FileId,
    diagnostics: &mut Diagnostics,
) {
    let Some(extends) = root.get("extends").and_then(Value::as_str) else {
        return;
    };
    let folder = sources.path(overlay).parent().unwrap_or(Path::new(""));
    let names_document = normalized(&folder.join(extends)) == sources.path(document);
    if names_document || extends.contains("://") {
        return;
    }
    let path = sources.path(document).display();
    let message = format!("this overlay is for `{extends}`, but is applied to `{path}`");
    diagnostics.push(
        Diagnostic::warning(codes::OTHER_DOCUMENT, message)
            .at(Place::value(overlay, Pointer::root().join("extends")))
            .help("correct `extends`, or give the overlay that belongs to the document"),
    );
}
