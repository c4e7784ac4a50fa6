//! Pairs of small documents, at least one a rule, each with a program that tells the difference.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::Path;

use generator::compare::{Change, KINDS, Kind, Proof, Verdict, compare};
use generator::emit::Artefacts;
use generator::{Generation, Inputs, generate};
use serde::Deserialize;
use serde_json::{Value, json};

/// A rule, by example.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// The kind of change that there is between `old` and `new`.
    kind: String,
    /// Further kinds that can't be had apart from it.
    #[serde(default)]
    also: Vec<String>,
    /// What is said of the change.
    #[serde(default)]
    says: Option<String>,
    /// The crate that the case is put into for compiling, where it can't stand with all others.
    #[serde(default, rename = "crate")]
    package: Option<String>,
    /// Parts of both documents.
    #[serde(default)]
    paths: Option<Value>,
    #[serde(default)]
    schemas: Option<Value>,
    #[serde(default)]
    schemes: Option<Value>,
    /// Parts of one of them.
    old: Fragment,
    new: Fragment,
    /// Lines of `sdk.toml` for both, then those of one.
    #[serde(default)]
    config: String,
    #[serde(default)]
    old_config: String,
    #[serde(default)]
    new_config: String,
    /// A program that compiles with the old crate only.
    #[serde(default)]
    lost: Option<String>,
    /// A program that compiles with the new crate only.
    #[serde(default)]
    gained: Option<String>,
    /// A program that compiles with both.
    #[serde(default)]
    kept: Option<String>,
    /// What `cargo-semver-checks` does not look at, where the difference is nothing else.
    #[serde(default)]
    unseen: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fragment {
    #[serde(default)]
    paths: Option<Value>,
    #[serde(default)]
    schemas: Option<Value>,
    #[serde(default)]
    schemes: Option<Value>,
    #[serde(default)]
    servers: Option<Value>,
}

/// A document with its `sdk.toml`.
#[derive(Clone, Debug)]
pub(super) struct Side {
    document: Value,
    config: toml::Table,
}

impl Case {
    /// The rule.
    pub(super) fn kind(&self) -> Kind {
        named(&self.kind)
    }

    /// The program that tells the difference.
    pub(super) fn program(&self) -> &str {
        let programs = [&self.lost, &self.gained, &self.kept];
        let mut programs = programs.into_iter().flatten();
        programs.next().expect("a case has a program")
    }

    /// Whether `cargo-semver-checks` can't tell the difference.
    pub(super) fn is_unseen(&self) -> bool {
        self.unseen.is_some()
    }

    /// The crate that it is compiled in.
    pub(super) fn package(&self) -> &str {
        self.package.as_deref().unwrap_or("together")
    }

    /// The old document and the new one.
    pub(super) fn sides(&self) -> [Side; 2] {
        [(&self.old, &self.old_config), (&self.new, &self.new_config)].map(|(own, config)| {
            let mut side = Side::empty();
            let common = [&self.paths, &self.schemas, &self.schemes];
            let own_parts = [&own.paths, &own.schemas, &own.schemes];
            for parts in [common, own_parts] {
                let [paths, schemas, schemes] = parts;
                side.merge(&json!({
                    "paths": paths.clone().unwrap_or(json!({})),
                    "components": {
                        "schemas": schemas.clone().unwrap_or(json!({})),
                        "securitySchemes": schemes.clone().unwrap_or(json!({})),
                    },
                }));
            }
            if let Some(servers) = &own.servers {
                side.merge(&json!({ "servers": servers }));
            }
            let config = format!("{}{config}", self.config);
            side.config = config.parse().expect("the case's sdk.toml is TOML");
            side
        })
    }

    fn expected(&self) -> Vec<Kind> {
        let also = self.also.iter().map(|name| named(name));
        let mut kinds: Vec<Kind> = also.chain([self.kind()]).collect();
        kinds.sort();
        kinds
    }
}

impl Side {
    pub(super) fn empty() -> Self {
        Self {
            document: json!({
                "openapi": "3.2.0",
                "info": { "title": "Changes", "version": "1" },
                "paths": {},
            }),
            config: toml::Table::new(),
        }
    }

