//! `generate --watch`

use std::fs::{File, read_to_string};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::folder::Folder;

#[test]
fn a_saved_document_is_generated_again_once() {
    let workspace = Folder::workspace("watch");
    let told = workspace.path("told.txt");
    let errors = File::create(&told).expect("the file can be made");
    let mut program = workspace.program(&["generate", "--watch"]);
    let quiet = program.stdout(Stdio::null()).stderr(errors);
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
    let runs = || {
        let told = read_to_string(&told).expect("the file can be read");
        told.matches("\nwatching ").count()
    };
    // What the program itself reads and writes is no save.
    sleep(Duration::from_secs(2));
    let settled = runs();
    sleep(Duration::from_secs(3));
    assert_eq!(runs(), settled);
    process.kill().expect("it can be ended");
    process.wait().expect("it has ended");
}
