//! Emitted clients call a real server, which looks at every byte that arrives.
//!
//! The programs in `wire/` are tests of emitted crates: each is put into the crate of the fixture of its name, and run
//! there.

use std::fs;
use std::path::Path;

use crate::inputs::{self, Folder};
use crate::scratch::Scratch;

const PROGRAMS: [&str; 5] = ["bodies", "parameters", "responses", "security", "streams"];

#[test]
fn emitted_clients_say_and_understand_what_the_document_says() {
    let crates: Vec<_> = PROGRAMS
        .iter()
        .map(|feature| {
            let generation = Folder::fixture(feature).generate();
            ((*feature).to_owned(), inputs::artefacts(&generation))
        })
        .collect();
    let scratch = Scratch::new("wired", &crates);
    for feature in PROGRAMS {
        for file in [feature, "server"] {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("generation/wire/{file}.rs"));
            let text = fs::read_to_string(path).expect("the program can be read");
            let name = if file == "server" { "server/mod" } else { file };
            scratch.write(&format!("{feature}/tests/{name}.rs"), &text);
        }
    }
    // Without TLS: the server is on this machine.
    scratch.cargo(&[
        "test",
        "--workspace",
        "--tests",
        "--no-default-features",
        "--features",
        "blocking",
        "--no-fail-fast",
    ]);
}