    /// Takes over another one.
    pub(super) fn add(&mut self, other: &Self) {
        self.merge(&other.document);
        merge_tables(&mut self.config, &other.config);
    }

    fn merge(&mut self, more: &Value) {
        merge(&mut self.document, more);
    }

    /// The API that it describes.
    pub(super) fn generate(&self) -> Generation {
        let loader = |path: &Path| match path.to_str() {
            Some("openapi.json") => Ok(self.document.to_string().into_bytes()),
            Some("sdk.toml") => Ok(self.config.to_string().into_bytes()),
            _ => Err(Error::from(ErrorKind::NotFound)),
        };
        let inputs = Inputs {
            document: Path::new("openapi.json"),
            overlay: None,
            config: Some(Path::new("sdk.toml")),
            strict: false,
        };
        generate(&loader, inputs)
    }

    /// The crate, with modules of nothing in the place of those written by hand.
    pub(super) fn artefacts(&self) -> Artefacts {
        let api = self.generate().api.expect("the case is a document");
        let mut artefacts = generator::emit::emit(&api);
        for extension in &api.package.extensions {
            let file = format!("src/{}.rs", extension.name);
            let text = "//! A hand-written module.\n".to_owned();
            artefacts.files.insert(file, text);
        }
        artefacts
    }
}

/// All cases.
pub(super) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("generation/changes/cases");
    let files = fs::read_dir(folder).expect("the cases are there");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| -> Vec<Case> {
        let text = fs::read_to_string(path).expect("the cases can be read");
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().flat_map(read).collect()
}

/// The two documents of each crate that cases share.
pub(super) fn packages(cases: &[Case]) -> BTreeMap<&str, [Side; 2]> {
    let mut packages = BTreeMap::new();
    for case in cases {
        let together = packages
            .entry(case.package())
            .or_insert_with(|| [Side::empty(), Side::empty()]);
        for (together, own) in together.iter_mut().zip(case.sides()) {
            together.add(&own);
        }
    }
    packages
}

#[test]
fn each_case_is_the_change_that_it_says() {
    let mut faults = Vec::new();
    for case in all() {
        let [old, new] = case.sides().map(|side| {
            let generation = side.generate();
            generation
                .api
                .unwrap_or_else(|| panic!("{}: {:#?}", case.kind, generation.diagnostics))
        });
        let changes = compare(&old, &new).changes;
        let mut kinds: Vec<Kind> = changes.iter().map(|change: &Change| change.kind).collect();
        kinds.sort();
        let is_said = |said: &String| changes.iter().any(|change| change.sentence == *said);
        if kinds != case.expected() || !case.says.iter().all(is_said) {
            faults.push(format!("{}: {changes:#?}", case.kind));
        }
        assert_eq!(compare(&old, &old).changes, [], "{}", case.kind);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_rule_has_a_case_with_the_program_that_it_needs() {
    let mut cases: BTreeMap<Kind, Vec<Case>> = BTreeMap::new();
    for case in all() {
        cases.entry(case.kind()).or_default().push(case);
    }
    for kind in KINDS {
        let rule = kind.rule();
        let cases = cases.get(kind).map_or(&[][..], Vec::as_slice);
        assert!(!cases.is_empty(), "{} has no case", kind.as_str());
        for case in cases {
            let programs = (
                case.lost.is_some(),
                case.gained.is_some(),
                case.kept.is_some(),
            );
            let needed = match (rule.verdict, rule.proof) {
                (Verdict::Breaking, Proof::Compiler) => (true, false, false),
                (Verdict::Additive, Proof::Compiler) => (false, true, false),
                _ => (false, false, true),
            };
            assert_eq!(programs, needed, "{}: lost, gained, kept", kind.as_str());
        }
    }
}

fn named(name: &str) -> Kind {
    let found = KINDS.iter().find(|kind| kind.as_str() == name);
    *found.unwrap_or_else(|| panic!("no rule is called {name}"))
}

fn merge(into: &mut Value, more: &Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (key, value) in more {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, more) => *into = more.clone(),
    }
}

fn merge_tables(into: &mut toml::Table, more: &toml::Table) {
    for (key, value) in more {
        match (into.get_mut(key), value) {
            (Some(toml::Value::Table(into)), toml::Value::Table(more)) => merge_tables(into, more),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}
