//! Whether two JSON values are the same.

use std::fmt;

use serde_json::Value;

/// How what came out differs from what went in; the order of members and the spelling of numbers don't matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    pub(super) differences: Vec<Difference>,
    /// The first text that is the same UUID, spelt otherwise.
    pub(super) respelt: Option<String>,
}

/// Something that is missing, added or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Where it stands.
    pub(super) path: Vec<String>,
    /// It is a member that isn't there any more.
    pub(super) is_gone: bool,
    pub(super) text: String,
}

/// Compares what went in with what came out.
pub(super) fn compare(given: &Value, got: &Value) -> Comparison {
    let mut comparison = Comparison::default();
    comparison.add(given, got, &mut Vec::new());
    comparison
}

impl Comparison {
    fn add(&mut self, given: &Value, got: &Value, path: &mut Vec<String>) {
        match (given, got) {
            (Value::Object(a), Value::Object(b)) => {
                for (key, value) in a {
                    path.push(key.clone());
                    match b.get(key) {
                        Some(other) => self.add(value, other, path),
                        None => self.differ(path, true, "is gone".to_owned()),
                    }
                    path.pop();
                }
                for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                    path.push(key.clone());
                    self.differ(path, false, format!("was added: {value}"));
                    path.pop();
                }
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (index, (a, b)) in a.iter().zip(b).enumerate() {
                    path.push(index.to_string());
                    self.add(a, b, path);
                    path.pop();
                }
            }
            (Value::Number(a), Value::Number(b)) if is_same_number(a, b) => {}
            (Value::String(a), Value::String(b)) if a != b && is_same_meaning(a, b) => {
                self.respelt
                    .get_or_insert_with(|| format!("/{}: {a:?} became {b:?}", path.join("/")));
            }
            (a, b) if a == b => {}
            (a, b) => self.differ(path, false, format!("{a} became {b}")),
        }
    }

    fn differ(&mut self, path: &[String], is_gone: bool, text: String) {
        self.differences.push(Difference {
            path: path.to_vec(),
            is_gone,
            text,
        });
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "/{} {}", self.path.join("/"), self.text)
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

/// The same UUID.
fn is_same_meaning(a: &str, b: &str) -> bool {
    let is_uuid = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
        text.len() == 36 && digits == 32
    };
    a.eq_ignore_ascii_case(b) && is_uuid(a)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn spelling_of_numbers_and_order_of_members_do_not_matter() {
        let (a, b) = (json!({ "a": 1.0, "b": [2] }), json!({ "b": [2.0], "a": 1 }));
        assert_eq!(compare(&a, &b), Comparison::default());
    }

    #[test]
    fn null_is_not_absence() {
        let comparison = compare(&json!({ "a": null }), &json!({}));
        assert!(comparison.differences[0].is_gone);
    }

    #[test]
    fn a_uuid_may_be_respelt() {
        let comparison = compare(
            &json!("67E55044-10B1-426F-9247-BB680E5FE0C8"),
            &json!("67e55044-10b1-426f-9247-bb680e5fe0c8"),
        );
        assert!(comparison.differences.is_empty() && comparison.respelt.is_some());
    }

    #[test]
    fn large_whole_numbers_are_compared_exactly() {
        let comparison = compare(
            &json!(9_007_199_254_740_993_i64),
            &json!(9_007_199_254_740_992_i64),
        );
        assert_eq!(comparison.differences.len(), 1);
    }
}
