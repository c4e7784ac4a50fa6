//! The committed SDK is what its document gives, to the byte.

use openapi_crate::Workspace;

#[test]
fn the_committed_sdk_is_what_the_document_gives() {
    let workspace = Workspace::around(env!("CARGO_MANIFEST_DIR").as_ref());
    let workspace = workspace.expect("Cargo.toml can be read");
    let workspace = workspace.expect("Cargo.toml names the document");
    let drift = workspace.drift().expect("the document gives a crate");
    assert!(
        drift.is_empty(),
        "{drift}\nrun `cargo xtask generate` and commit what it changes"
    );
}
