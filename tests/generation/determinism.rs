//! One document gives one crate, in whatever order its maps stand.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use generator::api::Api;
use generator::source::{LoadOptions, load};
use serde_json::{Map, Value};

use crate::inputs::{self, Folder};

#[test]
fn a_second_run_gives_the_same_bytes() {
    for folder in folders() {
        let run = || inputs::artefacts(&folder.generate());
        assert!(run() == run(), "{}: two runs differ", folder.name());
    }
}

#[test]
fn the_order_of_maps_renames_nothing() {
    for folder in folders() {
        let plain = items(&folder.generate().api.expect("an API"));
        for seed in 1..=5 {
            let shuffle = Shuffle::new(seed);
            let shuffled = folder.generate_through(&|path: &Path| shuffle.read(&folder, path));
            let shuffled = items(&shuffled.api.expect("an API"));
            let lost: Vec<_> = plain.difference(&shuffled).collect();
            let new: Vec<_> = shuffled.difference(&plain).collect();
            assert!(
                lost.is_empty() && new.is_empty(),
                "{}, seed {seed}: lost {lost:#?}, new {new:#?}",
                folder.name(),
            );
        }
    }
}

fn folders() -> impl Iterator<Item = Folder> {
    let fixtures = inputs::features().into_iter();
    fixtures
        .map(|feature| Folder::fixture(&feature))
        .chain([Folder::spec()])
}

/// Everything that the model says, apart from its order: a line for each leaf, with the way to it by name.
fn items(api: &Api) -> BTreeSet<String> {
    let value = serde_json::to_value(api).expect("the model is plain data");
    let mut items = BTreeSet::new();
    collect("", &value, &mut items);
    items
}

fn collect(way: &str, value: &Value, items: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect(&format!("{way}.{name}"), member, items);
            }
        }
        Value::Array(list) => {
            for item in list {
                let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
                collect(&format!("{way}[{name}]"), item, items);
            }
        }
        leaf => {
            items.insert(format!("{way} = {leaf}"));
        }
    }
}

/// Documents with the members of all their objects in another order.
struct Shuffle {
    state: Cell<u64>,
}

impl Shuffle {
    fn new(seed: u64) -> Self {
        Self {
            state: Cell::new(seed),
        }
    }

    /// A file as JSON, shuffled. Overlays stay: their actions have an order. So does `sdk.toml`.
    fn read(&self, folder: &Folder, path: &Path) -> io::Result<Vec<u8>> {
        let is_document = path
            .extension()
            .is_some_and(|extension| extension == "yaml");
        if !is_document || path.ends_with("overlay.yaml") {
            return folder.read(path);
        }
        let loaded = load(
            &|path: &Path| folder.read(path),
            path,
            LoadOptions::default(),
        );
        let document = loaded.document.ok_or(io::ErrorKind::InvalidData)?;
        let value = loaded
            .sources
            .value(document)
            .ok_or(io::ErrorKind::InvalidData)?;
        Ok(self.shuffled(value).to_string().into_bytes())
    }

    fn shuffled(&self, value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut left: Vec<(&String, &Value)> = members.iter().collect();
                let mut shuffled = Map::new();
                while !left.is_empty() {
                    let (name, member) = left.swap_remove(self.below(left.len()));
                    shuffled.insert(name.clone(), self.shuffled(member));
                }
                Value::Object(shuffled)
            }
            Value::Array(items) => items.iter().map(|item| self.shuffled(item)).collect(),
            leaf => leaf.clone(),
        }
    }

    /// A number below `limit`, by xorshift: the same ones for the same seed, everywhere.
    fn below(&self, limit: usize) -> usize {
        let mut state = self.state.get();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.state.set(state);
        (state % limit as u64) as usize
    }
}
