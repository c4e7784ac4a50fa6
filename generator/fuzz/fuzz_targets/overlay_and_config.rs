//! Any bytes as an overlay and as `sdk.toml`, a zero byte between them, for a document that is sound.

#![no_main]

mod checks;

use std::io;
use std::path::Path;

use generator::{Inputs, generate};
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &[u8] = include_bytes!("../../../tests/fixtures/naming/openapi.yaml");

fuzz_target!(|bytes: &[u8]| {
    let middle = bytes.iter().position(|byte| *byte == 0);
    let (overlay, config) = bytes.split_at(middle.unwrap_or(bytes.len()));
    let config = config.strip_prefix(&[0]).unwrap_or(config);
    let loader = |path: &Path| match path.to_str() {
        Some("openapi.yaml") => Ok(DOCUMENT.to_vec()),
        Some("overlay.yaml") => Ok(overlay.to_vec()),
        Some("sdk.toml") => Ok(config.to_vec()),
        _ => Err(io::ErrorKind::NotFound.into()),
    };
    let inputs = Inputs {
        document: Path::new("openapi.yaml"),
        overlay: (!overlay.is_empty()).then_some(Path::new("overlay.yaml")),
        config: Some(Path::new("sdk.toml")),
        strict: false,
    };
    checks::check(&generate(&loader, inputs));
});
