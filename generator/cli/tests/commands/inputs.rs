//! Which files a command works on.

use crate::folder::Folder;

/// The workspace's document is read with the corrections of the workspace, however its path is written.
#[test]
fn the_document_of_the_workspace_may_be_named() {
    let workspace = Folder::corrected_workspace("named");
    let absolute = workspace.path("spec/pets.yaml");
    let absolute = absolute.to_str().expect("a path in Unicode");
    for (folder, document) in [
        (".", "spec/pets.yaml"),
        (".", "./tests/../spec/pets.yaml"),
        (".", absolute),
        ("spec", "pets.yaml"),
        ("tests", "../spec/pets.yaml"),
    ] {
        let checked = workspace.run_in(folder, &["check", document]).succeeded();
        assert!(checked.stdout.contains("as the document gives them"));
        // The overlay is for this document.
        let linted = workspace.run_in(folder, &["lint", document]).succeeded();
        assert!(!linted.stderr.contains("E0306"), "{}", linted.stderr);
    }
    let explained = workspace.run(&["explain", "Pet", "--spec", "spec/pets.yaml"]);
    assert!(explained.succeeded().stdout.contains("Animal"));
    workspace.write("spec/other.yaml", &workspace.text("spec/pets.yaml"));
    let other = workspace.run(&["check", "spec/other.yaml"]).failed();
    assert!(other.stderr.contains("add `--out FOLDER`"));
}

#[test]
fn a_folder_is_no_document() {
    let folder = Folder::empty("no-document");
    let outcome = folder.run(&["lint", "."]).failed();
    assert!(
        outcome.stderr.contains("`.` can't be read"),
        "{}",
        outcome.stderr
    );
}
