//! How diagnostics are collected, ordered and shown, and what each of them is about.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "what the tests lean on may panic as they do"
)]

mod choices;
mod formats;
mod levels;
mod lints;
#[path = "../memory/mod.rs"]
mod memory;
mod package;
mod pages;
mod pagination;

use std::path::Path;

use generator::diagnostics::{
    Diagnostic, Diagnostics, Place, RenderOptions, Severity, codes, render,
};
use generator::source::{Loaded, Sources};
use generator::{Generation, Inputs, generate};
use insta::assert_snapshot;
use memory::{document, load, parse};

/// What comes of a document under an `sdk.toml`.
fn generated(document: &str, config: &str, strict: bool) -> Generation {
    let loader = |path: &Path| {
        let text = match path.to_str() {
            Some("sdk.toml") => config,
            _ => document,
        };
        Ok(text.as_bytes().to_vec())
    };
    let inputs = Inputs {
        document: Path::new("pets.yaml"),
        overlay: None,
        config: Some(Path::new("sdk.toml")),
        strict,
    };
    generate(&loader, inputs)
}

fn shown(loaded: &Loaded, diagnostics: impl IntoIterator<Item = Diagnostic>) -> String {
    let diagnostics: Diagnostics = diagnostics.into_iter().collect();
    render(&diagnostics, &loaded.sources, RenderOptions::default())
}

/// The messages of a generation.
fn shown_of(generation: &Generation) -> String {
    render(
        &generation.diagnostics,
        &generation.sources,
        RenderOptions::default(),
    )
}

fn pets() -> Loaded {
    load(&[(
        "spec/api.yaml",
        "openapi: 3.0.3\npaths:\n  /pets:\n    get:\n      operationId: list\n  /cats:\n    get:\n      operationId: list\n",
    )])
}

