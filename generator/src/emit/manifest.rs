//! `Cargo.toml` of the emitted crate. Versions and features are those that the runtime is built and tested with.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::features;
use crate::api::{Api, Feature, GroupFeature, Need};

const RUNTIME: &str = include_str!("../../runtime/Cargo.toml");
const WORKSPACE: &str = include_str!("../../../Cargo.toml");

/// The oldest Rust that builds emitted crates.
const RUST_VERSION: &str = "1.85";

/// What the programs in the documentation are compiled with.
const TOKIO_OF_EXAMPLES: &str =
    "{ version = \"1\", default-features = false, features = [\"macros\", \"rt-multi-thread\"] }";

/// Dependencies of the runtime's optional parts.
const OPTIONAL: &[(&str, Need)] = &[
    ("jiff", Need::Dates),
    ("regex-lite", Need::Patterns),
    ("uuid", Need::Uuids),
];

/// The file's text.
pub(super) fn file(api: &Api) -> String {
    let package = &api.package;
    let mut text = String::from(
        "# @generated from the API document. Do not edit: the next run writes this file anew.\n\n",
    );
    text.push_str(&format!(
        "[package]\nname = {}\nversion = {}\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\ndescription = {}\n",
        quoted(&package.name),
        quoted(&package.version),
        quoted(&package.description),
    ));
    if let Some(license) = &package.license {
        text.push_str(&format!("license = {}\n", quoted(license)));
    }
    let runtime: Table = RUNTIME.parse().unwrap_or_default();
    let mut features = features(&runtime, api);
    features.extend(package.features.iter().map(own_feature));
    text.push_str(&section("features", &features));
    let own = package.dependencies.iter();
    let own = own.map(|(name, dependency)| (name, dependency.value.as_str()));
    let dependencies = with_own(dependencies(&runtime, &api.needs), own);
    text.push_str(&section("dependencies", &dependencies));
    let for_examples = BTreeMap::from([("tokio".to_owned(), table_of(TOKIO_OF_EXAMPLES))]);
    let own = package.dev_dependencies.iter();
    let for_examples = with_own(
        for_examples,
        own.map(|(name, value)| (name, value.as_str())),
    );
    text.push_str(&section("dev-dependencies", &for_examples));
    text.extend(package.examples.iter().map(example));
    text
}

/// A dependency of the crate.
pub(super) struct Dependency {
    pub(super) name: String,
    /// The feature that turns it on; `None`: it is always there.
    pub(super) feature: Option<String>,
}

/// The crate's dependencies by name, as its manifest has them.
pub(super) fn all_dependencies(api: &Api) -> Vec<Dependency> {
    let manifest: Table = file(api).parse().unwrap_or_default();
    let entries = |name: &str| {
        let section = manifest.get(name).and_then(Value::as_table);
        section.cloned().unwrap_or_default()
    };
    let features = entries("features");
    let feature_of = |name: &str| {
        let enables = Value::String(format!("dep:{name}"));
        let turns_it_on = |parts: &Value| {
            parts
                .as_array()
                .is_some_and(|parts| parts.contains(&enables))
        };
        let mut found = features.iter().filter(|(_, parts)| turns_it_on(parts));
        found.next().map(|(feature, _)| feature.clone())
    };
    let names = entries("dependencies").into_iter();
    names
        .map(|(name, _)| Dependency {
            feature: feature_of(&name),
            name,
        })
        .collect()
}

/// What the runtime depends on.
pub(crate) fn runtime_dependencies() -> Vec<String> {
    let runtime: Table = RUNTIME.parse().unwrap_or_default();
    let dependencies = runtime.get("dependencies").and_then(Value::as_table);
    let names = dependencies.into_iter().flat_map(Table::keys);
    names.cloned().collect()
}

