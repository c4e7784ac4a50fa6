//! `diff`

use crate::folder::Folder;

#[test]
fn the_committed_document_is_compared_with_the_present_one() {
    let workspace = Folder::workspace("diff");
    let same = workspace
        .run(&["diff", "--fail-on", "invisible"])
        .succeeded();
    assert_eq!(same.stdout, "nothing changed for callers\n");

    workspace.change("name: { type: string }", "name: { type: integer }");
    let text = workspace.run(&["diff"]).succeeded().stdout;
    assert!(
        text.contains(
            "breaking    types::Pet.name: changed from `String` to `i64` [member-type-changed]"
        ),
        "{text}"
    );
    assert!(text.contains("spec/pets.yaml:22 -> "), "{text}");
    assert!(
        text.ends_with("1 breaking: needs 0.2.0 after 0.1.0 (minor bump)\n"),
        "{text}"
    );

    let markdown = workspace
        .run(&["diff", "--format", "markdown"])
        .succeeded()
        .stdout;
    assert!(
        markdown.contains("### Breaking\n\n- `types::Pet.name`"),
        "{markdown}"
    );
    let json = workspace
        .run(&["diff", "--format", "json"])
        .succeeded()
        .stdout;
    assert!(json.contains("\"kind\": \"member-type-changed\""), "{json}");

    workspace.run(&["diff", "--fail-on", "breaking"]).failed();
    workspace
        .run(&["diff", "git:HEAD:spec/pets.yaml", "--fail-on", "additive"])
        .failed();
    let unknown = workspace
        .run(&["diff", "git:nowhere:spec/pets.yaml"])
        .failed();
    assert!(
        unknown.stderr.contains("no revision `nowhere`"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn a_verdict_fails_by_what_asks_as_much_of_callers() {
    let workspace = Folder::workspace("diff-fail-on");
    workspace.change("        # more", "        age: { type: integer }");
    for (verdict, fails) in [
        ("breaking", false),
        ("deprecating", false),
        ("additive", true),
        ("invisible", true),
    ] {
        let outcome = workspace.run(&["diff", "--fail-on", verdict]);
        assert_eq!(outcome.is_success, !fails, "{verdict}");
    }
    workspace.change("type: object", "type: object\n      deprecated: true");
    workspace
        .run(&["diff", "--fail-on", "deprecating"])
        .failed();
    workspace
        .run(&["diff", "--fail-on", "breaking"])
        .succeeded();
}

#[test]
fn both_documents_have_the_corrections_of_the_workspace() {
    let workspace = Folder::corrected_workspace("diff-corrections");
    let vendors = workspace.path("../vendors.yaml");
    let document = workspace.text("spec/pets.yaml");
    workspace.write("../vendors.yaml", &document);
    let vendors = vendors.to_str().expect("a path in Unicode");
    for (folder, arguments) in [
        (".", ["spec/pets.yaml", vendors]),
        (".", [vendors, "spec/pets.yaml"]),
        (".", ["git:HEAD:spec/pets.yaml", vendors]),
        ("spec", ["pets.yaml", vendors]),
        ("tests", ["git:HEAD:../spec/pets.yaml", "../spec/pets.yaml"]),
    ] {
        let outcome = workspace.run_in(folder, &[&["diff"], &arguments[..]].concat());
        let told = outcome.succeeded().stdout;
        assert_eq!(told, "nothing changed for callers\n", "{arguments:?}");
    }
}

#[test]
fn a_revision_without_a_file_is_of_the_same_document() {
    let workspace = Folder::workspace("diff-revision");
    workspace.git(&["tag", "before"]);
    workspace.change("name: { type: string }", "name: { type: integer }");
    workspace.commit("Numbers");
    let none = workspace.run(&["diff"]).succeeded().stdout;
    assert_eq!(none, "nothing changed for callers\n");
    for arguments in [&["git:before"][..], &["git:before", "git:HEAD"]] {
        let told = workspace.run(&[&["diff"], arguments].concat()).succeeded();
        assert!(
            told.stdout.contains("member-type-changed"),
            "{}",
            told.stdout
        );
    }

    workspace.git(&["mv", "spec/pets.yaml", "spec/animals.yaml"]);
    let manifest = workspace.text("Cargo.toml");
    workspace.write("Cargo.toml", &manifest.replace("pets.yaml", "animals.yaml"));
    let told = workspace.run(&["diff", "git:before"]).succeeded();
    let words = "nothing to compare: there is no git:before:spec/animals.yaml yet";
    assert!(told.stderr.contains(words), "{}", told.stderr);
    // A file that is named has to be there.
    workspace
        .run(&["diff", "git:before:spec/animals.yaml"])
        .failed();
}
