//! A schema of one JSON type.

use super::facets::Facets;
use super::schemas::Schemas;
use super::scope::Scope;
use crate::api::{IntegerKind, Type};
use crate::config::DateTypes;
use crate::dialect::{JsonType, Node};

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
            JsonType::Integer if facets.format.is_none() && is_beyond_i64(&facets.node) => {
                Type::Integer(IntegerKind::U64)
            }
            JsonType::Integer => Type::Integer(integer_kind(facets.format)),
            JsonType::Number => match facets.format {
                Some("int32" | "int64" | "uint32" | "uint64") => {
                    Type::Integer(integer_kind(facets.format))
                }
                _ => Type::Float,
            },
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

/// Whether the `maximum` allows integers that only `u64` holds.
fn is_beyond_i64(schema: &Node<'_>) -> bool {
    let maximum = schema
        .get("maximum")
        .and_then(|maximum| maximum.value.as_u64());
    maximum.is_some_and(|maximum| i64::try_from(maximum).is_err())
}

fn integer_kind(format: Option<&str>) -> IntegerKind {
    match format {
        Some("int32" | "int16" | "int8" | "uint16" | "uint8") => IntegerKind::I32,
        Some("uint32") => IntegerKind::U32,
        Some("uint64" | "uint") => IntegerKind::U64,
        _ => IntegerKind::I64,
    }
}
