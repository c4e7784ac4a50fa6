//! Enumerations: of strings, of integers, of both.

use std::collections::HashSet;

use serde_json::Value;

use super::facets::Facets;
use super::names::{self, Claim, Marking};
use super::schemas::{Schemas, place_of};
use super::scope::Scope;
use super::unions;
use crate::api::{
    Docs, Enumeration, EnumerationValue, EnumerationVariant, IntegerKind, Type, TypeKind, Union,
    UnionVariant,
};
use crate::diagnostics::{Diagnostic, codes};
use crate::dialect::{JsonType, Node};

/// A value that an enumeration lists, with what is said of it.
pub(super) struct Listed<V> {
    pub(super) value: V,
    /// What the document calls it.
    pub(super) name: Option<String>,
    pub(super) docs: Docs,
}

impl<'d> Schemas<'_, 'd> {
    /// An enumeration, or a union of one for each JSON type where the values are of several.
    pub(super) fn enumeration(
        &mut self,
        facets: &Facets<'d>,
        values: &[&'d Value],
        scope: &Scope,
    ) -> Option<Type> {
        let Some(groups) = by_type(values) else {
            self.diagnostics.push(
                Diagnostic::note(
                    codes::STRUCTURED_VALUES,
                    "lists or objects are among the values of an enumeration",
                )
                .at(facets.node.place())
                .help("any value of the type is accepted here"),
            );
            return None;
        };
        match groups.as_slice() {
            [] => None,
            [(json_type, values)] => {
                Some(self.of_one_type(*json_type, values, facets.docs.clone(), facets, scope))
            }
            several => Some(self.of_several_types(several, facets, scope)),
        }
    }

    fn of_one_type(
        &mut self,
        json_type: JsonType,
        values: &[&'d Value],
        docs: Docs,
        facets: &Facets<'d>,
        scope: &Scope,
    ) -> Type {
        match json_type {
            JsonType::String => {
                let texts = values
                    .iter()
                    .filter_map(|value| Some(listed(facets, value, value.as_str()?)));
                let texts: Vec<Listed<&str>> = texts.collect();
                self.text_enumeration(&facets.node, docs, &texts, scope)
            }
            JsonType::Integer => {
                let integers = values
                    .iter()
                    .filter_map(|value| Some(listed(facets, value, value.as_i64()?)));
                let integers: Vec<Listed<i64>> = integers.collect();
                self.integer_enumeration(&facets.node, docs, &integers, scope)
            }
            JsonType::Boolean => Type::Bool,
            _ if values.iter().all(|value| value.is_u64()) => Type::Integer(IntegerKind::U64),
            _ => Type::Float,
        }
    }

    fn of_several_types(
        &mut self,
        groups: &[(JsonType, Vec<&'d Value>)],
        facets: &Facets<'d>,
        scope: &Scope,
    ) -> Type {
        let variants = groups
            .iter()
            .map(|(json_type, values)| {
                let name = unions::kind_name(*json_type);
                let inner = scope.inner(name);
                UnionVariant {
                    name: name.to_owned(),
                    ty: self.of_one_type(*json_type, values, Docs::default(), facets, &inner),
                    tags: Vec::new(),
                    docs: Docs::default(),
                }
            })
            .collect();
        let path = self.claim(scope, &facets.node);
        let union = Union {
            discriminator: None,
            variants,
        };
        let docs = facets.docs.clone();
        self.insert(path.clone(), &facets.node, docs, TypeKind::Union(union));
        Type::Named(path)
    }

    /// An enumeration of strings, each with what is said of it. Those that have no name are called as they are.
    pub(super) fn text_enumeration(
        &mut self,
        node: &Node<'d>,
        docs: Docs,
        listed: &[Listed<&str>],
        scope: &Scope,
    ) -> Type {
        let aliases = self
            .choices
            .aliases
            .get(&node.identity())
            .cloned()
            .unwrap_or_default();
        let mut known = HashSet::new();
        let values: Vec<&Listed<&str>> = listed
            .iter()
            .filter(|text| known.insert(text.value) && !aliases.contains_key(text.value))
            .collect();
        let claims = values.iter().map(|text| match &text.name {
            Some(name) => Claim::variant(name).with_identity(text.value),
            None => Claim::variant(text.value),
        });
        let claims: Vec<Claim<'_>> = claims.collect();
        let texts = values
            .iter()
            .map(|text| text.name.as_deref().unwrap_or(text.value));
        let texts: Vec<&str> = texts.collect();
        let named = names::distinct(&claims, &[], Marking::Pascal);
        self.report_collisions("values", &texts, &named, |index| {
            place_of(node, values[index].value)
        });
        let spellings = |value: &str| {
            let of_value = aliases.iter().filter(|(_, of)| *of == value);
            of_value.map(|(alias, _)| alias.clone()).collect()
        };
        let variants = values
            .iter()
            .zip(named.0)
            .map(|(text, name)| EnumerationVariant {
                name,
                value: EnumerationValue::Text(text.value.to_owned()),
                aliases: spellings(text.value),
                docs: text.docs.clone(),
            })
            .collect();
        self.define(node, docs, variants, scope)
    }

    /// An enumeration of integers, each with what is said of it. Those that have no name are called by their digits.
    pub(super) fn integer_enumeration(
        &mut self,
        node: &Node<'d>,
        docs: Docs,
        integers: &[Listed<i64>],
        scope: &Scope,
    ) -> Type {
        let mut known = HashSet::new();
        let integers = integers
            .iter()
            .filter(|integer| known.insert(integer.value));
        let integers: Vec<&Listed<i64>> = integers.collect();
        let digits: Vec<String> = integers.iter().map(|it| it.value.to_string()).collect();
        let called = integers.iter().zip(&digits);
        let claims = called.clone().map(|(integer, digits)| match &integer.name {
            Some(name) => Claim::variant(name).with_identity(digits),
            None => Claim::named(digits, &names::variant_name(digits)),
        });
        let claims: Vec<Claim<'_>> = claims.collect();
        let texts: Vec<&str> = called
            .map(|(integer, digits)| integer.name.as_ref().unwrap_or(digits).as_str())
            .collect();
        let named = names::distinct(&claims, &[], Marking::Pascal);
        self.report_collisions("values", &texts, &named, |_| node.place());
        let variants = integers
            .iter()
            .zip(named.0)
            .map(|(integer, name)| EnumerationVariant {
                name,
                value: EnumerationValue::Integer(integer.value),
                aliases: Vec::new(),
                docs: integer.docs.clone(),
            })
            .collect();
        self.define(node, docs, variants, scope)
    }

    fn define(
        &mut self,
        node: &Node<'d>,
        docs: Docs,
        variants: Vec<EnumerationVariant>,
        scope: &Scope,
    ) -> Type {
        let path = self.claim(scope, node);
        let enumeration = TypeKind::Enumeration(Enumeration { variants });
        self.insert(path.clone(), node, docs, enumeration);
        Type::Named(path)
    }
}

/// A value with its name and description from the lists that stand beside that of the values, as tools write them, or with
/// the title of an alternative that is this value alone, where it is an integer: a text is a name itself.
fn listed<V>(facets: &Facets<'_>, value: &Value, kept: V) -> Listed<V> {
    const NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];
    const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];
    let is_it = |listed: &&Value| *listed == value;
    let said = |lists: &[&str], key| {
        let text = facets.parts.iter().find_map(|part| {
            let index = part.enumeration()?.iter().position(is_it)?;
            let list = lists.iter().find_map(|list| part.node.get(list));
            let beside = list.and_then(|list| match list.value {
                Value::Object(by_value) => by_value.get(value.as_str()?),
                list => list.get(index),
            });
            beside.or_else(|| {
                let entries = part
                    .node
                    .get("x-ms-enum")?
                    .value
                    .get("values")?
                    .as_array()?;
                let is_of_value = |entry: &&Value| entry.get("value") == Some(value);
                entries.iter().find(is_of_value)?.get(key)
            })
        });
        let text = text.and_then(Value::as_str);
        text.filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    let title = || {
        let mut alternatives = facets.alternatives.iter().flatten();
        let alone = alternatives.find_map(|alternative| {
            let is_alone = matches!(alternative.enumeration()?.as_slice(), [only] if is_it(only));
            alternative.title().filter(|_| is_alone)
        });
        let title = alone.filter(|title| value.is_number() && !title.trim().is_empty());
        title.map(str::to_owned)
    };
    Listed {
        value: kept,
        name: said(&NAMES, "name").or_else(title),
        docs: Docs {
            description: said(&DESCRIPTIONS, "description"),
            ..Docs::default()
        },
    }
}

/// The values of each JSON type, in the order in which the types come; `None` where one is a list or object.
fn by_type<'d>(values: &[&'d Value]) -> Option<Vec<(JsonType, Vec<&'d Value>)>> {
    let whole = values
        .iter()
        .filter(|value| value.is_number())
        .all(|value| value.as_i64().is_some());
    let mut groups: Vec<(JsonType, Vec<&'d Value>)> = Vec::new();
    for value in values {
        let json_type = match value {
            Value::String(_) => JsonType::String,
            Value::Number(_) if whole => JsonType::Integer,
            Value::Number(_) => JsonType::Number,
            Value::Bool(_) => JsonType::Boolean,
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        match groups.iter_mut().find(|(known, _)| *known == json_type) {
            Some((_, values)) => values.push(value),
            None => groups.push((json_type, vec![value])),
        }
    }
    Some(groups)
}
