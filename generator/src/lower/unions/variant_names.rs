//! What variants and their anonymous types are called: a matter of each alternative, never of its position.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::discriminator::Discriminator;
use super::{Alternative, glance, narrowed};
use crate::api::{Home, Type, TypePath};
use crate::dialect::{AdditionalProperties, JsonType, Schema};
use crate::lower::facets::Facets;
use crate::lower::names::{self, Claim, Marking};
use crate::lower::schemas::{Identity, Schemas};

/// What each alternative is called: after its title, what it narrows, its tag, its name, or what it is.
pub(super) fn texts<'d>(
    schemas: &Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
    discriminator: Option<&Discriminator>,
) -> Vec<String> {
    let side_by_side = OnceCell::new();
    let own_mark = |alternative: &Schema<'d>| {
        let all = side_by_side.get_or_init(|| SideBySide::of(schemas, alternatives));
        all.own_mark(schemas, alternative)
    };
    let text = |(index, alternative): (usize, &Schema<'d>)| {
        let tag = discriminator.and_then(|discriminator| discriminator.tags[index].first());
        let title = alternative.title().map(str::to_owned);
        title
            .or_else(|| schemas.name_of_target(&narrowed(alternative)?))
            .or_else(|| tag.cloned())
            .or_else(|| schemas.name_of(alternative).map(str::to_owned))
            .unwrap_or_else(|| own_mark(alternative))
    };
    alternatives.iter().enumerate().map(text).collect()
}

