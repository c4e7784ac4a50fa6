//! Which files there are, and what they share.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use generator::api::{Dependency, Feature, HttpMethod, Need, ParameterLocation, Type};

use super::sample::{
    definition, empty, everything, member, object, operation, parameter, schema_path,
};
use super::{emitted, file};

#[test]
fn every_rust_file_parses_and_says_that_it_is_generated() {
    for (path, text) in emitted(&everything()) {
        if path.ends_with(".rs") {
            assert!(text.starts_with("// @generated"), "{path} has no header");
            assert!(
                syn::parse_file(&text).is_ok(),
                "{path} does not parse:\n{text}"
            );
        }
    }
}

#[test]
fn an_api_with_nothing_in_it_is_a_crate_too() {
    let files = emitted(&empty());
    for path in [
        "Cargo.toml",
        "README.md",
        "api.txt",
        "src/lib.rs",
        "src/api/mod.rs",
        "src/types/mod.rs",
    ] {
        assert!(files.contains_key(path), "{path} is missing");
    }
}

#[test]
fn the_list_of_owned_files_is_complete_and_sorted() {
    let files = emitted(&everything());
    let listed: Vec<&str> = files[".generated"].lines().collect();
    assert!(listed.is_sorted());
    assert_eq!(listed, files.keys().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_same_model_gives_the_same_files() {
    assert_eq!(emitted(&everything()), emitted(&everything()));
}

#[test]
fn a_new_type_changes_only_its_file_and_the_lists() {
    let before = emitted(&everything());
    let mut api = everything();
    let kind = object(vec![member("id", "id", Type::Text, true)]);
    api.types.insert(
        schema_path("newcomer", "Newcomer"),
        definition(Some("Newcomer"), kind),
    );
    let after = emitted(&api);
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(
        changed,
        [
            ".generated",
            "api.txt",
            "src/types/mod.rs",
            "src/types/newcomer.rs"
        ]
    );
}

#[test]
fn the_runtime_is_copied_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
    let there: BTreeSet<String> = files_below(&folder)
        .iter()
        .filter_map(|path| path.strip_prefix(&folder).ok())
        .map(|path| format!("src/runtime/{}", path.display()))
        .collect();
    let copied: BTreeSet<String> = emitted(&everything())
        .into_keys()
        .filter(|path| path.starts_with("src/runtime/") && path.ends_with(".rs"))
        .collect();
    assert_eq!(copied, there);
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn what_is_not_needed_is_left_out() {
    let files = emitted(&empty());
    for (part, crate_name) in [
        ("dates", "jiff"),
        ("uuids", "uuid"),
        ("pattern", "regex-lite"),
    ] {
        assert!(
            !files.contains_key(&format!("src/runtime/wire/{part}.rs")),
            "{part} is copied"
        );
        assert!(
            !files["src/runtime/wire/mod.rs"].contains(&format!("mod {part};")),
            "{part} is declared"
        );
        assert!(
            !files["Cargo.toml"].contains(crate_name),
            "{crate_name} is a dependency"
        );
    }
    let mut api = empty();
    api.needs.insert(Need::Dates);
    assert!(file(&api, "Cargo.toml").contains("\njiff = "));
    assert!(file(&api, "src/runtime/wire/mod.rs").contains("mod dates;"));
}

#[test]
fn the_manifest_stands_by_itself() {
    let mut api = everything();
    api.package.dependencies.insert(
        "extra".to_owned(),
        Dependency {
            value: "{ version = \"1\", optional = true }".to_owned(),
            description: Some("what is beyond us".to_owned()),
        },
    );
    assert!(file(&api, "README.md").contains("| `extra` | what is beyond us |"));
    let manifest: toml::Table = file(&api, "Cargo.toml").parse().unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some("sample"));
    let dependencies = manifest["dependencies"].as_table().unwrap();
    assert!(dependencies.contains_key("extra"));
    for (name, dependency) in dependencies {
        let is_foreign = dependency.get("path").is_none() && dependency.get("workspace").is_none();
        assert!(is_foreign, "{name} comes from this workspace");
    }
}

#[test]
fn a_dependency_that_is_there_already_keeps_what_the_crate_needs_of_it() {
    let mut api = everything();
    for (name, value) in [
        (
            "serde",
            "{ version = \"1.0.200\", features = [\"rc\"], optional = false }",
        ),
        ("serde_json", "\"1.0.130\""),
        ("tokio", "{ features = [\"fs\"] }"),
        ("reqwest", "{ version = \"0.13\", default-features = true }"),
        ("bytes", "{ path = \"../bytes\", default-features = false }"),
    ] {
        let dependency = Dependency {
            value: value.to_owned(),
            description: None,
        };
        let dependencies = &mut api.package.dependencies;
        dependencies.insert(name.to_owned(), dependency);
    }
    let tokio = "{ features = [\"fs\"] }".to_owned();
    let for_tests = &mut api.package.dev_dependencies;
    for_tests.insert("tokio".to_owned(), tokio);
    let manifest = file(&api, "Cargo.toml");
    for line in [
        "serde = { version = \"1.0.200\", features = [\"derive\", \"rc\"], optional = true }",
        "serde_json = { version = \"1.0.130\", features = [\"preserve_order\"] }",
        "tokio = { version = \"1\", default-features = false, features = [\"fs\", \"rt\", \"sync\", \"time\"] }",
        "reqwest = { version = \"0.13\", default-features = true }",
        "bytes = { path = \"../bytes\" }",
        "tokio = { version = \"1\", default-features = false, features = [\"fs\", \"macros\", \"rt-multi-thread\"] }",
    ] {
        assert!(
            manifest.lines().any(|found| found == line),
            "no {line} in\n{manifest}"
        );
    }
}

#[test]
fn hand_written_modules_have_features_and_examples_of_their_own() {
    let mut api = everything();
    let bar = Feature {
        enables: vec!["dep:indicatif".to_owned()],
        description: "a progress bar".to_owned(),
    };
    api.package.features.insert("progress".to_owned(), bar);
    let needed = vec!["progress".to_owned()];
    api.package.examples.insert("nightly".to_owned(), needed);
    let manifest: toml::Table = file(&api, "Cargo.toml").parse().unwrap();
    let features = manifest["features"].as_table().unwrap();
    assert_eq!(features["progress"][0].as_str(), Some("dep:indicatif"));
    assert!(features.contains_key("tracing"));
    let default = features["default"].as_array().unwrap();
    assert!(default.iter().all(|name| name.as_str() != Some("progress")));
    let example = &manifest["example"][0];
    assert_eq!(example["name"].as_str(), Some("nightly"));
    assert_eq!(example["required-features"][0].as_str(), Some("progress"));
    assert!(file(&api, "README.md").contains("| `progress` | a progress bar |"));
}

#[test]
fn no_file_is_called_as_a_device_of_windows() {
    let mut api = everything();
    for name in ["aux", "con", "nul", "prn", "com1", "lpt9", "com10", "mod"] {
        let kind = object(vec![member("id", "id", Type::Text, true)]);
        api.types
            .insert(schema_path(name, "Thing"), definition(None, kind));
    }
    let files = emitted(&api);
    for stem in [
        "aux_", "con_", "nul_", "prn_", "com1_", "lpt9_", "com10", "mod_",
    ] {
        assert!(
            files.contains_key(&format!("src/types/{stem}.rs")),
            "{stem}"
        );
        assert!(files["src/types/mod.rs"].contains(&format!("mod {stem};")));
    }
    assert!(!files.contains_key("src/types/aux.rs"));
}

#[test]
fn no_setter_has_the_name_of_a_method_of_the_runtime() {
    let taken = methods_of_calls();
    assert!(
        taken.contains("send") && taken.contains("in_query"),
        "{taken:?}"
    );
    let mut api = everything();
    let mut probe = operation("probe", "Probe", HttpMethod::Get, "/probe");
    probe.parameters = taken
        .iter()
        .map(|name| parameter(name, name, ParameterLocation::Query, Type::Text))
        .collect();
    api.groups[0].operations.push(probe);
    let text = file(&api, "src/api/orders/probe.rs");
    for name in taken {
        assert!(
            !text.contains(&format!("pub fn {name}(")),
            "`{name}` is taken"
        );
    }
}

/// All methods that the runtime gives to a call.
fn methods_of_calls() -> BTreeSet<String> {
    let sources = emitted(&everything())
        .into_iter()
        .filter(|(path, _)| path.starts_with("src/runtime/") && path.ends_with(".rs"));
    let items = sources.flat_map(|(_, text)| syn::parse_file(&text).unwrap().items);
    let implementations = items.filter_map(|item| match item {
        syn::Item::Impl(item) if is_call(&item.self_ty) && item.trait_.is_none() => {
            Some(item.items)
        }
        _ => None,
    });
    implementations
        .flatten()
        .filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
            _ => None,
        })
        .collect()
}

fn is_call(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Call"))
}

#[test]
fn the_surface_lists_what_users_can_name() {
    let surface = file(&everything(), "api.txt");
    for line in [
        "Client::orders(&self) -> api::orders::Orders<'_>",
        "ClientBuilder::bearer(self, token: impl Into<String>) -> Self",
        "Region::Eu",
        "api::orders::Orders<'c>::get(&self, order_id: types::OrderId) -> Call<'c, api::orders::get::Get>",
        "Call<'_, api::orders::list::List>::cursor(self, cursor: &str) -> Self",
        "api::orders::list::List impl Operation<Success = runtime::Json<types::OrderPage>> + Paginated<Item = types::Order>",
        "types::Order.parent: Option<Box<types::Order>>",
        "types::Order::note(self, value: impl Into<Nullable<String>>) -> Self",
        "types::Person::Number(i64)",
        "types::Tags = Vec<String>",
        "types::order::OrderStatus::Canceled",
    ] {
        assert!(
            surface.lines().any(|found| found == line),
            "no line `{line}` in\n{surface}"
        );
    }
    assert!(surface.lines().is_sorted());
}
