//! `init`

use std::process::Command;

use crate::folder::{Folder, PETS};

#[test]
fn a_new_workspace_is_in_order() {
    let folder = Folder::empty("init");
    folder.write("pets.yaml", PETS);
    let told = folder.run(&["init", "pets.yaml", "sdk"]).succeeded().stdout;
    assert!(told.contains("1 operation and 1 type of Pets"), "{told}");
    for name in [
        ".cargo/config.toml",
        ".ci/run",
        ".github/workflows/ci.yml",
        "README.md",
        "generated-sdk/CHANGELOG.md",
        "generated-sdk/src/types/pet.rs",
        "spec/pets.yaml",
        "spec/sdk.toml",
        "tests/sdk.rs",
        "tests/snapshots/sdk__diagnostics.snap",
        "xtask/src/main.rs",
    ] {
        let text = folder.text(&format!("sdk/{name}"));
        let blank = ["title", "name", "document", "generator"];
        let blank = blank.map(|value| format!("{{{{{value}}}}}"));
        assert!(
            !blank.iter().any(|blank| text.contains(blank)),
            "{name}: {text}"
        );
    }
    let again = folder.run(&["init", "pets.yaml", "sdk"]).failed();
    assert!(again.stderr.contains("is in the way"), "{}", again.stderr);
}

#[test]
fn nothing_is_written_over() {
    let folder = Folder::empty("init-over");
    folder.write("pets.yaml", PETS);
    for there in [
        "Cargo.lock",
        "spec/pets.yaml",
        "tests/snapshots/sdk__diagnostics.snap",
        "generated-sdk/src/lib.rs",
    ] {
        let sdk = format!("over-{}", there.replace('/', "-"));
        folder.write(&format!("{sdk}/{there}"), "mine");
        let outcome = folder.run(&["init", "pets.yaml", &sdk]).failed();
        assert!(
            outcome.stderr.contains("is in the way"),
            "{}",
            outcome.stderr
        );
        assert_eq!(folder.text(&format!("{sdk}/{there}")), "mine");
        assert!(!folder.path(&format!("{sdk}/Cargo.toml")).exists());
    }
}

#[test]
fn files_that_the_document_refers_to_come_along() {
    let folder = Folder::empty("init-files");
    let pet = "type: object\nproperties:\n  name: { type: string }\n";
    let document = PETS.replace("\"#/components/schemas/Pet\"", "\"../schemas/pet.yaml\"");
    folder.write("api/paths/pets.yaml", &document);
    folder.write("api/schemas/pet.yaml", pet);
    let outcome = folder
        .run(&["init", "api/paths/pets.yaml", "outside"])
        .succeeded();
    assert!(outcome.stderr.contains("warning[E0205]"));
    folder.write(
        "api/pets.yaml",
        &document.replace("../schemas", "./schemas"),
    );
    folder
        .run(&["init", "api/pets.yaml", "sdk", "--name", "our-pets"])
        .succeeded();
    assert_eq!(folder.text("sdk/spec/schemas/pet.yaml"), pet);
    assert!(
        folder
            .text("sdk/generated-sdk/Cargo.toml")
            .contains("name = \"our-pets\"")
    );
}

#[test]
fn the_generator_can_come_from_a_repository() {
    let folder = Folder::empty("init-git");
    folder.write("pets.yaml", PETS);
    let url = "https://git.example/generator#v1";
    folder
        .run(&["init", "pets.yaml", "sdk", "--generator", url])
        .succeeded();
    let manifest = folder.text("sdk/Cargo.toml");
    let dependency = r#"openapi-crate = { git = "https://git.example/generator", rev = "v1" }"#;
    assert!(manifest.contains(dependency), "{manifest}");
}

#[test]
#[cfg(unix)]
fn the_workflow_of_a_pull_request_tells_what_it_changes() {
    let workspace = Folder::workspace("init-workflow");
    workspace.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    workspace.change("name: { type: string }", "name: { type: integer }");
    let workflow = workspace.text(".github/workflows/ci.yml");
    let mut lines = workflow.lines().map(str::trim);
    let step = lines.find_map(|line| line.strip_prefix("run: cargo xtask diff"));
    let step = step.expect("there is a step that compares");
    let program = env!("CARGO_BIN_EXE_openapi-crate");
    let ran = Command::new("sh")
        .args(["-c", &format!("'{program}' diff {step}")])
        .env("BASE", "origin/main")
        .env("GITHUB_STEP_SUMMARY", workspace.path("summary.md"))
        .current_dir(workspace.path("."))
        .status();
    assert!(ran.expect("there is a shell").success());
    let summary = workspace.text("summary.md");
    assert!(summary.contains("member-type-changed"), "{summary}");
}

/// What a new user does first. Everything is compiled anew, so that it takes minutes.
#[test]
#[ignore = "compiles a workspace with all its dependencies"]
fn the_tests_of_a_new_workspace_pass() {
    let workspace = Folder::workspace("init-tests");
    let ran = Command::new(workspace.path(".ci/run")).status();
    assert!(ran.expect("it can be run").success());
}
