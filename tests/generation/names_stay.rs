//! What is added to a document, taken from it or moved in it renames nothing else.
//!
//! Documents of one's own are tried by
//! `DOCUMENTS=folder cargo test -p tests --test generation names_stay -- --ignored --nocapture`.

mod change;
mod names;

use std::fs;
use std::path::{Path, PathBuf};

use generator::{Generation, Inputs, generate};
use serde_json::Value;

use self::change::Change;
use self::names::Names;
use crate::inputs;
use crate::random::Random;

/// How many of each kind of change a document.
const SEEDS: u64 = 6;

#[test]
fn order_renames_nothing() {
    of_fixtures(Change::Order);
}

#[test]
fn what_is_removed_renames_nothing_else() {
    of_fixtures(Change::Removal);
}

#[test]
fn what_is_added_renames_nothing_else() {
    of_fixtures(Change::Addition);
}

#[test]
#[ignore = "takes a folder with documents"]
fn real_documents_keep_their_names() {
    let folder = std::env::var("DOCUMENTS").expect("the variable DOCUMENTS names a folder");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "json" || end == "yaml")
        })
        .collect();
    paths.sort();
    let mut renamed = 0;
    for path in &paths {
        let name = path.display().to_string();
        let plain =
            inputs::value_of(&|path: &Path| fs::read(path), path, None).expect("a document");
        println!("{name}");
        let generate = |document: &[u8]| {
            let inputs = Inputs {
                document: Path::new("changed.json"),
                overlay: None,
                config: None,
                strict: false,
            };
            generate(&|_: &Path| Ok(document.to_vec()), inputs)
        };
        for change in [Change::Order, Change::Removal, Change::Addition] {
            let faults = renamed_by(change, &plain, &generate, 1);
            println!("  {change:?}: {} renamed", faults.len());
            faults
                .iter()
                .take(20)
                .for_each(|fault| println!("    {fault}"));
            renamed += faults.len();
        }
    }
    assert_eq!(
        renamed, 0,
        "names that changed though what they name did not"
    );
}

fn of_fixtures(change: Change) {
    for folder in inputs::sound() {
        let plain = folder.corrected().expect("a document");
        let faults = renamed_by(
            change,
            &plain,
            &|document| folder.generate_from(document),
            SEEDS,
        );
        assert!(faults.is_empty(), "{}: {faults:#?}", folder.name());
    }
}

/// What is called otherwise after a change that does not concern it, a line each.
fn renamed_by(
    change: Change,
    plain: &Value,
    generate: &dyn Fn(&[u8]) -> Generation,
    seeds: u64,
) -> Vec<String> {
    let names = |document: &Value| {
        let generation = generate(document.to_string().as_bytes());
        let names = Names::of(&generation, document);
        names.unwrap_or_else(|| panic!("nothing was made:\n{}", inputs::messages(&generation)))
    };
    let before = names(plain);
    let mut renamed: Vec<String> = (1..=seeds)
        .flat_map(|seed| {
            let changed = change.applied(plain, &Random::new(seed));
            let after = names(&changed);
            // Of two that want one name, one steps back; which, and whether, is a matter of both.
            match change {
                Change::Order => before.missing_in(&after),
                Change::Removal => after.without_collisions(&before).missing_in(&before),
                Change::Addition => {
                    let before = before.without_collisions(&after);
                    before
                        .without_changed_alternatives(plain, &changed)
                        .missing_in(&after)
                }
            }
        })
        .collect();
    renamed.sort();
    renamed.dedup();
    renamed
}
