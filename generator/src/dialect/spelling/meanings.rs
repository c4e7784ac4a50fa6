//! What values mean that are not of the kind that is wanted.

use serde_json::{Number, Value, json};

use crate::dialect::JsonType;

/// What a value means that is not of the kind that is wanted; `None` where it is, or spells none. The other argument gives
/// the value as the text has it.
pub(super) type Meant = fn(&Value, &dyn Fn() -> String) -> Option<Value>;

pub(super) fn text(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    let is_misspelt = value.is_number() || value.is_boolean();
    is_misspelt.then(|| Value::String(spelling()))
}

pub(super) fn flag(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    // The last two are of YAML 1.1.
    const SPELLINGS: [(&str, bool); 6] = [
        ("true", true),
        ("false", false),
        ("yes", true),
        ("no", false),
        ("on", true),
        ("off", false),
    ];
    let text = value.as_str()?;
    let is_spelling = |(spelling, _): &&(&str, bool)| text.eq_ignore_ascii_case(spelling);
    let (_, meant) = SPELLINGS.iter().find(is_spelling)?;
    Some(Value::Bool(*meant))
}

pub(super) fn number(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    let number: Number = value.as_str()?.trim().parse().ok()?;
    Some(Value::Number(number))
}

/// A list of one.
pub(super) fn list(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    value.is_string().then(|| json!([value]))
}

pub(super) fn flag_or_list(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    flag(value, spelling).or_else(|| list(value, spelling))
}

/// A security scheme that needs no scopes.
pub(super) fn requirement(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    value.as_str().map(|name| json!({ name: [] }))
}

/// The word that a text is but for small letters and capitals.
pub(super) fn word(words: &[&'static str], text: &str) -> Option<Value> {
    let is_meant = |word: &&str| word.eq_ignore_ascii_case(text) && *word != text;
    words.iter().copied().find(is_meant).map(Value::from)
}

/// A type of a schema or of a security scheme.
pub(super) fn lone_type(value: &Value, _: &dyn Fn() -> String) -> Option<Value> {
    const OF_SECURITY: [&str; 5] = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
    let written = value.as_str()?;
    if JsonType::parse(written).is_some() {
        return None;
    }
    json_type(written).or_else(|| word(&OF_SECURITY, written))
}

/// The type of JSON that goes by another name in other languages, or in other case.
fn json_type(written: &str) -> Option<Value> {
    const MEANT: [(&str, &str); 24] = [
        ("bool", "boolean"),
        ("char", "string"),
        ("date", "string"),
        ("date-time", "string"),
        ("datetime", "string"),
        ("decimal", "number"),
        ("dict", "object"),
        ("dictionary", "object"),
        ("double", "number"),
        ("email", "string"),
        ("enum", "string"),
        ("float", "number"),
        ("guid", "string"),
        ("int", "integer"),
        ("int32", "integer"),
        ("int64", "integer"),
        ("list", "array"),
        ("long", "integer"),
        ("map", "object"),
        ("str", "string"),
        ("text", "string"),
        ("uri", "string"),
        ("url", "string"),
        ("uuid", "string"),
    ];
    let name = written.trim().to_lowercase();
    let of_others = || Some(MEANT.iter().find(|(other, _)| *other == name)?.1);
    let meant = match JsonType::parse(&name) {
        Some(_) => &name,
        None => of_others()?,
    };
    Some(Value::from(meant))
}

/// Among several types, and alone in a choice, what lacks its quotes is the type `null`.
pub(super) fn one_of_types(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    match value {
        Value::Null => Some(Value::String("null".to_owned())),
        _ => lone_type(value, spelling),
    }
}

pub(super) fn flag_or_number(value: &Value, spelling: &dyn Fn() -> String) -> Option<Value> {
    flag(value, spelling).or_else(|| number(value, spelling))
}

/// The keys of a schema behind which values of its type stand.
pub(super) const VALUES: [&str; 3] = ["enum", "const", "default"];

/// What the type of a schema makes of scalars; `None` where it is of several types but for null.
pub(super) fn declared(json_type: &Value) -> Option<Meant> {
    let name = match json_type {
        Value::Array(names) => match names.as_slice() {
            [name, null] | [null, name] if null == "null" || null.is_null() => name,
            _ => return None,
        },
        name => name,
    };
    let meant = lone_type(name, &String::new);
    match meant.as_ref().unwrap_or(name).as_str()? {
        "string" => Some(text),
        "integer" | "number" => Some(number),
        "boolean" => Some(flag),
        _ => None,
    }
}
