//! A schema of one JSON type.

use serde_json::Value;

use super::facets::Facets;
use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{IntegerKind, Type};
use crate::config::DateTypes;
use crate::dialect::JsonType;

impl<'d> Schemas<'_, 'd> {
    /// The type of values of one JSON type.
    pub(super) fn single(
        &mut self,
        json_type: JsonType,
        facets: &Facets<'d>,
        scope: &Scope,
    ) -> Type {
        match json_type {
            JsonType::Boolean => Type::Bool,
            JsonType::Integer => Type::Integer(integer_kind(facets)),
            JsonType::Number if is_whole(facets.format) => Type::Integer(integer_kind(facets)),
            JsonType::Number => Type::Float,
            JsonType::String => self.string(facets),
            JsonType::Array => self.array(facets, scope),
            JsonType::Object => self.object(facets, scope),
            JsonType::Null => Type::Null,
        }
    }

    /// A string, by its format ([Data Types](https://spec.openapis.org/oas/v3.0.4.html#data-types)).
    pub(super) fn string(&mut self, facets: &Facets<'d>) -> Type {
        let jiff = self.config.formats.dates == DateTypes::Jiff;
        match facets.format {
            Some("date-time") if jiff => Type::DateTime,
            Some("date") if jiff => Type::Date,
            Some("uuid") => Type::Uuid,
            Some("byte") => Type::Base64,
            Some("binary") => Type::File,
            _ => Type::Text,
        }
    }
}

/// The type that a format stands for where none is said; most formats are of texts.
pub(super) fn type_of_format(format: &str) -> JsonType {
    match format {
        "float" | "double" => JsonType::Number,
        _ if integer_of(format).is_some() => JsonType::Integer,
        _ => JsonType::String,
    }
}

/// The integers of a format.
fn integer_of(format: &str) -> Option<IntegerKind> {
    Some(match format {
        "int8" | "int16" | "int32" | "uint8" | "uint16" => IntegerKind::I32,
        "int64" => IntegerKind::I64,
        "uint32" => IntegerKind::U32,
        "uint64" | "uint" => IntegerKind::U64,
        _ => return None,
    })
}

/// The type of a schema that allows numbers and nothing else.
pub(super) fn number(facets: &Facets<'_>) -> Option<Type> {
    if !facets.alternatives.is_empty() {
        return None;
    }
    match facets.types.as_slice() {
        [JsonType::Number] if !is_whole(facets.format) => Some(Type::Float),
        [JsonType::Integer | JsonType::Number] => Some(Type::Integer(integer_kind(facets))),
        _ => None,
    }
}

/// A number of this format is an integer.
fn is_whole(format: Option<&str>) -> bool {
    format.and_then(integer_of).is_some()
}

/// The width that the format says, or the one that holds what the schema allows or gives by default.
fn integer_kind(facets: &Facets<'_>) -> IntegerKind {
    const NUMBERS: [&str; 5] = [
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "exclusiveMaximum",
        "default",
    ];
    let said = facets.format.and_then(integer_of);
    let said = said.unwrap_or(IntegerKind::I64);
    let schema = facets.node.value;
    let said_of_it = NUMBERS.iter().filter_map(|keyword| schema.get(keyword));
    let listed = facets.enumeration.iter().flatten().copied();
    let numbers = said_of_it.chain(listed);
    let numbers = numbers.filter_map(|number| {
        let within = number.as_i64().map(i128::from);
        within.or_else(|| beyond_i64(number))
    });
    let (least, greatest) = numbers.fold((0, 0), |(least, greatest), number| {
        (number.min(least), number.max(greatest))
    });
    let holds = |kind: &IntegerKind| {
        let (from, to) = match kind {
            IntegerKind::I32 => (i32::MIN.into(), i32::MAX.into()),
            IntegerKind::U32 => (0, u32::MAX.into()),
            IntegerKind::I64 => (i64::MIN.into(), i64::MAX.into()),
            IntegerKind::U64 => (0, u64::MAX.into()),
        };
        (from..=to).contains(&least) && (from..=to).contains(&greatest)
    };
    let wider = [said, IntegerKind::I64, IntegerKind::U64];
    wider.into_iter().find(holds).unwrap_or(IntegerKind::I64)
}

/// A number that is no `i64`, by the integer that is meant. It mostly came by way of a floating point number, which has not
/// all digits of the ends of a range: what is next to 2^63 stands for the greatest `i64`.
fn beyond_i64(number: &Value) -> Option<i128> {
    const END_OF_I64: f64 = 9_223_372_036_854_775_808.0;
    const END_OF_U64: f64 = 18_446_744_073_709_551_616.0;
    match number.as_f64()? {
        number if (-END_OF_I64..=END_OF_I64).contains(&number) => {
            Some((number as i128).min(i64::MAX.into()))
        }
        number if (END_OF_I64..=END_OF_U64).contains(&number) => Some(u64::MAX.into()),
        _ => None,
    }
}
