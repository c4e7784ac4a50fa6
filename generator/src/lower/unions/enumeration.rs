//! Alternatives that are all of one kind: one enumeration, or one type of numbers, says the same.

use serde_json::Value;

use super::glance;
use crate::api::{Docs, IntegerKind, Type};
use crate::dialect::{JsonType, Schema};
use crate::lower::facets::Facets;
use crate::lower::listed_values::Listed;
use crate::lower::scalars;
use crate::lower::schemas::{Schemas, Typed};
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
    let values = values.into_iter().map(|(value, docs)| {
        Some(Listed {
            value: value.as_str()?,
            name: None,
            docs,
        })
    });
    let values: Vec<Listed<&str>> = values.collect::<Option<_>>()?;
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
        Some(Listed {
            value: value.as_i64()?,
            name: docs.summary.take(),
            docs,
        })
    });
    let values: Vec<Listed<i64>> = values.collect::<Option<_>>()?;
    Some(schemas.integer_enumeration(&facets.node, facets.docs.clone(), &values, scope))
}

/// The alternatives, but those without a name that are all texts, or all integers, and of which some are listed, in one
/// group: beside others they are one enumeration, as they are without any.
pub(super) fn grouped<'d>(
    schemas: &Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
) -> Vec<Vec<Schema<'d>>> {
    let scalars = alternatives.iter().map(|it| anonymous_scalar(schemas, it));
    let scalars: Vec<Option<Scalar>> = scalars.collect();
    let lists = |json_type: JsonType| {
        scalars.contains(&Some(Scalar {
            json_type,
            is_listed: true,
        }))
    };
    let mut groups: Vec<(Option<JsonType>, Vec<Schema<'d>>)> = Vec::new();
    for (alternative, scalar) in alternatives.iter().zip(&scalars) {
        let json_type = scalar.as_ref().map(|it| it.json_type);
        let json_type = json_type.filter(|it| lists(*it));
        let mut known = groups.iter_mut();
        match known.find(|(known, _)| json_type.is_some() && *known == json_type) {
            Some((_, group)) => group.push(alternative.clone()),
            None => groups.push((json_type, vec![alternative.clone()])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The one type of a group of alternatives, at the place of the first.
pub(super) fn of_group<'d>(
    schemas: &mut Schemas<'_, 'd>,
    group: &[Schema<'d>],
    scope: &Scope,
) -> Option<Typed> {
    let said = group
        .iter()
        .map(|it| glance(schemas, std::slice::from_ref(it)));
    let said: Vec<Facets<'d>> = said.collect::<Option<_>>()?;
    let (mut whole, nullable) = (said.first()?.clone(), said.iter().any(|it| it.nullable));
    // What is said of one alternative is said of its value.
    whole.docs = Docs::default();
    let of_strings = of_strings(schemas, &whole, group, scope);
    let ty = of_strings.or_else(|| of_integers(schemas, &whole, group, scope))?;
    Some(Typed::new(ty, nullable))
}

/// An alternative that is a text or an integer.
#[derive(PartialEq, Eq)]
struct Scalar {
    json_type: JsonType,
    /// One of a list, not any.
    is_listed: bool,
}

fn anonymous_scalar<'d>(schemas: &Schemas<'_, 'd>, alternative: &Schema<'d>) -> Option<Scalar> {
    if alternative.is_reference() || alternative.title().is_some() {
        return None;
    }
    let said = glance(schemas, std::slice::from_ref(alternative))?;
    let lists = |of_type: fn(&Value) -> bool| {
        let mut values = said.enumeration.iter().flatten();
        values.all(|value| of_type(value))
    };
    let is_listed = said.enumeration.is_some();
    let json_type = match said.types.as_slice() {
        _ if !said.alternatives.is_empty() => return None,
        [] | [JsonType::String] if said.format.is_none() && lists(Value::is_string) => {
            JsonType::String
        }
        [] | [JsonType::Integer] if lists(Value::is_i64) => JsonType::Integer,
        _ => return None,
    };
    (is_listed || !said.types.is_empty()).then_some(Scalar {
        json_type,
        is_listed,
    })
}

/// The one type of alternatives that are all numbers, of whatever width and whether or not some are listed.
pub(super) fn of_numbers<'d>(
    schemas: &Schemas<'_, 'd>,
    alternatives: &[Schema<'d>],
) -> Option<Typed> {
    let said = alternatives.iter().map(|alternative| {
        let said = glance(schemas, std::slice::from_ref(alternative))?;
        Some((scalars::number(&said)?, said.nullable))
    });
    let (kinds, nullable): (Vec<Type>, Vec<bool>) = said.collect::<Option<_>>()?;
    let (first, others) = kinds.split_first()?;
    let is_unsigned =
        |kind: &Type| matches!(kind, Type::Integer(IntegerKind::U32 | IntegerKind::U64));
    let ty = if others.iter().all(|kind| kind == first) {
        first.clone()
    } else if kinds.contains(&Type::Float) {
        Type::Float
    } else if !kinds.contains(&Type::Integer(IntegerKind::U64)) {
        Type::Integer(IntegerKind::I64)
    } else if kinds.iter().all(is_unsigned) {
        Type::Integer(IntegerKind::U64)
    } else {
        // No type has both ends.
        return None;
    };
    Some(Typed::new(ty, nullable.contains(&true)))
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
        if !said.alternatives.is_empty() || said.lists_items() || !is_plain(&said) {
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
