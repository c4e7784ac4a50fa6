//! `check`

use crate::folder::Folder;

#[test]
fn a_crate_is_the_same_whatever_ends_its_lines() {
    let workspace = Folder::workspace("check-lines");
    workspace.git(&["config", "core.autocrlf", "true"]);
    // All files are checked out anew.
    workspace.git(&["rm", "--quiet", "-r", "generated-sdk", "spec"]);
    workspace.git(&["checkout", "--quiet", "HEAD", "--", "."]);
    let pet = workspace.text("generated-sdk/src/types/pet.rs");
    assert!(pet.contains("\r\n"), "{pet}");
    workspace.run(&["check"]).succeeded();
    let told = workspace.run(&["generate"]).succeeded().stdout;
    assert!(told.contains("; 0 changed, 0 removed, "), "{told}");

    let name = "generated-sdk/src/types/pet.rs";
    workspace.write(name, &pet.replacen("\r\n", "\r\n\r\n", 1));
    let told = workspace.run(&["check"]).failed().stdout;
    let changed = told.lines().filter(|line| line.starts_with(['+', '-']));
    assert_eq!(changed.count(), 3, "{told}");
    workspace.run(&["generate"]).succeeded();
    assert_eq!(workspace.text(name), pet.replace("\r\n", "\n"));
}
