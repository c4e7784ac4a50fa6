//! What is named in a document, and how it is called in Rust.

use std::collections::{BTreeMap, BTreeSet};

use generator::Generation;
use generator::api::{Api, Home, Operation, Output, TypeDefinition, TypeKind, TypePath};
use serde_json::Value;

/// The Rust name of each thing, by where it stands in the document.
#[derive(Clone)]
pub(super) struct Names {
    names: BTreeMap<Thing, BTreeSet<String>>,
    /// The places of things whose name another one wanted as well.
    collisions: BTreeSet<String>,
}

/// Something that has a name: where it stands, and what it is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Thing {
    place: String,
    what: String,
}

impl Names {
    /// `None` where nothing was made.
    pub(super) fn of(generation: &Generation, document: &Value) -> Option<Self> {
        let collisions = generation
            .diagnostics
            .iter()
            .filter(|diagnostic| matches!(diagnostic.code.as_str(), "E0505" | "E0602"))
            .flat_map(|diagnostic| &diagnostic.labels)
            .filter_map(|label| label.place.pointer())
            .map(|pointer| stable(document, pointer.as_str()))
            .collect();
        let mut reader = Reader {
            document,
            names: BTreeMap::new(),
        };
        reader.api(generation.api.as_ref()?);
        Some(Self {
            names: reader.names,
            collisions,
        })
    }

    /// Without what collides here or there.
    pub(super) fn without_collisions(&self, other: &Self) -> Self {
        let mut names = self.clone();
        names.names.retain(|thing, _| {
            let mut collisions = self.collisions.iter().chain(&other.collisions);
            !collisions.any(|place| is_within(&thing.place, place))
        });
        names
    }

    /// Without the types of alternatives that say something else now: without a title, that is all they can be named
    /// after.
    pub(super) fn without_changed_alternatives(mut self, before: &Value, after: &Value) -> Self {
        self.names.retain(|thing, _| {
            let is_type = ["type", "type of an operation"].contains(&thing.what.as_str());
            let differs = |place: &str| before.pointer(place) != after.pointer(place);
            let holds_changed = |place: &str| {
                ["oneOf", "anyOf"]
                    .iter()
                    .any(|kind| differs(&format!("{place}/{kind}")))
            };
            match is_type {
                true => !alternatives(&thing.place).any(differs),
                false => !(thing.what.starts_with("variant") && holds_changed(&thing.place)),
            }
        });
        self
    }

    /// The names here of things that are there as well, but not by these names. Several types may come of one schema,
    /// one where each is used, so that some of their names can be gone.
    pub(super) fn missing_in(&self, other: &Self) -> Vec<String> {
        let both = self
            .names
            .iter()
            .filter_map(|(thing, here)| Some((thing, here, other.names.get(thing)?)));
        both.filter(|(_, here, there)| !here.is_subset(there))
            .map(|(thing, here, there)| {
                let here: Vec<_> = here.difference(there).collect();
                format!(
                    "{} of {}: {here:?} is not among {there:?}",
                    thing.what, thing.place
                )
            })
            .collect()
    }
}

/// The alternatives that a place stands in.
fn alternatives(place: &str) -> impl Iterator<Item = &str> {
    let ends = place
        .match_indices('/')
        .map(|(at, _)| at)
        .chain([place.len()]);
    ends.map(|end| &place[..end]).filter(|outer| {
        let way = outer.rsplit_once('/').map_or("", |(way, _)| way);
        way.ends_with("/oneOf") || way.ends_with("/anyOf")
    })
}

/// Whether a place is at or below another one; an operation's id is its operation's.
fn is_within(place: &str, outer: &str) -> bool {
    let outer = outer.strip_suffix("/operationId").unwrap_or(outer);
    place
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

struct Reader<'d> {
    document: &'d Value,
    names: BTreeMap<Thing, BTreeSet<String>>,
}

impl Reader<'_> {
    fn api(&mut self, api: &Api) {
        for server in &api.servers.list {
            self.add("/servers", format!("server {}", server.url), &server.name);
        }
        for scheme in &api.security_schemes {
            let what = format!("security scheme {}", scheme.name);
            self.add("/security", what, &scheme.setter);
        }
        for group in &api.groups {
            self.add("/tags", format!("tag {}", group.tag), &group.module);
            for operation in &group.operations {
                self.operation(&group.module, operation);
            }
        }
        for (path, definition) in &api.types {
            self.definition(path, definition);
        }
    }

    fn add(&mut self, pointer: &str, what: impl Into<String>, name: &str) {
        let thing = Thing {
            place: stable(self.document, pointer.trim_start_matches('#')),
            what: what.into(),
        };
        self.names.entry(thing).or_default().insert(name.to_owned());
    }

    fn operation(&mut self, group: &str, operation: &Operation) {
        let at = &operation.pointer;
        self.add(at, "operation", &format!("{group}::{}", operation.name));
        self.add(at, "marker", &operation.marker);
        for parameter in &operation.parameters {
            let what = format!("parameter {:?} {}", parameter.location, parameter.wire_name);
            self.add(at, what, &parameter.name);
        }
        if let Output::ByStatus { variants, .. } = &operation.output {
            for variant in variants {
                self.add(at, format!("status {:?}", variant.status), &variant.name);
            }
        }
    }

    fn definition(&mut self, path: &TypePath, definition: &TypeDefinition) {
        let at = &definition.pointer;
        // Two things may come of one schema: what it says, and an alias in a place of its own.
        let home = match &path.home {
            Home::Schema { .. } => "type".to_owned(),
            Home::Operation { .. } => "type of an operation".to_owned(),
        };
        self.add(at, home, &path.to_string());
        match &definition.kind {
            TypeKind::Object(object) => {
                for member in &object.members {
                    let wire_name = &member.wire_name;
                    let key = wire_name.replace('~', "~0").replace('/', "~1");
                    let place = format!("{at}/properties/{key}");
                    self.add(&place, format!("member {wire_name}"), &member.name);
                }
            }
            TypeKind::Enumeration(enumeration) => {
                for variant in &enumeration.variants {
                    self.add(at, format!("value {:?}", variant.value), &variant.name);
                }
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    self.add(at, format!("variant {:?}", variant.ty), &variant.name);
                }
            }
            TypeKind::Newtype(_) | TypeKind::Alias(_) => {}
        }
    }
}

/// A pointer in which parameters stand by their name, since their order has no meaning.
fn stable(document: &Value, pointer: &str) -> String {
    let mut stable = String::new();
    let mut node = Some(document);
    let mut last = "";
    for segment in pointer.split('/').skip(1) {
        let key = segment.replace("~1", "/").replace("~0", "~");
        node = node.and_then(|node| match node {
            Value::Array(items) => items.get(key.parse::<usize>().ok()?),
            other => other.get(&key),
        });
        let text = |key: &str| node.and_then(|node| node.get(key)?.as_str());
        stable.push('/');
        match (last, text("name"), text("in")) {
            ("parameters", Some(name), Some(location)) => {
                stable.push_str(&format!("{location}:{name}"));
            }
            _ => stable.push_str(segment),
        }
        last = segment;
    }
    stable
}
