//! One document gives one crate, in whatever order its maps stand.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use generator::api::Api;
use serde_json::Value;

use crate::inputs::{self, Folder};
use crate::random::Random;

#[test]
fn a_second_run_gives_the_same_bytes() {
    for folder in inputs::sound() {
        let run = || inputs::artefacts(&folder.generate());
        assert!(run() == run(), "{}: two runs differ", folder.name());
    }
}

#[test]
fn the_order_of_maps_renames_nothing() {
    for folder in inputs::sound() {
        let of = |order: &dyn Fn(&Value) -> Value| {
            let generation =
                folder.generate_through(&|path: &Path| rewritten(&folder, path, order));
            items(&generation.api.expect("an API"))
        };
        // Written anew as well, which spells some numbers in another way.
        let plain = of(&Value::clone);
        for seed in 1..=5 {
            let random = Random::new(seed);
            let shuffled = of(&|value| shuffled_value(value, &random));
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

/// A file as JSON in another order. Overlays stay: their actions have an order. So does `sdk.toml`.
fn rewritten(folder: &Folder, path: &Path, order: &dyn Fn(&Value) -> Value) -> io::Result<Vec<u8>> {
    let is_document = path
        .extension()
        .is_some_and(|extension| extension == "yaml");
    if !is_document || path.ends_with("overlay.yaml") {
        return folder.read(path);
    }
    let value = folder.value(path).ok_or(io::ErrorKind::InvalidData)?;
    Ok(order(&value).to_string().into_bytes())
}

/// A value with the members of all its objects in another order.
fn shuffled_value(value: &Value, random: &Random) -> Value {
    match value {
        Value::Object(members) => random
            .shuffled(members)
            .into_iter()
            .map(|(name, member)| (name.clone(), shuffled_value(member, random)))
            .collect(),
        Value::Array(items) => items
            .iter()
            .map(|item| shuffled_value(item, random))
            .collect(),
        leaf => leaf.clone(),
    }
}
