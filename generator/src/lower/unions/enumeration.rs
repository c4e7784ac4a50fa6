//! Alternatives that all list values of one kind: one enumeration says the same.

use serde_json::Value;

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
    let is_plain = |said: &Facets<'_>| said.format.is_none();
    let values = listed(schemas, alternatives, JsonType::String, is_plain)?;
    let values = values
        .into_iter()
        .map(|(value, docs)| Some((value.as_str()?, docs)));
    let values: Vec<(&str, Docs)> = values.collect::<Option<_>>()?;
    Some(schemas.text_enumeration(&facets.node, facets.docs.clone(), &values, scope))
}

/// The same of integers. A title is what an integer is called.
pub(super) fn of_integers<'d>(
    schemas: &mut Schemas<'_, 'd>,
    facets: &Facets<'d>,
    alternatives: &[Schema<'d>],
    scope: &Scope,
) -> Option<Type> {
    let values = listed(schemas, alternatives, JsonType::Integer, |_| true)?;
    let values = values.into_iter().map(|(value, mut docs)| {
        Some(ListedInteger {
            value: value.as_i64()?,
            name: docs.summary.take(),
            docs,
        })
    });
    let values: Vec<ListedInteger> = values.collect::<Option<_>>()?;
    Some(schemas.integer_enumeration(&facets.node, facets.docs.clone(), &values, scope))
}

/// The values that the alternatives list, a lone one with what is said of it; `None` where one is neither a list nor of
/// that type, or where none lists any.
fn listed<'d>(
    schemas: &Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
    json_type: JsonType,
    is_plain: impl Fn(&Facets<'d>) -> bool,
) -> Option<Vec<(&'d Value, Docs)>> {
    let mut values = Vec::new();
    for alternative in alternatives {
        let said = glance(schemas, std::slice::from_ref(alternative))?;
        if !said.alternatives.is_empty() || !is_plain(&said) {
            return None;
        }
        match said.enumeration.as_deref() {
            Some([value]) => values.push((*value, said.docs.clone())),
            Some(several) => values.extend(several.iter().map(|value| (*value, Docs::default()))),
            None if said.types == [json_type] => {}
            None => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}
