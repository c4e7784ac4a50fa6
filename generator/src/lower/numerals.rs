//! Numbers that may come as texts: what serialisers say of themselves that write a number as one and read it from a text
//! as well (`type: [integer, string]` with a pattern of digits, as .NET does).

use regex_lite::Regex;

use super::facets::Facets;
use super::scalars::type_of_format;
use super::schemas::Schemas;
use crate::api::Type;
use crate::dialect::{AdditionalProperties, JsonType, Schema};

/// The type of the numbers of a schema that allows numbers, and of texts only those that spell one.
pub(super) fn number_of(facets: &Facets<'_>) -> Option<JsonType> {
    let has = |json_type| facets.types.contains(&json_type);
    let is_of_both = !facets.types.is_empty()
        && facets
            .types
            .iter()
            .all(|it| matches!(it, JsonType::String | JsonType::Integer | JsonType::Number));
    let json_type = match facets.types.as_slice() {
        [] => facets
            .format
            .map(type_of_format)
            .filter(|it| *it != JsonType::String)?,
        _ if !is_of_both || !has(JsonType::String) => return None,
        _ if has(JsonType::Number) => JsonType::Number,
        _ if has(JsonType::Integer) => JsonType::Integer,
        _ => return None,
    };
    let pattern = facets.parts.iter().find_map(Schema::pattern)?;
    spells_numbers(pattern).then_some(json_type)
}

impl<'d> Schemas<'_, 'd> {
    /// Whether what became a type of numbers, of lists or maps of them, allows texts that spell them.
    pub(super) fn allows_numerals(&self, schemas: &[Schema<'d>], ty: &Type) -> bool {
        if !is_of_numbers(ty) {
            return false;
        }
        let Some(said) = Facets::glance(schemas, &self.references) else {
            return false;
        };
        let of_entries = || match &said.additional {
            AdditionalProperties::Of(entry) => {
                self.allows_numerals(std::slice::from_ref(entry), part(ty))
            }
            _ => false,
        };
        number_of(&said).is_some()
            || !said.items.is_empty() && self.allows_numerals(&said.items, part(ty))
            || of_entries()
    }
}

fn is_of_numbers(ty: &Type) -> bool {
    match ty {
        Type::Integer(_) | Type::Float => true,
        other => other.parts().iter().any(is_of_numbers),
    }
}

/// What a list or a map is of, behind what may be absent.
fn part(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) | Type::Nullable(inner) => part(inner),
        other => other.parts().first().unwrap_or(other),
    }
}

/// Whether a pattern allows no text but numbers as JSON writes them. It has nothing else to make a text of than what they
/// are made of, and allows numbers of any length and none of what only looks like one: no zeros before them, no date.
fn spells_numbers(pattern: &str) -> bool {
    const NUMBERS: [&str; 3] = ["0", "7", "1234567"];
    const OTHERS: [&str; 15] = [
        "", "-", "+", "+1", "01", "-01", "1-", "1-1", "--1", "1.", ".1", "1.1.1", "1e", "e1", "1 1",
    ];
    let is_bounded = pattern.starts_with('^') && pattern.ends_with('$');
    if !is_bounded || !has_only_numerals(pattern) {
        return false;
    }
    Regex::new(pattern).is_ok_and(|pattern| {
        let unbounded = ["x1", "1x"];
        NUMBERS.iter().all(|text| pattern.is_match(text))
            && !OTHERS
                .iter()
                .chain(&unbounded)
                .any(|text| pattern.is_match(text))
    })
}

/// A pattern names no characters but those of numbers.
fn has_only_numerals(pattern: &str) -> bool {
    const SYNTAX: &str = "()[]{}?:*,|$";
    let mut characters = pattern.chars().skip(1);
    while let Some(character) = characters.next() {
        let is_numeral = match character {
            '\\' => matches!(characters.next(), Some('d' | '.' | '-' | '+')),
            '0'..='9' | '-' | '+' | 'e' | 'E' => true,
            other => SYNTAX.contains(other),
        };
        if !is_numeral {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::spells_numbers;

    #[test]
    fn only_what_json_reads_as_a_number_is_one() {
        for pattern in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^(0|[1-9][0-9]*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
        ] {
            assert!(spells_numbers(pattern), "{pattern}");
        }
        for pattern in [
            r"^\d+$",
            r"^[0-9]{4}-[0-9]{2}$",
            r"^\d+(\.\d+)*$",
            r"^\+?[1-9]\d*$",
            r"0|[1-9]\d*",
            r"^0|[1-9]\d*$",
            r"^.*$",
            r"^[0-9a-f]+$",
            r"^$",
        ] {
            assert!(!spells_numbers(pattern), "{pattern}");
        }
    }
}
