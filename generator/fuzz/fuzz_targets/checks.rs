//! What holds for every run, whatever its inputs.

use generator::Generation;
use generator::diagnostics::{RenderOptions, render};

/// There are files, and the Rust among them parses; or there is a message that says why not.
pub fn check(generation: &Generation) {
    let messages = render(
        &generation.diagnostics,
        &generation.sources,
        RenderOptions::default(),
    );
    let Some(artefacts) = generation.artefacts() else {
        assert!(!messages.is_empty(), "neither files nor a message");
        return;
    };
    let modules = artefacts.files.iter().filter(|(path, _)| {
        // The runtime is the same in every crate.
        path.ends_with(".rs") && !path.starts_with("src/runtime")
    });
    for (path, text) in modules {
        if let Err(error) = syn::parse_file(text) {
            panic!("{path}: {error}\n{text}");
        }
    }
}
