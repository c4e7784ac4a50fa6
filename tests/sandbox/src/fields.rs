//! The fields that a request's object may hold, as tables, and how they are read.

use serde_json::{Value, json};

use crate::store::Object;
use crate::time;

/// The longest [`Kind::ShortText`] and [`Kind::Email`], in characters.
const LONGEST_TEXT: usize = 191;

/// One field of an object.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    kind: Kind,
    presence: Presence,
}

/// What a field may hold.
pub(crate) enum Kind {
    /// Any JSON value.
    Any,
    Text,
    ShortText,
    Email,
    /// A date and time (RFC 3339); read in the form of [`time::now`].
    Moment,
    Truth,
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An array of objects with these fields.
    Objects(&'static [Field]),
}

enum Presence {
    Required,
    Optional,
    Nullable,
}

/// A field that must be there.
pub(crate) const fn required(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        presence: Presence::Required,
    }
}

/// A field that may be absent.
pub(crate) const fn optional(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        presence: Presence::Optional,
    }
}

/// A field that may be absent or null.
pub(crate) const fn nullable(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        presence: Presence::Nullable,
    }
}

/// Picks the known fields of an object. `Err` says which field breaks which rule.
pub(crate) fn read(object: &Value, fields: &[Field]) -> Result<Object, String> {
    let object = object.as_object().ok_or("an item must be an object")?;
    let mut read = Object::new();
    for field in fields {
        if let Some(value) = read_field(object.get(field.name), field)? {
            read.insert(field.name.to_owned(), value);
        }
    }
    Ok(read)
}

fn read_field(value: Option<&Value>, field: &Field) -> Result<Option<Value>, String> {
    match (value, &field.presence) {
        (None, Presence::Required) => Err(format!("{} must be there", field.name)),
        (None, Presence::Optional | Presence::Nullable) => Ok(None),
        (Some(Value::Null), Presence::Nullable) => Ok(Some(Value::Null)),
        (Some(value), _) => match read_value(value, &field.kind) {
            Ok(value) => Ok(Some(value)),
            Err(rule) => Err(format!("{} must be {rule}", field.name)),
        },
    }
}

fn read_value(value: &Value, kind: &Kind) -> Result<Value, String> {
    let text = value.as_str();
    let short_text = text.filter(|text| text.chars().count() <= LONGEST_TEXT);
    let (read, rule) = match kind {
        Kind::Any => (Some(value.clone()), ""),
        Kind::Text => (text.map(Value::from), "a string"),
        Kind::ShortText => (
            short_text.map(Value::from),
            "a string of at most 191 characters",
        ),
        Kind::Email => (
            short_text.filter(|text| is_email(text)).map(Value::from),
            "an email address of at most 191 characters",
        ),
        Kind::Moment => (
            text.and_then(time::normalized).map(Value::from),
            "a date and time as in RFC 3339",
        ),
        Kind::Truth => (value.as_bool().map(Value::from), "true or false"),
        Kind::Number => (value.is_number().then(|| value.clone()), "a number"),
        Kind::Word(words) => {
            let known = text.is_some_and(|text| words.contains(&text));
            return if known {
                Ok(value.clone())
            } else {
                Err(format!("one of {words:?}"))
            };
        }
        Kind::Objects(fields) => return read_objects(value, fields),
    };
    read.ok_or_else(|| rule.to_owned())
}

fn read_objects(value: &Value, fields: &[Field]) -> Result<Value, String> {
    let items = value.as_array().ok_or("an array of objects")?;
    let read: Result<Vec<_>, _> = items.iter().map(|item| read(item, fields)).collect();
    read.map(|objects| json!(objects))
        .map_err(|problem| format!("right in every item: {problem}"))
}

/// Whether a text looks like an email address; that is all that can be told from the text.
pub(crate) fn is_email(text: &str) -> bool {
    let filled = |part: &str| !part.is_empty() && !part.contains(['@', ' ']);
    text.split_once('@')
        .is_some_and(|(name, host)| filled(name) && filled(host))
}
