//! Alternatives that are all strings: one enumeration says the same.

use super::glance;
use crate::api::{Docs, Type};
use crate::dialect::{JsonType, Schema};
use crate::lower::facets::Facets;
use crate::lower::schemas::Schemas;
use crate::lower::scope::Scope;

/// The enumeration of all values that the alternatives list, if each is a list of strings or any string. That any other
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
                let docs = if listed.len() == 1 {
                    said.docs.clone()
                } else {
                    Docs::default()
                };
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