/// What the anonymous types of each alternative are called.
pub(super) fn steps(texts: &[String], alternatives: &[Schema<'_>]) -> Vec<String> {
    let claims = texts.iter().zip(alternatives);
    let claims: Vec<Claim<'_>> = claims.map(|(text, schema)| claim(text, schema)).collect();
    names::distinct(&claims, &[], Marking::Pascal).0
}

/// The names of the variants.
pub(super) fn of(schemas: &mut Schemas<'_, '_>, alternatives: &[Alternative<'_>]) -> Vec<String> {
    let texts: Vec<String> = alternatives.iter().map(variant_text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let claims = texts.iter().zip(alternatives);
    let claims: Vec<Claim<'_>> = claims
        .map(|(text, alternative)| claim(*text, &alternative.schema))
        .collect();
    let (mut names, collisions) = names::distinct(&claims, &[], Marking::Pascal);
    // Marks are written as in the names of anonymous types, which the variants hold.
    for collision in &collisions {
        names[collision.index] = names::pascal(&names[collision.index]);
    }
    let named = (names, collisions);
    schemas.report_collisions("variants", &texts, &named, |index| {
        alternatives[index].schema.node.place()
    });
    named.0
}

/// Two alternatives of one name are told apart by what they say.
fn claim<'t>(text: impl Into<Cow<'t, str>>, schema: &Schema<'_>) -> Claim<'t> {
    let text = text.into();
    let identity = format!("{text}\0{}", shape(schema.node.value));
    Claim::variant(text).with_identity(identity)
}

/// The type that the variant holds, where that has a name; else what the alternative is called.
fn variant_text(alternative: &Alternative<'_>) -> String {
    match &alternative.ty {
        Type::Named(path) if alternative.schema.is_reference() || is_main(path) => {
            path.name.clone()
        }
        Type::Null => kind_name(JsonType::Null).to_owned(),
        Type::Bool => kind_name(JsonType::Boolean).to_owned(),
        Type::Integer(_) => kind_name(JsonType::Integer).to_owned(),
        Type::Float => kind_name(JsonType::Number).to_owned(),
        Type::Text => kind_name(JsonType::String).to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Uuid => "Uuid".to_owned(),
        Type::Base64 | Type::File => "Bytes".to_owned(),
        _ => alternative.text.clone(),
    }
}

/// The type is the one that its module is named after.
fn is_main(path: &TypePath) -> bool {
    let module = names::module_name(&path.name);
    path.home == Home::Schema { module }
}

/// What the alternatives of a choice say, each once, and how many of them say the same.
struct SideBySide<'d> {
    said: HashMap<Identity, Facets<'d>>,
    /// How many without members are of a kind.
    kinds: HashMap<&'static str, usize>,
    /// How many have members.
    objects: usize,
    /// How many have a member of a name.
    members: HashMap<&'d str, usize>,
}

impl<'d> SideBySide<'d> {
    fn of(schemas: &Schemas<'_, 'd>, alternatives: &[Schema<'d>]) -> Self {
        let said: HashMap<Identity, Facets<'d>> = alternatives
            .iter()
            .filter_map(|one| Some((one.node.identity(), said(schemas, one)?)))
            .collect();
        let mut kinds = HashMap::new();
        let mut objects = 0;
        let mut members = HashMap::new();
        for facets in said.values() {
            if facets.properties.is_empty() {
                *kinds.entry(kind(facets)).or_default() += 1;
                continue;
            }
            objects += 1;
            for (name, _) in &facets.properties {
                *members.entry(*name).or_default() += 1;
            }
        }
        Self {
            said,
            kinds,
            objects,
            members,
        }
    }

    /// Without title or tag: the kind; where several objects stand side by side, a member that only this one has.
    fn own_mark(&self, schemas: &Schemas<'_, 'd>, alternative: &Schema<'d>) -> String {
        let Some(facets) = self.said.get(&alternative.node.identity()) else {
            return "Any".to_owned();
        };
        if facets.properties.is_empty() {
            let kind = kind(facets);
            let is_alone = self.kinds.get(kind) == Some(&1);
            return match part(facets) {
                Some(part) if !is_alone => {
                    let name = schemas.name_of_target(part);
                    let of_kind = || Some(self::kind(&said(schemas, part)?).to_owned());
                    format!("{} {kind}", name.or_else(of_kind).unwrap_or_default())
                }
                _ => kind.to_owned(),
            };
        }
        let own: HashSet<&str> = facets.properties.iter().map(|(name, _)| *name).collect();
        let is_own = |name: &&str| {
            let with_it = self.members.get(name).copied().unwrap_or_default();
            with_it == usize::from(own.contains(name))
        };
        // The least of them, so that their order doesn't matter.
        let required = facets.required.iter().copied().filter(is_own).min();
        match required.or_else(|| own.iter().copied().filter(is_own).min()) {
            Some(name) if self.objects > 1 => format!("With {name}"),
            _ => kind_name(JsonType::Object).to_owned(),
        }
    }
}

fn said<'d>(schemas: &Schemas<'_, 'd>, schema: &Schema<'d>) -> Option<Facets<'d>> {
    glance(schemas, std::slice::from_ref(schema))
}

/// What values are called that have no name.
fn kind(said: &Facets<'_>) -> &'static str {
    match said.types.first() {
        Some(JsonType::Object) if said.properties.is_empty() => "Map",
        Some(json_type) => kind_name(*json_type),
        None if !said.items.is_empty() => kind_name(JsonType::Array),
        None => "Any",
    }
}

/// What a list or a map is of, where that is one schema.
fn part<'s, 'd>(said: &'s Facets<'d>) -> Option<&'s Schema<'d>> {
    match (said.items.as_slice(), &said.additional) {
        ([], AdditionalProperties::Of(entry)) => Some(entry),
        ([item], _) => Some(item),
        _ => None,
    }
}

/// What a schema says of the shape of values, in one order.
fn shape(value: &Value) -> Value {
    const ANNOTATIONS: [&str; 5] = ["description", "title", "example", "examples", "deprecated"];
    match value {
        Value::Object(object) => {
            let sorted: BTreeMap<&String, Value> = object
                .iter()
                .filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()))
                .map(|(key, value)| (key, shape(value)))
                .collect();
            let sorted = sorted.into_iter();
            Value::Object(sorted.map(|(key, value)| (key.clone(), value)).collect())
        }
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(shape).collect();
            // Names of members and types, and values: their order says nothing.
            if items.iter().all(|item| !item.is_object()) {
                items.sort_by_cached_key(Value::to_string);
            }
            Value::Array(items)
        }
        other => other.clone(),
    }
}

pub(in crate::lower) fn kind_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::Boolean => "Boolean",
        JsonType::Integer => "Integer",
        JsonType::Number => "Number",
        JsonType::String => "Text",
        JsonType::Array => "List",
        JsonType::Object => "Object",
        JsonType::Null => "Null",
    }
}
