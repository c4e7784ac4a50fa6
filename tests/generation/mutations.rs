//! Whatever becomes of a document, a run ends with files or with messages, and the files are Rust.
//!
//! Documents are changed by chance, as slips and hostile hands do. `MUTATIONS=5000 cargo test -p tests --test generation
//! mutations` tries more of them a document than an ordinary run.

mod change;
mod rust;

use std::any::Any;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use generator::{Generation, Inputs, generate};
use serde_json::Value;

use crate::inputs::{self, Folder};
use crate::random::Random;

/// How many a document, unless `MUTATIONS` says otherwise.
const MUTATIONS: u64 = 12;

/// The stack of a run, in bytes: that of a program's main thread.
const STACK: usize = 8 << 20;

#[test]
fn a_changed_sound_document_gives_files_or_messages() {
    for folder in inputs::sound() {
        let plain = folder.value(folder.document()).expect("a document");
        try_all(&folder.name(), &plain, &|document| {
            folder.generate_through(&|path: &Path| match path == folder.document() {
                true => Ok(document.to_vec()),
                false => folder.read(path),
            })
        });
    }
}

#[test]
fn a_changed_faulty_document_gives_files_or_messages() {
    let folder = Folder::faulty();
    for name in folder.files() {
        let Some(plain) = folder.value(Path::new(&name)) else {
            continue;
        };
        try_all(&name, &plain, &|document| {
            let inputs = Inputs {
                document: Path::new("changed.json"),
                overlay: None,
                config: None,
                strict: false,
            };
            let loader = |path: &Path| match path == inputs.document {
                true => Ok(document.to_vec()),
                false => folder.read(path),
            };
            generate(&loader, inputs)
        });
    }
}

fn try_all(name: &str, plain: &Value, generate: &(dyn Fn(&[u8]) -> Generation + Sync)) {
    let wanted = std::env::var("MUTATIONS").ok();
    let mutations = wanted.map_or(MUTATIONS, |wanted| wanted.parse().expect("a number"));
    for seed in 1..=mutations {
        let document = change::changed(plain, &Random::new(seed)).to_string();
        // A stack that overflows leaves nothing but this.
        let path = scratch(name);
        fs::write(&path, &document).expect("the file can be written");
        if let Err(fault) = with_stack(|| check(document.as_bytes(), generate)) {
            panic!(
                "{name}, seed {seed}: {fault}\nthe document, also in {}:\n{document}",
                path.display()
            );
        }
        fs::remove_file(&path).expect("the file can be removed");
    }
}

/// Runs a check in a thread of its own; a panic is a fault like others.
fn with_stack(check: impl FnOnce() -> Result<(), String> + Send) -> Result<(), String> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let check = builder.spawn_scoped(scope, check);
        let outcome = check.expect("a thread can be started").join();
        outcome.unwrap_or_else(|panic| Err(words(panic.as_ref())))
    })
}

/// What is wrong with what comes of a document.
fn check(document: &[u8], generate: &dyn Fn(&[u8]) -> Generation) -> Result<(), String> {
    let generation = generate(document);
    let messages = inputs::messages(&generation);
    let again = generate(document);
    if messages != inputs::messages(&again) {
        return Err("two runs differ in their messages".to_owned());
    }
    let Some(artefacts) = generation.artefacts() else {
        let says_why = generation.diagnostics.has_errors();
        return says_why
            .then_some(())
            .ok_or_else(|| "neither files nor errors".to_owned());
    };
    if Some(&artefacts) != again.artefacts().as_ref() {
        return Err("two runs differ in their files".to_owned());
    }
    let modules = artefacts
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime"));
    for (path, text) in modules {
        rust::check(text).map_err(|fault| format!("{path}: {fault}\n{text}"))?;
    }
    Ok(())
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("changed_{name}.json"))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic".to_owned())
}
