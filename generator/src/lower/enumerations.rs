//! Enumerations: of strings, of integers, of both.

use std::collections::HashSet;

use serde_json::Value;

use super::facets::Facets;
use super::names::{self, Claim, Marking};
use super::schemas::{Schemas, place_of};
use super::scope::Scope;
use super::unions;
use crate::api::{
    Docs, Enumeration, EnumerationValue, EnumerationVariant, Type, TypeKind, Union, UnionVariant,
};
use crate::diagnostics::{Diagnostic, codes};
use crate::dialect::{JsonType, Node};

/// An integer that an enumeration lists, with what is said of it.
pub(super) struct ListedInteger {
    pub(super) value: i64,
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
                let texts = values.iter().filter_map(|value| value.as_str());
                let listed: Vec<(&str, Docs)> = texts.map(|text| (text, Docs::default())).collect();
                self.text_enumeration(&facets.node, docs, &listed, scope)
            }
            JsonType::Integer => {
                let integers = values.iter().filter_map(|value| value.as_i64());
                let integers = integers.map(|value| ListedInteger {
                    value,
                    name: name_beside(facets, value),
                    docs: Docs::default(),
                });
                let integers: Vec<ListedInteger> = integers.collect();
                self.integer_enumeration(&facets.node, docs, &integers, scope)
            }
            JsonType::Boolean => Type::Bool,
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

    /// An enumeration of strings, each with what is said of it.
    pub(super) fn text_enumeration(
        &mut self,
        node: &Node<'d>,
        docs: Docs,
        listed: &[(&str, Docs)],
        scope: &Scope,
    ) -> Type {
        let aliases = self
            .choices
            .aliases
            .get(&node.identity())
            .cloned()
            .unwrap_or_default();
        let mut known = HashSet::new();
        let values: Vec<&(&str, Docs)> = listed
            .iter()
            .filter(|(value, _)| known.insert(*value) && !aliases.contains_key(*value))
            .collect();
        let texts: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
        let claims: Vec<Claim<'_>> = texts.iter().map(|text| Claim::variant(*text)).collect();
        let named = names::distinct(&claims, &[], Marking::Pascal);
        self.report_collisions("values", &texts, &named, |index| {
            place_of(node, texts[index])
        });
        let spellings = |value: &str| {
            let of_value = aliases.iter().filter(|(_, of)| *of == value);
            of_value.map(|(alias, _)| alias.clone()).collect()
        };
        let variants = values
            .iter()
            .zip(named.0)
            .map(|((value, docs), name)| EnumerationVariant {
                name,
                value: EnumerationValue::Text((*value).to_owned()),
                aliases: spellings(value),
                docs: (*docs).clone(),
            })
            .collect();
        self.define(node, docs, variants, scope)
    }

    /// An enumeration of integers, each with what is said of it. Those that have no name are called by their digits.
    pub(super) fn integer_enumeration(
        &mut self,
        node: &Node<'d>,
        docs: Docs,
        integers: &[ListedInteger],
        scope: &Scope,
    ) -> Type {
        let mut known = HashSet::new();
        let integers = integers
            .iter()
            .filter(|integer| known.insert(integer.value));
        let integers: Vec<&ListedInteger> = integers.collect();
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

/// What an integer is called in a list of names that stands beside the list of values, as tools write it, or by the title
/// of an alternative that is this integer alone.
fn name_beside(facets: &Facets<'_>, value: i64) -> Option<String> {
    const LISTS: [&str; 2] = ["x-enum-varnames", "x-enumNames"];
    let is_it = |listed: &&Value| listed.as_i64() == Some(value);
    let mut listed = facets.parts.iter().filter_map(|part| {
        let index = part.enumeration()?.iter().position(is_it)?;
        let names = LISTS.iter().find_map(|list| part.node.get(list))?;
        names.value.get(index)?.as_str()
    });
    let mut titles = facets
        .alternatives
        .iter()
        .flatten()
        .filter_map(|alternative| {
            let is_alone = matches!(alternative.enumeration()?.as_slice(), [only] if is_it(only));
            alternative.title().filter(|_| is_alone)
        });
    let name = listed.next().or_else(|| titles.next())?;
    (!name.trim().is_empty()).then(|| name.to_owned())
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
