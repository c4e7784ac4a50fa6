//! Emitted clients call a real server, which looks at every byte that arrives.
//!
//! `wire/` holds the program that does so: a package that uses the crates of the fixtures that its modules are named
//! after, and is run as a test of its own.

use std::fs;
use std::path::Path;

use crate::inputs::{self, Folder};
use crate::scratch::{DEPENDENCIES, Scratch};

const FEATURES: &[&str] = &[
    "bases",
    "bodies",
    "choices",
    "keywords",
    "lists",
    "parameters",
    "paths",
    "responses",
    "security",
    "streams",
    "styles",
    "swagger",
];

#[test]
fn emitted_clients_say_and_understand_what_the_document_says() {
    let crates: Vec<_> = FEATURES
        .iter()
        .map(|feature| {
            let generation = Folder::fixture(feature).generate();
            ((*feature).to_owned(), inputs::artefacts(&generation))
        })
        .collect();
    let scratch = Scratch::with_members("wired", &crates, &["wire".to_owned()]);
    scratch.write("wire/Cargo.toml", &manifest());
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("generation/wire");
    for file in fs::read_dir(program).expect("the program is there") {
        let path = file.expect("the folder can be listed").path();
        let text = fs::read_to_string(&path).expect("the program can be read");
        let name = path.file_name().expect("a file has a name");
        scratch.write(
            &format!("wire/tests/wire/{}", name.to_string_lossy()),
            &text,
        );
    }
    scratch.cargo(&["test", "--workspace", "--test", "wire"]);
}

fn manifest() -> String {
    let crates: String = FEATURES
        .iter()
        .map(|name| {
            format!("{name} = {{ path = \"../{name}\", features = [\"blocking\", \"mock\"] }}\n")
        })
        .collect();
    format!(
        "[package]\nname = \"wire\"\nedition = \"2024\"\n\n[dev-dependencies]\nserde_json = \"1\"\n\
         {DEPENDENCIES} = {{ path = \"../{DEPENDENCIES}\" }}\n{crates}"
    )
}
