//! Whether two JSON values are the same.

use jiff::Timestamp;
use serde_json::Value;

/// How what came out relates to what went in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// Equal as JSON: the order of members and the spelling of numbers don't matter.
    Equal,
    /// The same but for the spelling of an instant or a UUID.
    Respelt(String),
    /// Something is missing, added or changed; where and what.
    Different(String),
}

/// Compares what went in with what came out.
pub(super) fn compare(given: &Value, got: &Value) -> Comparison {
    let mut respelt = None;
    match difference(given, got, "", &mut respelt) {
        Some(difference) => Comparison::Different(difference),
        None => respelt.map_or(Comparison::Equal, Comparison::Respelt),
    }
}

fn difference(
    given: &Value,
    got: &Value,
    place: &str,
    respelt: &mut Option<String>,
) -> Option<String> {
    match (given, got) {
        (Value::Object(a), Value::Object(b)) => {
            if let Some(key) = b.keys().find(|key| !a.contains_key(*key)) {
                return Some(format!("{place}/{key} was added: {}", b[key]));
            }
            a.iter().find_map(|(key, value)| {
                let place = format!("{place}/{key}");
                match b.get(key) {
                    Some(other) => difference(value, other, &place, respelt),
                    None => Some(format!("{place} is gone")),
                }
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(index, (a, b))| difference(a, b, &format!("{place}/{index}"), respelt)),
        (Value::Number(a), Value::Number(b)) if is_same_number(a, b) => None,
        (Value::String(a), Value::String(b)) if a != b && is_same_meaning(a, b) => {
            respelt.get_or_insert_with(|| format!("{place}: {a:?} became {b:?}"));
            None
        }
        (a, b) if a == b => None,
        (a, b) => Some(format!("{place}: {a} became {b}")),
    }
}

fn is_same_number(a: &serde_json::Number, b: &serde_json::Number) -> bool {
    let whole = |number: &serde_json::Number| {
        number.as_i128().or_else(|| {
            number
                .as_f64()
                .filter(|n| n.fract() == 0.0)
                .map(|n| n as i128)
        })
    };
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a.as_f64() == b.as_f64(),
    }
}

/// The same instant or the same UUID.
fn is_same_meaning(a: &str, b: &str) -> bool {
    let instants = (a.parse::<Timestamp>(), b.parse::<Timestamp>());
    let is_uuid = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
        text.len() == 36 && digits == 32
    };
    matches!(instants, (Ok(a), Ok(b)) if a == b) || (a.eq_ignore_ascii_case(b) && is_uuid(a))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn spelling_of_numbers_and_order_of_members_do_not_matter() {
        let (a, b) = (json!({ "a": 1.0, "b": [2] }), json!({ "b": [2.0], "a": 1 }));
        assert_eq!(compare(&a, &b), Comparison::Equal);
    }

    #[test]
    fn null_is_not_absence() {
        let difference = Comparison::Different("/a is gone".to_owned());
        assert_eq!(compare(&json!({ "a": null }), &json!({})), difference);
    }

    #[test]
    fn an_instant_may_be_respelt() {
        let comparison = compare(
            &json!("2020-01-01T02:00:00+02:00"),
            &json!("2020-01-01T00:00:00Z"),
        );
        assert!(matches!(comparison, Comparison::Respelt(_)));
    }

    #[test]
    fn large_whole_numbers_are_compared_exactly() {
        let comparison = compare(
            &json!(9_007_199_254_740_993_i64),
            &json!(9_007_199_254_740_992_i64),
        );
        assert!(matches!(comparison, Comparison::Different(_)));
    }
}
