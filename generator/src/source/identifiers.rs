//! Names that parts of a document give themselves: `$id`, `$anchor` and `$dynamicAnchor` of schemas
//! ([JSON Schema 2020-12, section 8.2](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2)), and the
//! `$self` of a document ([OpenAPI 3.2](https://spec.openapis.org/oas/v3.2.0.html#openapi-object)).

use std::collections::HashMap;
use std::path::Path;

use fluent_uri::{Iri, IriRef};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::pointer::Pointer;
use super::{FileId, Sources};

/// Keys by which a part of a document names itself.
const KEYS: [&str; 4] = ["$id", "$self", "$anchor", "$dynamicAnchor"];

/// Whether a member names the part of the document that it stands in.
pub(super) fn is_identifier(key: &str, value: &Value) -> bool {
    key.starts_with('$') && value.is_string() && KEYS.contains(&key)
}

/// What stands between the slashes of a path as it is in an IRI (RFC 3987, section 2.2).
const OUTSIDE_OF_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The names of all files.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    resources: Vec<Resource>,
    by_place: HashMap<(FileId, Pointer), usize>,
    by_name: HashMap<String, usize>,
}

/// A whole document, or a schema with an `$id`: what references within are relative to.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) file: FileId,
    pub(super) root: Pointer,
    name: Iri<String>,
    anchors: HashMap<String, Pointer>,
}

impl Identifiers {
    pub(super) fn find(sources: &Sources) -> Self {
        let mut identifiers = Self::default();
        for file in sources.files() {
            if let (Some(value), Some(name)) = (sources.value(file), iri_of(sources.path(file))) {
                let document = identifiers.add(file, Pointer::root(), name);
                identifiers.collect(value, &Pointer::root(), document);
            }
        }
        identifiers
    }

    /// The nearest resource that a node of a file is part of.
    pub(super) fn around(&self, file: FileId, at: &Pointer) -> Option<&Resource> {
        let mut here = Some(at.clone());
        while let Some(place) = here {
            let key = (file, place);
            if let Some(index) = self.by_place.get(&key) {
                return self.resources.get(*index);
            }
            here = key.1.parent();
        }
        None
    }

    /// The resource that a reference without its fragment names, when it stands within `base`.
    pub(super) fn named(&self, base: &Resource, location: &str) -> Option<&Resource> {
        let name = base.name_of(location)?;
        self.resources.get(*self.by_name.get(name.as_str())?)
    }

    fn add(&mut self, file: FileId, root: Pointer, name: Iri<String>) -> usize {
        let index = self.resources.len();
        self.by_place.insert((file, root.clone()), index);
        self.by_name
            .entry(name.as_str().to_owned())
            .or_insert(index);
        self.resources.push(Resource {
            file,
            root,
            name,
            anchors: HashMap::new(),
        });
        index
    }

    fn collect(&mut self, value: &Value, at: &Pointer, around: usize) {
        match value {
            Value::Object(members) => {
                let here = self.collect_names(value, at, around);
                for (key, member) in members.iter().filter(|(_, member)| is_container(member)) {
                    self.collect(member, &at.join(key), here);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate().filter(|(_, it)| is_container(it)) {
                    self.collect(item, &at.index(index), around);
                }
            }
            _ => {}
        }
    }

    /// The names of a node. Gives the resource that what is below it belongs to.
    fn collect_names(&mut self, node: &Value, at: &Pointer, around: usize) -> usize {
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        let id = text("$id").or(text("$self").filter(|_| at.is_root()));
        let (location, fragment) = id
            .unwrap_or_default()
            .split_once('#')
            .map_or((id.unwrap_or_default(), None), |(location, fragment)| {
                (location, Some(fragment))
            });
        let base = &self.resources[around];
        let here = match base.name_of(location).filter(|_| !location.is_empty()) {
            Some(name) => self.add(base.file, at.clone(), name),
            None => around,
        };
        // Before draft 2019-09 an `$id` that is only a fragment was what an `$anchor` is now.
        let names = [text("$anchor"), text("$dynamicAnchor"), fragment];
        let anchors = &mut self.resources[here].anchors;
        for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
            anchors.entry(name.to_owned()).or_insert_with(|| at.clone());
        }
        here
    }
}

impl Resource {
    /// What an anchor of the resource stands for.
    pub(super) fn anchor(&self, name: &str) -> Option<&Pointer> {
        self.anchors.get(name)
    }

    pub(super) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.anchors.keys().map(String::as_str)
    }

    /// The whole name of what a reference without its fragment names (RFC 3986, section 5).
    fn name_of(&self, location: &str) -> Option<Iri<String>> {
        let reference = IriRef::parse(location).ok()?;
        reference.resolve_against(&self.name).ok()
    }
}

fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// What references in a document that doesn't name itself are relative to.
fn iri_of(path: &Path) -> Option<Iri<String>> {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = utf8_percent_encode(path.trim_start_matches('/'), OUTSIDE_OF_PATHS).to_string();
    Iri::parse(format!("file:///{path}")).ok()
}
