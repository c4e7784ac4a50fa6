//! Diagnostics for programs.

use generator::diagnostics::{Diagnostic, Diagnostics, Place, codes, github, json, sarif};
use generator::source::Loaded;
use insta::assert_snapshot;
use serde_json::Value;

use crate::memory::{document, load, parse};

/// One with everything, one with a place and nothing else, and one without a place.
fn sample() -> (Loaded, Diagnostics) {
    let loaded = load(&[(
        "spec/pet api.yaml",
        "openapi: 3.0.3\na: { operationId: list }\nb: { operationId: 'list' }\nc: |\n  ä\n  b\n",
    )]);
    let at = |pointer| Place::value(document(&loaded), parse(pointer));
    let diagnostics = [
        Diagnostic::warning(
            codes::REPEATED_OPERATION_ID,
            "two operations are 100% alike",
        )
        .at(at("/b/operationId"))
        .related(at("/a/operationId"), "first declared here")
        .suggest("listAll")
        .help("rename one:\nthis, or that"),
        Diagnostic::note(codes::LARGE_INTEGER, "something large").at(at("/c")),
        Diagnostic::error(codes::BAD_CONFIG, "sdk.toml can't be read"),
    ];
    let diagnostics = diagnostics.into_iter().collect();
    (loaded, diagnostics)
}

#[test]
fn json_is_an_object_a_line() {
    let (loaded, diagnostics) = sample();
    let text = json(&diagnostics, &loaded.sources).expect("text");
    for line in text.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object()));
    }
    assert_eq!(text.lines().count(), diagnostics.len());
    assert_snapshot!(text);
}

#[test]
fn json_of_nothing_is_nothing() {
    let (loaded, _) = sample();
    assert_eq!(
        json(&Diagnostics::new(), &loaded.sources).expect("text"),
        ""
    );
}

#[test]
fn github_is_a_command_a_line() {
    let (loaded, diagnostics) = sample();
    let text = github(&diagnostics, &loaded.sources);
    assert_eq!(text.lines().count(), diagnostics.len());
    assert_snapshot!(text);
}

#[test]
fn sarif_is_one_run() {
    let (loaded, diagnostics) = sample();
    let mut log = sarif(&diagnostics, &loaded.sources);
    let driver = &mut log["runs"][0]["tool"]["driver"];
    for rule in driver["rules"].as_array_mut().expect("rules") {
        rule.as_object_mut().expect("a rule").remove("help");
    }
    driver["semanticVersion"] = "1.0.0".into();
    assert_snapshot!(format!("{log:#}"));
}

/// What the schema of SARIF 2.1.0 requires of the objects that are used.
#[test]
fn sarif_has_what_its_schema_requires() {
    let (loaded, diagnostics) = sample();
    let log = sarif(&diagnostics, &loaded.sources);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = list(&driver["rules"]);
    for rule in rules {
        assert!(rule["id"].is_string());
        assert!(rule["shortDescription"]["text"].is_string());
        assert!(
            rule["help"]["text"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        assert_level(&rule["defaultConfiguration"]["level"]);
    }
    let results = list(&run["results"]);
    assert_eq!(results.len(), diagnostics.len());
    for result in results {
        assert!(result["message"]["text"].is_string());
        assert_level(&result["level"]);
        let index = result["ruleIndex"].as_u64().expect("an index");
        let rule = &rules[usize::try_from(index).expect("a small number")];
        assert_eq!(rule["id"], result["ruleId"]);
        for key in ["locations", "relatedLocations"] {
            for location in result[key].as_array().into_iter().flatten() {
                let place = &location["physicalLocation"];
                assert_region(&place["region"]);
                assert_eq!(place["artifactLocation"]["uri"], "spec/pet%20api.yaml");
            }
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            for change in list(&fix["artifactChanges"]) {
                assert!(change["artifactLocation"]["uri"].is_string());
                for replacement in list(&change["replacements"]) {
                    assert_region(&replacement["deletedRegion"]);
                    assert!(replacement["insertedContent"]["text"].is_string());
                }
            }
        }
    }
}

/// Not empty, as most lists of the schema are.
fn list(value: &Value) -> &Vec<Value> {
    let list = value.as_array().expect("a list");
    assert!(!list.is_empty());
    list
}

fn assert_level(level: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&level.as_str().expect("a level")));
}

/// Lines and columns begin with 1, and the end is not before the start.
fn assert_region(region: &Value) {
    let number = |key: &str| region[key].as_u64().expect("a number");
    let start = (number("startLine"), number("startColumn"));
    let end = (number("endLine"), number("endColumn"));
    assert!(start.0 >= 1 && start.1 >= 1, "{region}");
    assert!(end >= start, "{region}");
}
