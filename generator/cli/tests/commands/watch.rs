//! `generate --watch`

use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::folder::Folder;

#[test]
fn a_saved_document_is_generated_again() {
    let workspace = Folder::workspace("watch");
    let mut program = workspace.program(&["generate", "--watch"]);
    let quiet = program.stdout(Stdio::null()).stderr(Stdio::null());
    let mut process = quiet.spawn().expect("the program runs");
    let pet = || workspace.text("generated-sdk/src/types/pet.rs");
    let watchdog = Instant::now();
    // The first save may come before the program watches; each further one is another change.
    for save in 0.. {
        let line = format!("        age{save}: {{ type: integer }}\n        # more");
        workspace.change("        # more", &line);
        sleep(Duration::from_millis(500));
        if pet().contains("age0") {
            break;
        }
        assert!(
            watchdog.elapsed() < Duration::from_secs(120),
            "nothing was written"
        );
    }
    process.kill().expect("it can be ended");
    process.wait().expect("it has ended");
}
