//! A folder to run the program in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A document of one operation and one type.
pub(crate) const PETS: &str = r##"openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      summary: All pets
      tags: [Pets]
      responses:
        "200":
          description: The pets.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet" } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        # more
"##;

const OVERLAY: &str = r#"overlay: 1.0.0
info: { title: Corrections, version: "1" }
extends: pets.yaml
actions:
  - target: $.components.schemas.Pet.properties
    update: { note: { type: string } }
"#;

/// What the program made of its arguments.
pub(crate) struct Outcome {
    pub(crate) is_success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A folder below the target folder, empty at first.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn empty(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the folder can be made");
        Self(path)
    }

    /// A workspace that `init` made for [`PETS`], committed.
    pub(crate) fn workspace(name: &str) -> Self {
        let outer = Self::empty(name);
        outer.write("pets.yaml", PETS);
        outer.run(&["init", "pets.yaml", "sdk"]).succeeded();
        let inner = Self(outer.path("sdk"));
        inner.git(&["init", "--quiet"]);
        inner.commit("First");
        inner
    }

    /// The same with an overlay, by which a pet has a `note`, and `sdk.toml`, by which it is called `Animal`.
    pub(crate) fn corrected_workspace(name: &str) -> Self {
        let workspace = Self::workspace(name);
        workspace.write("spec/overlay.yaml", OVERLAY);
        let renamed = "\n[[naming.schemas]]\npattern = \"Pet\"\nreplace = \"Animal\"\n";
        let config = workspace.text("spec/sdk.toml") + renamed;
        workspace.write("spec/sdk.toml", &config);
        let manifest = workspace.text("Cargo.toml");
        workspace.write("Cargo.toml", &manifest.replace("# overlay", "overlay"));
        workspace.run(&["generate"]).succeeded();
        workspace.commit("Corrections");
        workspace
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The document of the workspace with another text in the place of one of its own.
    pub(crate) fn change(&self, from: &str, to: &str) {
        let text = self.text("spec/pets.yaml");
        assert!(text.contains(from), "{from}");
        self.write("spec/pets.yaml", &text.replace(from, to));
    }

    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-crate"));
        command.args(arguments).current_dir(&self.0);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        outcome(self.program(arguments).output().expect("the program runs"))
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Outcome {
        let mut program = self.program(arguments);
        let output = program.current_dir(self.path(folder)).output();
        outcome(output.expect("the program runs"))
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let output = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(&self.0)
            .output();
        outcome(output.expect("git runs")).succeeded();
    }
}

impl Outcome {
    pub(crate) fn succeeded(self) -> Self {
        assert!(self.is_success, "{}{}", self.stdout, self.stderr);
        self
    }

    pub(crate) fn failed(self) -> Self {
        assert!(!self.is_success, "{}{}", self.stdout, self.stderr);
        self
    }
}

fn outcome(output: Output) -> Outcome {
    Outcome {
        is_success: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