#[test]
fn a_diagnostic_shows_its_places_its_path_and_its_help() {
    let loaded = pets();
    let at = |pointer| Place::value(document(&loaded), parse(pointer));
    let diagnostic = Diagnostic::error(
        codes::REPEATED_OPERATION_ID,
        "two operations have the same id",
    )
    .at(at("/paths/~1cats/get/operationId"))
    .label("already taken")
    .related(at("/paths/~1pets/get/operationId"), "taken here")
    .help("give each operation an id of its own");
    assert_snapshot!(shown(&loaded, [diagnostic]), @"
    error[E0602]: two operations have the same id
     --> spec/api.yaml:8:20
      |
    8 |       operationId: list
      |                    ^^^^ already taken
      |
     ::: spec/api.yaml:5:20
      |
    5 |       operationId: list
      |                    ---- taken here
      |
      = at: #/paths/~1cats/get/operationId
      = help: give each operation an id of its own
    ");
}

#[test]
fn a_diagnostic_needs_no_place() {
    let loaded = pets();
    let diagnostics = [
        Diagnostic::note(codes::LARGE_INTEGER, "all is well"),
        Diagnostic::warning(codes::TAG, "there is more").help("look around"),
    ];
    assert_snapshot!(shown(&loaded, diagnostics), @"
    note[E0111]: all is well

    warning[E0110]: there is more
     |
     = help: look around
    ");
}

#[test]
fn the_order_is_that_of_the_places() {
    let loaded = pets();
    let at = |pointer| Place::key(document(&loaded), parse(pointer));
    let diagnostics = [
        Diagnostic::warning(codes::UNKNOWN_STATUS, "third").at(at("/paths/~1cats")),
        Diagnostic::warning(codes::REPEATED_PARAMETER, "second").at(at("/paths/~1pets")),
        Diagnostic::warning(codes::TAG, "first"),
    ];
    let diagnostics: Diagnostics = diagnostics.into_iter().collect();
    let sorted = diagnostics.sorted(&loaded.sources);
    let codes: Vec<_> = sorted
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    assert_eq!(codes, ["E0110", "E0601", "E0606"]);
}

#[test]
fn texts_that_are_no_documents_can_be_shown() {
    let mut sources = Sources::new();
    let file = sources.add_text("sdk.toml", "name = \"pets\"\nregoin = 1\n");
    let diagnostic = Diagnostic::error(codes::REPEATED_OPERATION_ID, "unknown key `regoin`")
        .at(Place::bytes(file, 14..20))
        .label("did you mean `region`?");
    let diagnostics = Diagnostics::from(diagnostic);
    assert_snapshot!(render(&diagnostics, &sources, RenderOptions::default()), @"
    error[E0602]: unknown key `regoin`
     --> sdk.toml:2:1
      |
    2 | regoin = 1
      | ^^^^^^ did you mean `region`?
    ");
}

#[test]
fn a_range_beyond_the_text_is_its_end() {
    let mut sources = Sources::new();
    let file = sources.add_text("sdk.toml", "é");
    let diagnostic =
        Diagnostic::error(codes::REPEATED_OPERATION_ID, "odd").at(Place::bytes(file, 1..900));
    assert_snapshot!(render(&diagnostic.into(), &sources, RenderOptions::default()), @"
    error[E0602]: odd
     --> sdk.toml:1:1
      |
    1 | é
      | ^
    ");
}

#[test]
fn long_lines_are_shown_in_part() {
    let filler = |name| format!("\"{name}\":\"{}\"", "ö".repeat(3_000));
    let text = format!(
        "{{\"id\":1,{},\"wrong\":true,{}}}",
        filler("a"),
        filler("b")
    );
    let loaded = load(&[("api.json", text)]);
    let at = |pointer| Place::value(document(&loaded), parse(pointer));
    let diagnostic = Diagnostic::warning(codes::UNKNOWN_STATUS, "something is wrong")
        .at(at("/wrong"))
        .label("this")
        .related(at("/id"), "because of this")
        .help("mend it");
    assert_snapshot!(shown(&loaded, [diagnostic]), @r#"
    warning[E0606]: something is wrong
     --> api.json:1:3024
      |
      |
    1 | …öööööööööööööööööööööööööööööööööööööööö","wrong":true,"b":"öööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö…
      |                                                    ^^^^ this
     ::: api.json:1:7
      |
    1 | {"id":1,"a":"ööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööööö…
      |       - because of this
      |
      = at: #/wrong
      = help: mend it
    "#);
}

#[test]
fn a_value_of_many_lines_is_shown_by_its_first() {
    let loaded = load(&[("api.yaml", "a: |\n  one\n  two\nb: 'three\n  four'\n")]);
    let at = |pointer| Place::value(document(&loaded), parse(pointer));
    let diagnostics = [
        Diagnostic::note(codes::LARGE_INTEGER, "a block").at(at("/a")),
        Diagnostic::note(codes::STRUCTURED_VALUES, "a text of two lines").at(at("/b")),
    ];
    assert_snapshot!(shown(&loaded, diagnostics), @"
    note[E0111]: a block
     --> api.yaml:2:3
      |
    2 |   one
      |   ^^^
      |
      = at: #/a

    note[E0504]: a text of two lines
     --> api.yaml:4:4
      |
    4 | b: 'three
      |    ^^^^^^
      |
      = at: #/b
    ");
}

#[test]
fn color_is_an_option() {
    let diagnostics = Diagnostics::from(Diagnostic::error(codes::REPEATED_OPERATION_ID, "red"));
    let options = RenderOptions { color: true };
    assert!(render(&diagnostics, &Sources::new(), options).contains('\u{1b}'));
    let options = RenderOptions { color: false };
    assert!(!render(&diagnostics, &Sources::new(), options).contains('\u{1b}'));
}

#[test]
fn only_errors_stop_a_run() {
    let mut diagnostics = Diagnostics::new();
    assert!(diagnostics.is_empty());
    diagnostics.push(Diagnostic::note(codes::LARGE_INTEGER, "a note"));
    diagnostics.push(Diagnostic::warning(codes::TAG, "a warning"));
    assert!(!diagnostics.has_errors());
    assert!(diagnostics.clone().into_result().is_ok());
    diagnostics.deny_warnings();
    assert!(diagnostics.has_errors());
    let severities: Vec<_> = diagnostics.iter().map(|item| item.severity).collect();
    assert_eq!(severities, [Severity::Note, Severity::Error]);
    assert!(diagnostics.into_result().is_err());
}

#[test]
fn a_suggestion_is_a_line_before_and_after() {
    let loaded = load(&[("api.yaml", "schema: { $ref: \"#/Pett\" }\n")]);
    let diagnostic = Diagnostic::error(codes::DANGLING_REFERENCE, "`#/Pett` points at nothing")
        .at(Place::value(document(&loaded), parse("/schema/$ref")))
        .suggest("#/Pet")
        .help("did you mean `#/Pet`?");
    assert_snapshot!("suggestion", shown(&loaded, [diagnostic]));
}
