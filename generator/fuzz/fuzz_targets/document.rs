//! Any bytes as a document: messages or files.

#![no_main]

mod checks;

use std::io;
use std::path::Path;

use generator::{Inputs, generate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The document stands there twice, so that its references can lead to another file.
    let loader = |path: &Path| match path.to_str() {
        Some("openapi.yaml" | "other.yaml") => Ok(bytes.to_vec()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    let inputs = Inputs {
        document: Path::new("openapi.yaml"),
        overlay: None,
        config: None,
        strict: false,
    };
    checks::check(&generate(&loader, inputs));
});
