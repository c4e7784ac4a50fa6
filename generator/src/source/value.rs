//! One serde visitor that makes the value tree, from JSON and from YAML alike.
//!
//! What JSON can't hold, or what a reader should know of, is noted by pointer on the way and made
//! into diagnostics afterwards; a document without such oddities costs no more than
//! `serde_json::Value` itself.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess};
use serde::de::{VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::identifiers::is_identifier;
use super::pointer::{Pointer, Trail};

/// What was noticed while a text became a value.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Some object has a key twice; the place tree says which.
    pub(super) has_duplicate_keys: bool,
    /// Whole numbers beyond 64 bits.
    pub(super) large_integers: Noted<Pointer>,
    /// Numbers beyond 64 bits that were floats already when they came here. Whether they are
    /// written as whole numbers, only the text says.
    pub(super) large_floats: Noted<Pointer>,
    /// YAML's `.nan` and `.inf`, which became null.
    pub(super) non_finite_numbers: Noted<Pointer>,
    /// YAML tags that were dropped.
    pub(super) tags: Noted<(Pointer, String)>,
    /// Merge keys whose value is neither a mapping nor a list of mappings.
    pub(super) bad_merges: Noted<Pointer>,
    /// `$ref` texts that name another file.
    pub(super) file_references: Vec<String>,
    /// Some part of the document gives itself a name.
    pub(super) has_identifiers: bool,
    /// Aliases made the tree grow past its bound, and reading was given up.
    pub(super) grew_too_large: bool,
    /// The keys on the way to some node are too long together, and reading was given up.
    pub(super) way_too_long: bool,
}

/// Every message holds the way to its node: so many bytes it may have.
const MAX_WAY: usize = 16_384;

/// Of the findings of a kind, so many are kept.
const MAX_FINDINGS: usize = 1_000;

/// The findings of a kind.
#[derive(Debug)]
pub(super) struct Noted<T> {
    pub(super) kept: Vec<T>,
    /// How many more there are.
    pub(super) left_out: usize,
}

impl<T> Noted<T> {
    fn note(&mut self, finding: T) {
        match self.kept.len() < MAX_FINDINGS {
            true => self.kept.push(finding),
            false => self.left_out += 1,
        }
    }
}

impl<T> Default for Noted<T> {
    fn default() -> Self {
        Self {
            kept: Vec::new(),
            left_out: 0,
        }
    }
}

/// What the text format allows.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// Whether `<<` merges its value into the object (YAML's merge key).
    pub(super) merge_keys: bool,
    /// How many nodes, and bytes in texts and keys, the tree may have. A text without aliases has fewer than twice its
    /// own bytes.
    pub(super) max_size: usize,
}

/// Reads one whole value.
pub(super) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    rules: Rules,
    findings: &mut Findings,
) -> Result<Value, D::Error> {
    let mut walk = Walk {
        findings,
        rules,
        size: 0,
        members: Vec::new(),
        items: Vec::new(),
    };
    let seed = Node {
        trail: Trail::Root,
        way: 0,
        walk: &mut walk,
    };
    seed.deserialize(deserializer)
}

struct Walk<'w> {
    findings: &'w mut Findings,
    rules: Rules,
    size: usize,
    /// The members so far of all objects that are open. A tree has very many objects, most of them with one to three
    /// members: each is made when it is known how many it has, with room for no more.
    members: Vec<(String, Value)>,
    /// The items so far of all lists that are open.
    items: Vec<Value>,
}

impl Walk<'_> {
    fn grow<E: Error>(&mut self, by: usize) -> Result<(), E> {
        self.size = self.size.saturating_add(by);
        if self.size <= self.rules.max_size {
            return Ok(());
        }
        self.findings.grew_too_large = true;
        Err(E::custom("too large"))
    }
}

struct Node<'n, 'w> {
    trail: Trail<'n>,
    /// The bytes of the keys on the way here.
    way: usize,
    walk: &'n mut Walk<'w>,
}

impl Node<'_, '_> {
    fn large_integer(self, nearest: f64) -> Value {
        let pointer = self.trail.to_pointer();
        self.walk.findings.large_integers.note(pointer);
        Number::from_f64(nearest).map_or(Value::Null, Value::Number)
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.way > MAX_WAY {
            self.walk.findings.way_too_long = true;
            return Err(D::Error::custom("keys too long"));
        }
        self.walk.grow(1)?;
        deserializer.deserialize_any(self)
    }
}

/// A float of less can't be a whole number that is too large for 64 bits.
const LARGE_FLOAT: f64 = 9.2e18;

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(self.large_integer(value as f64))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(self.large_integer(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value);
        if number.is_none() {
            let pointer = self.trail.to_pointer();
            self.walk.findings.non_finite_numbers.note(pointer);
        } else if value.abs() >= LARGE_FLOAT {
            let pointer = self.trail.to_pointer();
            self.walk.findings.large_floats.note(pointer);
        }
        Ok(number.map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.walk.grow(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.walk.grow(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let first = self.walk.items.len();
        loop {
            let item = Node {
                trail: Trail::Index(&self.trail, self.walk.items.len() - first),
                way: self.way,
                walk: &mut *self.walk,
            };
            match items.next_element_seed(item)? {
                Some(value) => self.walk.items.push(value),
                None => return Ok(Value::Array(self.walk.items.split_off(first))),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let first = self.walk.members.len();
        let mut merged = Vec::new();
        while let Some(key) = members.next_key::<String>()? {
            self.walk.grow(key.len())?;
            let member = Node {
                trail: Trail::Key(&self.trail, &key),
                way: self.way.saturating_add(key.len()),
                walk: &mut *self.walk,
            };
            let value = members.next_value_seed(member)?;
            if key == "<<" && self.walk.rules.merge_keys {
                merged.push(value);
                continue;
            }
            if key == "$ref" || key == "$dynamicRef" {
                note_file_reference(&value, self.walk.findings);
            }
            self.walk.findings.has_identifiers |= is_identifier(&key, &value);
            self.walk.members.push((key, value));
        }
        let mut object = Map::with_capacity(self.walk.members.len() - first);
        for (key, value) in self.walk.members.drain(first..) {
            if object.insert(key, value).is_some() {
                self.walk.findings.has_duplicate_keys = true;
            }
        }
        for value in merged {
            if merge(&mut object, value).is_none() {
                let pointer = Trail::Key(&self.trail, "<<").to_pointer();
                self.walk.findings.bad_merges.note(pointer);
            }
        }
        Ok(Value::Object(object))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (tag, content) = tagged.variant::<String>()?;
        let pointer = self.trail.to_pointer();
        self.walk.findings.tags.note((pointer, tag));
        content.newtype_variant_seed(self)
    }
}

fn note_file_reference(value: &Value, findings: &mut Findings) {
    if let Value::String(reference) = value
        && !reference.is_empty()
        && !reference.starts_with('#')
    {
        findings.file_references.push(reference.clone());
    }
}

/// Merges a mapping or a list of mappings; members that are already there win, as the YAML merge
/// key (<https://yaml.org/type/merge.html>) has it. `None` when there is anything else to merge.
fn merge(object: &mut Map<String, Value>, merged: Value) -> Option<()> {
    match merged {
        Value::Object(members) => {
            for (key, value) in members {
                object.entry(key).or_insert(value);
            }
            Some(())
        }
        Value::Array(items) if items.iter().all(Value::is_object) => {
            items.into_iter().try_for_each(|item| merge(object, item))
        }
        _ => None,
    }
}
