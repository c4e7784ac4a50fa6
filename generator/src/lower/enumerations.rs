//! Enumerations of strings or integers.

use serde_json::Value;

use super::facets::Facets;
use super::names;
use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{Docs, Enumeration, EnumerationValue, EnumerationVariant, Type, TypeKind};
use crate::diagnostics::Diagnostic;
use crate::dialect::Node;

impl<'d> Schemas<'_, 'd> {
    /// An enumeration, if the values are all strings or all integers.
    pub(super) fn enumeration(
        &mut self,
        facets: &Facets<'d>,
        values: &[&'d Value],
        scope: &Scope,
    ) -> Option<Type> {
        if values.is_empty() {
            return None;
        }
        let texts: Option<Vec<(&str, Docs)>> = values
            .iter()
            .map(|value| Some((value.as_str()?, Docs::default())))
            .collect();
        if let Some(texts) = texts {
            return Some(self.text_enumeration(&facets.node, facets.docs.clone(), &texts, scope));
        }
        let integers: Option<Vec<i64>> = values.iter().map(|value| value.as_i64()).collect();
        if let Some(integers) = integers {
            return Some(self.integer_enumeration(facets, &integers, scope));
        }
        if values.iter().all(|value| value.is_boolean()) {
            return Some(Type::Bool);
        }
        if values.iter().all(|value| value.is_number()) {
            return Some(Type::Float);
        }
        self.diagnostics.push(
            Diagnostic::note("E0504", "values of different types in one enumeration")
                .at(facets.node.place())
                .help("any JSON value is accepted here"),
        );
        Some(Type::Any)
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
        let mut values: Vec<(&str, &Docs)> = Vec::new();
        for (value, docs) in listed {
            let known = values.iter().any(|(known, _)| known == value);
            if !known && !aliases.contains_key(*value) {
                values.push((value, docs));
            }
        }
        let texts: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
        let (variant_names, collisions) =
            names::distinct(&texts, &[], names::variant_name, names::pascal_mark);
        for collision in collisions {
            self.report_collision("values", &texts, &collision, node);
        }
        let spellings = |value: &str| {
            let of_value = aliases.iter().filter(|(_, of)| *of == value);
            of_value.map(|(alias, _)| alias.clone()).collect()
        };
        let variants = values
            .iter()
            .zip(variant_names)
            .map(|((value, docs), name)| EnumerationVariant {
                name,
                value: EnumerationValue::Text((*value).to_owned()),
                aliases: spellings(value),
                docs: (*docs).clone(),
            })
            .collect();
        let path = self.claim(scope, node);
        self.insert(
            path.clone(),
            node,
            docs,
            TypeKind::Enumeration(Enumeration { variants }),
        );
        Type::Named(path)
    }

    fn integer_enumeration(
        &mut self,
        facets: &Facets<'d>,
        integers: &[i64],
        scope: &Scope,
    ) -> Type {
        let mut variants: Vec<EnumerationVariant> = Vec::new();
        for integer in integers {
            let value = EnumerationValue::Integer(*integer);
            if variants.iter().all(|variant| variant.value != value) {
                let name = names::variant_name(&integer.to_string());
                variants.push(EnumerationVariant {
                    name,
                    value,
                    aliases: Vec::new(),
                    docs: Docs::default(),
                });
            }
        }
        let path = self.claim(scope, &facets.node);
        self.insert(
            path.clone(),
            &facets.node,
            facets.docs.clone(),
            TypeKind::Enumeration(Enumeration { variants }),
        );
        Type::Named(path)
    }
}
