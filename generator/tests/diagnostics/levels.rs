//! `[lints]` of `sdk.toml`: how much a diagnostic matters.

use std::collections::BTreeMap;

use generator::Generation;
use generator::diagnostics::{RenderOptions, Severity, render};
use insta::assert_snapshot;

use super::generated;

/// A warning (E0606), a note (E0505) and lints (E0801 and others).
const DOCUMENT: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get: { responses: { "204": { description: None. }, "2000": { description: None. } } }
components:
  schemas:
    pet-owner: { type: object, properties: { name: { type: string } } }
    PetOwner: { type: object, properties: { age: { type: integer } } }
"#;

fn generation(config: &str, strict: bool) -> Generation {
    generated(DOCUMENT, config, strict)
}

fn severities(generation: &Generation) -> BTreeMap<&'static str, Severity> {
    let all = generation.diagnostics.iter().chain(generation.lints.iter());
    all.map(|diagnostic| (diagnostic.code.as_str(), diagnostic.severity))
        .collect()
}

#[test]
fn without_levels_a_code_matters_as_much_as_it_says() {
    let generation = generation("", false);
    let severities = severities(&generation);
    assert_eq!(severities["E0606"], Severity::Warning);
    assert_eq!(severities["E0505"], Severity::Note);
    assert_eq!(severities["E0801"], Severity::Warning);
    assert_eq!(severities["E0804"], Severity::Note);
    assert!(generation.api.is_some());
}

#[test]
fn what_is_allowed_is_not_mentioned() {
    let generation = generation(
        "[lints]\nunknown-status = 'allow'\nE0505 = 'allow'\nmissing-operation-id = 'allow'",
        false,
    );
    let severities = severities(&generation);
    for code in ["E0606", "E0505", "E0801"] {
        assert!(!severities.contains_key(code), "{code}");
    }
}

#[test]
fn levels_raise_and_lower() {
    let config = "[lints]\nE0606 = 'note'\nname-collision = 'warn'";
    let generation = generation(config, false);
    let severities = severities(&generation);
    assert_eq!(severities["E0606"], Severity::Note);
    assert_eq!(severities["E0505"], Severity::Warning);
    assert!(generation.api.is_some());
}

#[test]
fn what_is_denied_stops_the_run() {
    for code in ["E0606", "name-collision", "undeclared-errors"] {
        let generation = generation(&format!("[lints]\n{code} = 'deny'"), false);
        assert!(generation.api.is_none(), "{code}");
        assert!(generation.diagnostics.has_errors(), "{code}");
        assert!(!generation.lints.has_errors(), "{code}");
    }
}

#[test]
fn strict_runs_stop_at_what_is_a_warning_after_all() {
    let lenient = "[lints]\nE0606 = 'note'\nE0801 = 'allow'";
    assert!(generation(lenient, true).api.is_some());
    assert!(generation("[lints]\nE0801 = 'allow'", true).api.is_none());
    assert!(generation("[lints]\nE0606 = 'note'", true).api.is_none());
    assert!(
        generation(&format!("strict = true\n{lenient}\nE0505 = 'warn'"), false)
            .api
            .is_none()
    );
}

#[test]
fn entries_that_set_nothing_are_told() {
    let config = "[lints]\nunknown-statsu = 'allow'\nE9999 = 'deny'\nsyntax = 'warn'\nE0606 = 'note'\nunknown-status = 'warn'\n";
    let generation = generation(config, false);
    let sources = &generation.sources;
    let about_config = generation
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code.as_str().starts_with("E07"));
    let about_config = about_config.cloned().collect();
    assert_snapshot!(render(&about_config, sources, RenderOptions::default()));
}

#[test]
fn a_level_is_one_of_four() {
    let generation = generation("[lints]\nE0606 = 'sometimes'", false);
    assert!(generation.api.is_none());
    let text = render(
        &generation.diagnostics,
        &generation.sources,
        RenderOptions::default(),
    );
    assert!(text.contains("`allow`, `note`, `warn`, `deny`"), "{text}");
}
