//! Alternatives that all list values of one kind: one enumeration says the same.

use super::glance;
use crate::api::{Docs, Type};
use crate::dialect::{JsonType, Schema};
use crate::lower::enumerations::ListedInteger;
use crate::lower::facets::Facets;
use crate::lower::schemas::Schemas;
use crate::lower::scope::Scope;

/// The enumeration of all strings that the alternatives list, if each is a list of strings or any string. That any other
/// string is allowed too needs no type of its own: an enumeration keeps values that aren't listed.
pub(super) fn of_strings<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    alternatives: &[Schema<'d>],
    scope: &Scope,
) -> Option<Type> {
    let mut values: Vec<(&str, Docs)> = Vec::new();
    for alternative in alternatives {
        let said = glance(schemas, std::slice::from_ref(alternative))?;
        let plain = said.format.is_none() && said.alternatives.is_empty();
        match &said.enumeration {
            Some(listed) if plain => {
                let docs = docs_of_one(&said);
                for value in listed {
                    values.push((value.as_str()?, docs.clone()));
                }
            }
            None if plain && said.types == [JsonType::String] => {}
            _ => return None,
        }
    }
    if values.is_empty() {
        return None;
    }
    Some(schemas.text_enumeration(&facets.node, facets.docs.clone(), &values, scope))
}

/// The same of integers. A title is what an integer is called.
pub(super) fn of_integers<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    alternatives: &[Schema<'d>],
    scope: &Scope,
) -> Option<Type> {
    let mut values: Vec<ListedInteger> = Vec::new();
    for alternative in alternatives {
        let said = glance(schemas, std::slice::from_ref(alternative))?;
        match &said.enumeration {
            Some(listed) if said.alternatives.is_empty() => {
                let mut docs = docs_of_one(&said);
                let title = docs.summary.take();
                for value in listed {
                    values.push(ListedInteger {
                        value: value.as_i64()?,
                        name: title.clone(),
                        docs: docs.clone(),
                    });
                }
            }
            None if said.alternatives.is_empty() && said.types == [JsonType::Integer] => {}
            _ => return None,
        }
    }
    if values.is_empty() {
        return None;
    }
    Some(schemas.integer_enumeration(&facets.node, facets.docs.clone(), &values, scope))
}

/// What is said of a lone value.
fn docs_of_one(said: &Facets<'_>) -> Docs {
    match &said.enumeration {
        Some(listed) if listed.len() == 1 => said.docs.clone(),
        _ => Docs::default(),
    }
}
