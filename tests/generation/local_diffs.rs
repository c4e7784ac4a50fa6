//! A small change of a large document is a small change of the crate.
//!
//! `cargo test -p tests --test generation local_diffs -- --nocapture` prints how many lines each change touches.

mod large;

use std::collections::BTreeMap;
use std::path::Path;

use generator::{Inputs, generate};
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use crate::inputs;

/// The lines that a change touches: those that it adds and those that it takes away.
#[derive(Debug, Default)]
struct Touched {
    added: Vec<String>,
    removed: Vec<String>,
    files: Vec<String>,
}

#[test]
fn a_property_touches_the_lines_about_it() {
    let touched = touched_by("a property", |document| {
        let property = json!({ "type": "string", "description": "A further note." });
        document["components"]["schemas"]["Resource7"]["properties"]["furtherNote"] = property;
    });
    touched.is_at_most(10, 0);
    touched.is_about("further_note");
}

#[test]
fn a_required_property_touches_the_lines_about_it_and_the_constructor() {
    let touched = touched_by("a required property", |document| {
        let schema = &mut document["components"]["schemas"]["Resource7Request"];
        schema["properties"]["furtherNote"] = json!({ "type": "string" });
        schema["required"]
            .as_array_mut()
            .unwrap()
            .push(json!("furtherNote"));
    });
    // The constructor's line, and those of the examples of the two operations that take one.
    touched.is_at_most(10, 5);
}

#[test]
fn a_value_touches_the_lines_about_it() {
    let touched = touched_by("a value of an enumeration", |document| {
        let status = &mut document["components"]["schemas"]["Resource7"]["properties"]["status"];
        status["enum"]
            .as_array_mut()
            .unwrap()
            .push(json!("archived"));
    });
    touched.is_at_most(5, 0);
    touched.is_about("archived");
}

#[test]
fn an_operation_touches_its_own_file_and_the_lists_of_its_group() {
    let touched = touched_by("an operation", |document| {
        document["paths"]["/resources7/{id}/archive"] = json!({ "post": {
            "operationId": "archiveResource7",
            "tags": ["Tag7"],
            "parameters": [large::id()],
            "responses": { "204": { "description": "It is archived." } },
        } });
    });
    touched.is_at_most(60, 0);
    touched.is_about("archive_resource7");
}

#[test]
fn a_schema_touches_its_own_file_and_the_lists_of_types() {
    let touched = touched_by("a schema", |document| {
        document["components"]["schemas"]["Further"] = large::resource(7);
    });
    touched.is_at_most(200, 0);
    touched.is_about("further");
}

#[test]
fn a_tag_touches_its_own_files_and_the_lists_of_groups() {
    let touched = touched_by("a tag", |document| {
        document["paths"]["/further"] = json!({ "get": {
            "operationId": "getFurther",
            "tags": ["Further"],
            "responses": { "204": { "description": "There is nothing." } },
        } });
    });
    // The examples of the README and of the crate's page are of the first operation that needs no argument, which is
    // this one now; the latter says which feature it needs.
    touched.is_at_most(100, 4);
    touched.is_about("further");
}

#[test]
fn what_goes_touches_no_more_than_what_comes() {
    let touched = touched_by("a removed operation", |document| {
        let paths = document["paths"].as_object_mut().unwrap();
        paths.shift_remove("/resources7/{id}/publish");
    });
    touched.is_at_most(0, 60);
}

#[test]
fn another_order_of_the_whole_document_touches_nothing() {
    let touched = touched_by("another order", |document| {
        for section in ["paths", "components/schemas"] {
            let section = document.pointer_mut(&format!("/{section}")).unwrap();
            let members = section.as_object_mut().unwrap();
            *members = std::mem::take(members).into_iter().rev().collect();
        }
        for item in document["paths"].as_object_mut().unwrap().values_mut() {
            let methods = item.as_object_mut().unwrap();
            *methods = std::mem::take(methods).into_iter().rev().collect();
        }
    });
    touched.is_at_most(0, 0);
}

/// Members of an object stand in the document's order, which is what its readers know, and which is the order of the
/// constructor's arguments: another order of them is another constructor. `compare` calls that breaking, since where the
/// types are equal, old calls would compile and mean something else.
#[test]
fn another_order_of_properties_touches_their_type_alone() {
    let touched = touched_by("another order of properties", |document| {
        let schema = &mut document["components"]["schemas"]["Resource7"];
        let properties = schema["properties"].as_object_mut().unwrap();
        *properties = std::mem::take(properties).into_iter().rev().collect();
    });
    assert_eq!(touched.files, ["src/types/resource7.rs"], "{touched:#?}");
    assert_eq!(touched.added.len(), touched.removed.len(), "{touched:#?}");
}

/// Makes the crate of the large document before and after a change.
fn touched_by(what: &str, change: impl Fn(&mut Value)) -> Touched {
    let mut document = large::document();
    let before = files(&document);
    change(&mut document);
    let after = files(&document);
    let mut touched = Touched::default();
    let paths: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for path in paths {
        let text = |files: &BTreeMap<String, String>| files.get(path).cloned().unwrap_or_default();
        let (old, new) = (text(&before), text(&after));
        if old != new {
            touched.compare(&old, &new);
            touched.files.push(path.clone());
        }
    }
    let lines: usize = before.values().map(|text| text.lines().count()).sum();
    println!(
        "{what}: {} lines added, {} removed in {} of {} files with {lines} lines",
        touched.added.len(),
        touched.removed.len(),
        touched.files.len(),
        before.len()
    );
    touched
}

fn files(document: &Value) -> BTreeMap<String, String> {
    let text = document.to_string();
    let inputs = Inputs {
        document: Path::new("openapi.json"),
        overlay: None,
        config: None,
        strict: true,
    };
    let generation = generate(&|_: &Path| Ok(text.clone().into_bytes()), inputs);
    inputs::artefacts(&generation).files
}

impl Touched {
    fn compare(&mut self, old: &str, new: &str) {
        for change in TextDiff::from_lines(old, new).iter_all_changes() {
            let line = change.value().trim_end().to_owned();
            match change.tag() {
                ChangeTag::Insert => self.added.push(line),
                ChangeTag::Delete => self.removed.push(line),
                ChangeTag::Equal => {}
            }
        }
    }

    fn is_at_most(&self, added: usize, removed: usize) {
        assert!(
            self.added.len() <= added && self.removed.len() <= removed,
            "{self:#?}"
        );
    }

    /// Whether a line outside of files of its own has to do with it, one way or the other.
    fn is_about(&self, name: &str) {
        let plain = |text: &str| text.to_lowercase().replace('_', "");
        let is_named = |line: &String| plain(line).contains(&plain(name));
        let own = self.files.iter().any(is_named);
        assert!(own || self.added.iter().any(is_named), "{self:#?}");
    }
}
