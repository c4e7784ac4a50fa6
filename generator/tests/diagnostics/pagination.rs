//! What `sdk.toml` says under `[pagination]`.

use generator::diagnostics::{RenderOptions, render};

use super::generated;
use super::lints::COUNTED;

/// What is said of a way to page.
fn said(way: &str, choice: &str) -> Vec<String> {
    let config = format!("[pagination.way]\n{way}\n{choice}");
    let generation = generated(COUNTED, &config, false);
    let diagnostics = generation.diagnostics.iter();
    diagnostics
        .map(|diagnostic| format!("{} {}", diagnostic.code.as_str(), diagnostic.message))
        .collect()
}

#[test]
fn the_next_page_is_found_in_one_way() {
    for sound in [
        "page = \"pageNumber\"",
        "page = \"pageNumber\"\nfirst = 0",
        "offset = \"pageNumber\"",
        "cursor = \"pageNumber\"\nlink = true",
        "cursor = \"pageNumber\"\nnext-header = \"X-Next-Page\"",
        "cursor = \"pageNumber\"\nitems = \"data\"\nnext = \"next\"",
        "cursor = \"pageNumber\"\nitems = \"data\"\nnext-url = \"links.next\"",
        "cursor = \"pageNumber\"\nlast = \"id\"\nmore = \"has_more\"",
    ] {
        assert_eq!(said(sound, ""), [""; 0], "{sound}");
    }
    for (faulty, problem) in [
        ("items = \"data\"", "wanted here is one of"),
        (
            "page = \"pageNumber\"\noffset = \"pageNumber\"",
            "wanted here is one of",
        ),
        (
            "cursor = \"pageNumber\"",
            "wanted beside `cursor` is one of",
        ),
        (
            "cursor = \"pageNumber\"\nlink = true\nfirst = 1",
            "wanted beside `first` is",
        ),
        (
            "cursor = \"pageNumber\"\nlink = true\nnext = \"next\"",
            "wanted is one way",
        ),
        (
            "page = \"pageNumber\"\nnext = \"next\"",
            "wanted is one way",
        ),
    ] {
        let said = said(faulty, "");
        assert_eq!(said.len(), 1, "{faulty}");
        let start = format!("E0700 {problem}");
        assert!(said[0].starts_with(&start), "{faulty}: {}", said[0]);
    }
}

#[test]
fn an_operation_that_cannot_page_as_it_is_asked_to_is_told_of() {
    let choice = "[operations.listPets]\npagination = \"way\"\n";
    assert_eq!(said("page = \"pageNumber\"", choice), [""; 0]);
    for way in [
        "page = \"number\"",
        "offset = \"pageNumber\"\nitems = \"data\"",
        "cursor = \"pageNumber\"\nnext = \"next\"",
    ] {
        assert_eq!(
            said(way, choice),
            ["E0709 `listPets` does not page by `way`"]
        );
    }
}

#[test]
fn only_what_an_operation_lacks_is_asked_for() {
    let document = COUNTED.replace(
        "{ type: array, items: { type: string } }",
        "{ type: object, properties: { next: { type: string } } }",
    );
    let config = "[pagination.way]\ncursor = \"pageNumber\"\nitems = \"data\"\nnext = \"next\"\n\
                  [operations.listPets]\npagination = \"way\"\n";
    let generation = generated(&document, config, false);
    let shown = render(
        &generation.diagnostics,
        &generation.sources,
        RenderOptions::default(),
    );
    assert!(
        shown.contains("help: it would need a list at `data` in the response\n"),
        "{shown}"
    );
}
