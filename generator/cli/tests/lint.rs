//! `lint` and `explain` as they are run: what goes where, and the exit status.

#![allow(
    clippy::expect_used,
    reason = "what the tests lean on may panic as they do"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The faulty documents of the workspace's tests.
fn faulty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.join("../../tests/fixtures/faulty").join(name)
}

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-crate"));
    command.args(arguments).env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn lint(document: &str, format: &str) -> Output {
    let document = faulty(document);
    let document = document.to_str().expect("a path in UTF-8");
    run(&["lint", document, "--format", format])
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn an_error_is_a_failure_in_every_format() {
    for format in ["text", "json", "github", "sarif"] {
        assert!(
            !lint("version_missing.yaml", format).status.success(),
            "{format}"
        );
        assert!(
            lint("duplicate_operation_id.yaml", format).status.success(),
            "{format}"
        );
    }
}

#[test]
fn programs_read_standard_output_and_people_standard_error() {
    let output = lint("version_missing.yaml", "text");
    assert_eq!(text(&output.stdout), "");
    assert!(text(&output.stderr).contains("error[E0401]"));
    for format in ["json", "github", "sarif"] {
        let output = lint("version_missing.yaml", format);
        assert!(text(&output.stdout).contains("E0401"), "{format}");
        assert_eq!(text(&output.stderr), "", "{format}");
    }
}

#[test]
fn faults_and_lints_are_both_there() {
    let output = lint("duplicate_operation_id.yaml", "json");
    let lines = text(&output.stdout);
    let codes = lines.lines().map(|line| {
        let value: Value = serde_json::from_str(line).expect("an object a line");
        value["code"].as_str().map(str::to_owned)
    });
    let codes: Vec<Option<String>> = codes.collect();
    for code in ["E0602", "E0804", "E0813"] {
        assert!(codes.contains(&Some(code.to_owned())), "{code}: {codes:?}");
    }
}

#[test]
fn sarif_is_one_document() {
    let output = lint("several_at_once.yaml", "sarif");
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["runs"][0]["results"]
            .as_array()
            .is_some_and(|results| results.len() > 3)
    );
}

#[test]
fn warnings_are_errors_in_strict_runs() {
    let document = faulty("duplicate_operation_id.yaml");
    let document = document.to_str().expect("a path in UTF-8");
    assert!(!run(&["lint", document, "--strict"]).status.success());
}

#[test]
fn codes_are_explained_and_listed() {
    let page = text(&run(&["explain", "repeated-operation-id"]).stdout);
    assert!(
        page.starts_with("warning[E0602] repeated-operation-id\n\n"),
        "{page}"
    );
    assert_eq!(text(&run(&["explain", "e0602"]).stdout), page);
    let list = text(&run(&["explain", "--list"]).stdout);
    assert!(
        list.lines()
            .any(|line| line.starts_with("E0602  warning  repeated-operation-id"))
    );
}

/// What `explain X | head -1` is to the program: the other end of the pipe is closed while there is more to say.
#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    for arguments in [&["explain", "--list"][..], &["explain", "E0102"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-crate"));
        let output = command.args(arguments).stdout(writer).output();
        let output = output.expect("the program runs");
        assert!(output.status.success(), "{arguments:?}");
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
    }
}

/// Services that show code attach what has a place, by paths from the root of the repository.
#[test]
fn every_result_has_a_place_in_the_repository() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lint-places");
    let folder = root.join("spec/v1");
    std::fs::create_dir_all(root.join(".git")).expect("a folder");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::copy(
        faulty("duplicate_operation_id.yaml"),
        folder.join("pets.yaml"),
    )
    .expect("a copy");
    for (arguments, uri) in [
        (&["--spec", "pets.yaml"][..], "spec/v1/pets.yaml"),
        (&["none.yaml"], "spec/v1/none.yaml"),
        (
            &["--spec", "pets.yaml", "--config", "../sdk.toml"],
            "spec/sdk.toml",
        ),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-crate"));
        command
            .current_dir(&folder)
            .args(["lint", "--format", "sarif"]);
        let output = command.args(arguments).output().expect("the program runs");
        let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results");
        let place = |result: &Value| result["locations"][0]["physicalLocation"].clone();
        assert!(
            results
                .iter()
                .all(|result| place(result)["region"]["startLine"].is_u64())
        );
        let mut uris = results
            .iter()
            .map(|result| place(result)["artifactLocation"]["uri"].clone());
        assert!(uris.any(|found| found == uri), "{log:#}");
    }
}
