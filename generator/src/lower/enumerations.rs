//! Enumerations: of strings, of integers, of both.

use std::collections::HashSet;

use serde_json::Value;

use super::facets::Facets;
use super::listed_values::{self, Listed};
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
            JsonType::String => self.text_enumeration(
                &facets.node,
                docs,
                &listed_values::texts(facets, values),
                scope,
            ),
            JsonType::Integer => {
                let integers = listed_values::integers(facets, values);
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
                    written: None,
                    is_default: false,
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
