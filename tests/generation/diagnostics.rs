//! What is said of faulty documents: one snapshot a fault.
//!
//! In `tests/fixtures/faulty/`, `<fault>.yaml` and `<fault>.json` are documents; `<fault>.overlay.yaml` and `<fault>.toml`
//! go with the document `sound.yaml`, which has no fault.

use std::path::Path;

use generator::{Inputs, generate};

use crate::inputs::{self, Folder};

#[test]
fn every_fault_is_told_with_its_place_and_its_mend() {
    inputs::with_plain_names(|| {
        for fault in faults() {
            insta::assert_snapshot!(snapshot(&fault), messages(&fault));
        }
    });
}

#[test]
fn nothing_is_said_of_a_sound_document() {
    assert_eq!(messages("sound.yaml"), "");
}

#[test]
fn strict_runs_make_nothing_where_there_is_a_warning() {
    let folder = Folder::faulty();
    let run = |strict| {
        let inputs = Inputs {
            document: Path::new("duplicate_operation_id.yaml"),
            overlay: None,
            config: None,
            strict,
        };
        generate(&|path: &Path| folder.read(path), inputs)
    };
    assert!(run(false).api.is_some());
    assert!(run(true).api.is_none());
}

/// The files that the snapshots of this module are in.
pub(crate) fn snapshot_files() -> impl Iterator<Item = String> {
    let faults = faults().into_iter();
    faults.map(|fault| format!("{}.snap", snapshot(&fault)))
}

fn faults() -> Vec<String> {
    let mut faults = Folder::faulty().files();
    faults.retain(|file| file != "sound.yaml");
    faults
}

fn snapshot(fault: &str) -> String {
    format!("faulty__{fault}")
}

/// What is said of a fault.
fn messages(fault: &str) -> String {
    let folder = Folder::faulty();
    let in_overlay = fault.ends_with(".overlay.yaml");
    let in_config = fault.ends_with(".toml");
    let document = if in_overlay || in_config {
        "sound.yaml"
    } else {
        fault
    };
    let inputs = Inputs {
        document: Path::new(document),
        overlay: in_overlay.then_some(Path::new(fault)),
        config: in_config.then_some(Path::new(fault)),
        strict: false,
    };
    inputs::messages(&generate(&|path: &Path| folder.read(path), inputs))
}
