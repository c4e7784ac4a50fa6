//! `generate`: what it tells and writes of the changes since the last commit.

use crate::folder::Folder;

const MORE: &str = "        age: { type: integer }\n        # more";
const ADDED: &str = "`types::Pet.age`: the field is new (member-added)";

#[test]
fn a_change_is_told_and_written_into_the_changelog() {
    let workspace = Folder::workspace("history");
    workspace.change("        # more", MORE);
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(
        told.contains("since the last commit of the crate:"),
        "{told}"
    );
    assert!(told.contains("additive    types::Pet.age"), "{told}");
    assert!(told.contains("new -> spec/pets.yaml:23\n"), "{told}");
    let changelog = workspace.text("generated-sdk/CHANGELOG.md");
    assert_eq!(changelog.matches(ADDED).count(), 1, "{changelog}");

    workspace.run(&["generate"]).succeeded();
    assert_eq!(workspace.text("generated-sdk/CHANGELOG.md"), changelog);

    workspace.change(MORE, "        # more");
    workspace.run(&["generate"]).succeeded();
    let changelog = workspace.text("generated-sdk/CHANGELOG.md");
    assert!(!changelog.contains(ADDED), "{changelog}");
}

#[test]
fn a_document_that_is_committed_before_the_crate_is_news() {
    let workspace = Folder::workspace("history-apart");
    workspace.change("        # more", MORE);
    workspace.git(&["commit", "--quiet", "--all", "--message", "Age"]);
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(told.contains("additive    types::Pet.age"), "{told}");
    let changelog = workspace.text("generated-sdk/CHANGELOG.md");
    assert_eq!(changelog.matches(ADDED).count(), 1, "{changelog}");
    // A commit of something else changes nothing.
    workspace.write("generated-sdk/src/ours.rs", "//! Ours.\n");
    workspace.git(&["add", "generated-sdk/src/ours.rs"]);
    workspace.git(&["commit", "--quiet", "--message", "Ours"]);
    workspace.run(&["generate"]).succeeded();
    assert_eq!(workspace.text("generated-sdk/CHANGELOG.md"), changelog);

    workspace.change("name: { type: string }", "name: { type: integer }");
    workspace.run(&["generate"]).succeeded();
    let changelog = workspace.text("generated-sdk/CHANGELOG.md");
    workspace.git(&["add", "spec"]);
    workspace.git(&["commit", "--quiet", "--message", "Numbers"]);
    workspace.run(&["generate"]).succeeded();
    assert_eq!(workspace.text("generated-sdk/CHANGELOG.md"), changelog);

    workspace.commit("The crate");
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(!told.contains("since the last commit"), "{told}");
    assert_eq!(workspace.text("generated-sdk/CHANGELOG.md"), changelog);
}

#[test]
fn a_crate_that_is_committed_before_the_document_is_no_news() {
    let workspace = Folder::workspace("history-crate-first");
    workspace.change("        # more", MORE);
    workspace.run(&["generate"]).succeeded();
    workspace.git(&["add", "generated-sdk"]);
    workspace.git(&["commit", "--quiet", "--message", "The crate"]);
    let changelog = workspace.text("generated-sdk/CHANGELOG.md");
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(!told.contains("since the last commit"), "{told}");
    workspace.commit("The document");
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(!told.contains("since the last commit"), "{told}");
    assert_eq!(workspace.text("generated-sdk/CHANGELOG.md"), changelog);
}

#[test]
fn a_release_has_the_version_that_its_changes_need() {
    let workspace = Folder::workspace("release");
    workspace.run(&["generate", "--release"]).succeeded();
    assert!(
        workspace
            .text("generated-sdk/CHANGELOG.md")
            .contains("## [0.1.0] - ")
    );
    workspace.commit("Release 0.1.0");
    let nothing = workspace.run(&["generate", "--release"]).failed();
    assert!(
        nothing.stderr.contains("nothing to release"),
        "{}",
        nothing.stderr
    );

    workspace.change("        # more", MORE);
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(
        told.contains("the next release is 0.1.1 (a patch bump)"),
        "{told}"
    );
    workspace.commit("Age");
    workspace.change("name: { type: string }", "name: { type: integer }");
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(
        told.contains("the next release is 0.2.0 (a minor bump)"),
        "{told}"
    );

    workspace.run(&["generate", "--release"]).succeeded();
    let changelog = workspace.text("generated-sdk/CHANGELOG.md");
    let release = changelog
        .split("## [0.2.0] - ")
        .nth(1)
        .expect("it is released");
    assert!(
        release.contains("**Breaking:** `types::Pet.name`"),
        "{changelog}"
    );
    assert!(release.contains(ADDED), "{changelog}");
    assert!(
        workspace
            .text("spec/sdk.toml")
            .contains("version = \"0.2.0\"")
    );
    assert!(
        workspace
            .text("generated-sdk/Cargo.toml")
            .contains("version = \"0.2.0\"")
    );
    workspace.run(&["check"]).succeeded();
}