/// A key as TOML has it, in quotes where it needs them.
fn key_of(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn section(name: &str, lines: &BTreeMap<String, String>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines
        .iter()
        .map(|(key, value)| format!("{} = {value}\n", key_of(key)))
        .collect();
    format!("\n[{name}]\n{lines}")
}

/// The runtime's features and those of operations, all of which are on by default.
fn features(runtime: &Table, api: &Api) -> BTreeMap<String, String> {
    let own = runtime.get("features").and_then(Value::as_table).cloned();
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    let of_operations: Vec<&GroupFeature> = features::of(api).collect();
    for (name, mut parts) in own.unwrap_or_default() {
        if name == "default" && !of_operations.is_empty() {
            parts
                .as_array_mut()
                .get_or_insert(&mut Vec::new())
                .push(GroupFeature::ALL.into());
        }
        lines.insert(name, parts.to_string());
    }
    if !of_operations.is_empty() {
        let names = of_operations
            .iter()
            .map(|feature| format!("    {},\n", quoted(&feature.name)));
        let names: String = names.collect();
        lines.insert(GroupFeature::ALL.to_owned(), format!("[\n{names}]"));
    }
    for feature in of_operations {
        let implied = Value::from(feature.implies.clone());
        lines.insert(feature.name.clone(), implied.to_string());
    }
    lines
}

fn own_feature((name, feature): (&String, &Feature)) -> (String, String) {
    (name.clone(), texts(&feature.enables))
}

fn example((name, features): (&String, &Vec<String>)) -> String {
    let (name, features) = (quoted(name), texts(features));
    format!("\n[[example]]\nname = {name}\nrequired-features = {features}\n")
}

fn texts(list: &[String]) -> String {
    Value::Array(list.iter().cloned().map(Value::String).collect()).to_string()
}

/// What the runtime depends on, without what only its unneeded parts do.
fn dependencies(runtime: &Table, needs: &BTreeSet<Need>) -> BTreeMap<String, Table> {
    let workspace: Table = WORKSPACE.parse().unwrap_or_default();
    let shared = workspace
        .get("workspace")
        .and_then(|table| table.get("dependencies"));
    let all = runtime
        .get("dependencies")
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    let is_needed = |name: &str| {
        OPTIONAL
            .iter()
            .all(|(optional, need)| *optional != name || needs.contains(need))
    };
    all.into_iter()
        .filter(|(name, _)| is_needed(name))
        .map(|(name, own)| {
            let whole = whole(&own, shared.and_then(|shared| shared.get(&name)));
            (name, whole)
        })
        .collect()
}

/// A dependency with what it takes from the workspace written out.
fn whole(own: &Value, shared: Option<&Value>) -> Table {
    let mut table = as_table(shared.unwrap_or(own));
    if let Value::Table(own) = own {
        add_features(&mut table, own);
        if let Some(optional) = own.get("optional") {
            table.insert("optional".to_owned(), optional.clone());
        }
    }
    table
}

/// The dependencies with those that `sdk.toml` adds.
fn with_own<'a>(
    mut needed: BTreeMap<String, Table>,
    own: impl Iterator<Item = (&'a String, &'a str)>,
) -> BTreeMap<String, String> {
    for (name, value) in own {
        let own = table_of(value);
        let both = match needed.get(name) {
            Some(needed) => merged(needed, own),
            None => own,
        };
        needed.insert(name.clone(), both);
    }
    let written = needed.into_iter();
    written
        .map(|(name, table)| (name, inline(&table)))
        .collect()
}

/// A dependency of `sdk.toml` that is there already: its version or source counts, beside what cannot be done without.
fn merged(needed: &Table, mut own: Table) -> Table {
    // The crate's features speak of it as optional, or it is always used.
    keep(&mut own, needed, "optional");
    if own.get("default-features") != Some(&Value::Boolean(true)) {
        keep(&mut own, needed, "default-features");
    }
    let sources = ["version", "git", "path", "workspace"];
    if !sources.iter().any(|key| own.contains_key(*key)) {
        keep(&mut own, needed, "version");
    }
    add_features(&mut own, needed);
    own
}

/// Has a key as another entry has it.
fn keep(own: &mut Table, needed: &Table, key: &str) {
    match needed.get(key) {
        Some(value) => own.insert(key.to_owned(), value.clone()),
        None => own.remove(key),
    };
}

/// Gives a dependency the features of another entry as well.
fn add_features(table: &mut Table, other: &Table) {
    let mut features = list(table.get("features"));
    features.extend(list(other.get("features")));
    if !features.is_empty() {
        features.sort_by_key(ToString::to_string);
        features.dedup();
        table.insert("features".to_owned(), Value::Array(features));
    }
}

/// A dependency as it is written.
fn table_of(text: &str) -> Table {
    let value = text.parse::<Value>();
    value.map_or_else(|_| Table::new(), |value| as_table(&value))
}

fn as_table(value: &Value) -> Table {
    match value {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    }
}

fn list(value: Option<&Value>) -> Vec<Value> {
    value.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// A dependency in one line, the keys in the order in which people write them.
fn inline(table: &Table) -> String {
    if let (1, Some(version)) = (table.len(), table.get("version")) {
        return version.to_string();
    }
    let order = [
        "package",
        "version",
        "default-features",
        "features",
        "optional",
    ];
    let known = order.iter().filter_map(|key| table.get_key_value(*key));
    let others = table.iter();
    let others = others.filter(|(key, _)| !order.contains(&key.as_str()));
    let parts = known.chain(others);
    let parts: Vec<String> = parts
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    format!("{{ {} }}", parts.join(", "))
}
